"""What a partner that has left still finds here: until when, and its one export."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from dashboards.exports import XLSX, spreadsheet
from dashboards.queries.departures import EXPORTED, export_rows
from partners.domain import record
from partners.enums import Ability
from partners.forms.lives import ExportForm
from partners.models import PartnerDeparture


@never_cache
def departure(request, slug: str) -> HttpResponse:
    """Names no one: what the export holds is in the export."""
    return _page(request, _departure(request), ExportForm())


@never_cache
def export(request, slug: str) -> HttpResponse:
    """Names, courses and dates of those who shared until the day it left; never what anybody answered."""
    found = _departure(request)
    form = ExportForm(request.POST)
    if found.export_until < timezone.localdate() or found.closed_at:
        messages.error(request, _("The time for the export is over. The names are gone."))
        return _page(request, found, ExportForm(), status=410)
    if not form.is_valid():
        return _page(request, found, form)
    partner = request.place.partner
    rows = export_rows(partner.pk)
    record(
        actor=request.user,
        verb=EXPORTED,
        of=found,
        partner=partner,
        purpose=form.cleaned_data["purpose"],
        rows=len(rows),
    )
    heads = [_("Name"), _("Course"), _("Begun on"), _("Completed on")]
    lines = [(row.name, row.course_title, row.begun_on, row.completed_on) for row in rows]
    response = HttpResponse(spreadsheet(_("People who shared"), heads, lines), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{partner.slug}-export.xlsx"'
    return response


def _departure(request) -> PartnerDeparture:
    if not request.place.has_left:
        raise Http404
    return get_object_or_404(PartnerDeparture, partner=request.place.partner)


def _page(request, found: PartnerDeparture, form: ExportForm, status: int = 200) -> HttpResponse:
    context = {
        "browser_title": _("After leaving"),
        "departure": found,
        "form": form,
        "errors": form.errors if form.is_bound else {},
        "may_export": request.place.may(Ability.SEE_PEOPLE),
        "is_open": found.closed_at is None and found.export_until >= timezone.localdate(),
    }
    return render(request, "dashboards/departure.html", context, status=status)
