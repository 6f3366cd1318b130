"""Rename, sub-brand, merge and leave: for the programme's managers. Each far-reaching act says first what it does."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from dashboards.domain.departures import leave_partnership
from dashboards.domain.merger_plan import plan_merger
from dashboards.domain.mergers import merge_partners
from dashboards.queries.departures import taken_lists
from partners.domain.renaming import LifeRefused, make_part_of, rename_partner
from partners.forms.lives import LeaveForm, MergerForm, PartOfForm, RenameForm
from partners.models import Partner, PartnerDeparture, PartnerMerger
from partners.rules.mergers import EXPORT_DAYS

from .merger_tables import tables_of


@never_cache
def life(request, slug: str, of: str) -> HttpResponse:
    """Where a partner stands, how it came there, and what can be done about it."""
    partner = _partner(of)
    merger = PartnerMerger.objects.filter(source=partner).select_related("target").first()
    departure = PartnerDeparture.objects.filter(partner=partner).first()
    context = {
        "partner": partner,
        "former_slugs": list(partner.former_slugs.order_by("-replaced_on", "-pk")),
        "parts": list(partner.sub_brands.all()),
        "merger": merger,
        "mergers": list(partner.mergers.select_related("source").order_by("-dated_on")),
        "departure": departure,
        "proof": _proof(departure) if departure else [],
        "taken_lists": taken_lists(partner.pk) if departure else [],
    }
    return _page(request, "life", partner, context)


@never_cache
def rename(request, slug: str, of: str) -> HttpResponse:
    partner = _partner(of, stands=True)
    form = RenameForm(request.POST or None, partner=partner)
    if request.method == "POST" and form.is_valid():
        try:
            rename_partner(partner=partner, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error("slug", refused)
        else:
            messages.success(request, _("Saved. The former address leads to the new one for ever."))
            return _to_life(request, form.cleaned_data["slug"])
    return _page(request, "rename", partner, {"form": form})


@never_cache
def part_of(request, slug: str, of: str) -> HttpResponse:
    partner = _partner(of, stands=True)
    form = PartOfForm(request.POST or None, partner=partner)
    if request.method == "POST" and form.is_valid():
        try:
            make_part_of(partner=partner, parent=form.cleaned_data["parent"], by=request.user)
        except LifeRefused as refused:
            form.add_error("parent", str(refused))
        else:
            messages.success(request, _("Saved."))
            return _to_life(request, of)
    return _page(request, "part_of", partner, {"form": form})


@never_cache
def merge(request, slug: str, of: str) -> HttpResponse:
    """The form; then every number, from the address alone; then the act."""
    partner = _partner(of, stands=True)
    given = request.POST if request.method == "POST" else request.GET
    form = MergerForm(given or None, source=partner)
    if not form.is_valid():
        return _page(request, "merge", partner, {"form": form})
    chosen = {
        "source": partner,
        "target": form.cleaned_data["target"],
        "dated_on": form.cleaned_data["dated_on"],
        "legal_successor_on": form.cleaned_data["legal_successor_on"],
    }
    if request.method == "POST":
        try:
            merger = merge_partners(**chosen, by=request.user)
        except LifeRefused as refused:
            form.add_error(None, str(refused))
            return _page(request, "merge", partner, {"form": form})
        text = _("%(source)s is now part of %(target)s.")
        messages.success(request, text % {"source": partner.name, "target": merger.target.name})
        return _to_life(request, of)
    plan = plan_merger(**chosen)
    if plan.refusal:
        form.add_error(None, plan.refusal)
        return _page(request, "merge", partner, {"form": form})
    return _page(request, "merge_plan", partner, {"form": form, "plan": plan, "tables": tables_of(plan)})


@never_cache
def leave(request, slug: str, of: str) -> HttpResponse:
    """The form, which says what will happen; the same once more with what was typed; then the act."""
    partner = _partner(of, stands=True)
    form = LeaveForm(request.POST or None, partner=partner)
    is_sure = request.POST.get("is_sure") == partner.slug
    if request.method == "POST" and form.is_valid() and is_sure:
        try:
            leave_partnership(partner=partner, by=request.user, **form.cleaned_data)
        except LifeRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(name)s has left.") % {"name": partner.name})
            return _to_life(request, of)
    asks = request.method == "POST" and form.is_valid()
    return _page(request, "leave_sure" if asks else "leave", partner, {"form": form, "days": EXPORT_DAYS})


def _partner(of: str, *, stands: bool = False) -> Partner:
    """Never the programme; `stands`: nor one that has left, with which nothing is to be done any more."""
    rows = Partner.objects.select_related("parent", "succeeded_by").filter(is_programme=False)
    return get_object_or_404(rows.filter(left_on__isnull=True) if stands else rows, slug=of)


def _proof(departure: PartnerDeparture) -> list[tuple]:
    labels = (
        ("roles_open", _("Roles that are still open there")),
        ("agreements_open", _("Agreements to share that are still open")),
        ("people_seen", _("People whom its staff could see")),
        ("names_exportable", _("Names that could still be taken")),
        ("exports_taken", _("Exports taken while there was time")),
    )
    return [(label, departure.proof[name]) for name, label in labels if name in departure.proof]


def _page(request, name: str, partner: Partner, context: dict) -> HttpResponse:
    form = context.get("form")
    known = {
        "browser_title": partner.short_name,
        "partner": partner,
        "errors": form.errors if form is not None and form.is_bound else {},
        "life_url": reverse("dashboards:partner-life", args=[request.place.partner.slug, partner.slug]),
    }
    return render(request, f"dashboards/lives/{name}.html", {**known, **context})


def _to_life(request, of: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("dashboards:partner-life", args=[request.place.partner.slug, of]))
