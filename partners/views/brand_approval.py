"""The second person: looks at a changed look, approves it for now or for a day, or brings an earlier one back."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from partners.domain.brands import (
    BrandRefused,
    approve_brand,
    roll_back_brand,
    send_brand_back,
    unschedule_brand,
)
from partners.forms.brands import ScheduleForm
from partners.models import Brand
from partners.queries.brand_history import approved_looks, changes_between
from partners.rules.brands import (
    brands_in_care,
    brands_to_approve,
    may_approve_brand,
    may_review_brand,
    may_see_draft,
)

from .brands import hints_of


@never_cache
def approvals(request, slug: str) -> HttpResponse:
    """What waits for this place's approver; for the programme's also what has no other."""
    here = {
        "waiting": [_row(slug, brand) for brand in brands_to_approve(request.place)],
        "in_care": [_row(slug, brand) for brand in brands_in_care(request.place)],
        "own_url": reverse("partners:brand-review", args=[slug, slug]),
        "is_programme": request.place.partner.is_programme,
    }
    return render(
        request, "partners/staff/approvals.html", {"browser_title": _("Approve the look"), "here": here}
    )


@never_cache
def review(request, slug: str, of: str) -> HttpResponse:
    """What has changed, side by side, and the decision."""
    brand = _brand_in_review(request, of)
    form = ScheduleForm(request.POST if request.POST.get("decision") == "schedule" else None)
    if request.method == "POST":
        answer = _decide(request, brand, form)
        if answer is not None:
            return answer
    waits = brand.submitted_at is not None and may_see_draft(request.place, brand)
    draft = brand.get_latest_revision_as_object() if waits else None
    scheduled = brand.scheduled_revision
    here = {
        "partner_name": brand.partner.name,
        "waits": waits,
        "sent_by": brand.submitted_by,
        "sent_at": brand.submitted_at,
        "revision": brand.latest_revision_id,
        "changes": changes_between(brand, draft) if draft else [],
        "hints": hints_of(draft) if draft else [],
        "may_approve": waits and may_approve_brand(request.place, request.user, brand),
        "goes_live_at": scheduled.approved_go_live_at if scheduled else None,
        "live_since": brand.last_published_at,
        "history_url": reverse("partners:brand-history", args=[slug, of]),
        "of": of,
    }
    context = {"browser_title": _("Approve the look"), "here": here, "form": form}
    return render(request, "partners/staff/review.html", context)


@never_cache
def history(request, slug: str, of: str) -> HttpResponse:
    """Every look that was live once, newest first."""
    brand = _brand_in_review(request, of)
    looks = approved_looks(brand)
    here = {
        "partner_name": brand.partner.name,
        "looks": [
            {
                "since": look.created_at,
                "is_live": look.pk == brand.live_revision_id,
                # As stored: to build each anew would ask the database for each.
                "look": look.content,
                "url": reverse("partners:brand-roll-back", args=[slug, of, len(looks) - place]),
            }
            for place, look in enumerate(looks)
        ],
        "back_url": reverse("partners:brand-review", args=[slug, of]),
    }
    return render(
        request, "partners/staff/look_history.html", {"browser_title": _("Earlier looks"), "here": here}
    )


@never_cache
def roll_back(request, slug: str, of: str, number: int) -> HttpResponse:
    """Says what will change back, then changes it back. `number` counts the looks from the first."""
    brand = _brand_in_review(request, of)
    looks = approved_looks(brand)
    if not 1 <= number <= len(looks):
        raise Http404
    earlier = looks[len(looks) - number]
    history_url = reverse("partners:brand-history", args=[slug, of])
    if request.method == "POST":
        try:
            roll_back_brand(brand=brand, revision_id=earlier.pk, by=request.user)
        except BrandRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The earlier look is live again."))
        return HttpResponseRedirect(history_url)
    here = {
        "partner_name": brand.partner.name,
        "since": earlier.created_at,
        "changes": changes_between(brand, earlier.as_object()),
        "back_url": history_url,
    }
    return render(
        request, "partners/staff/look_roll_back.html", {"browser_title": _("Earlier looks"), "here": here}
    )


def _brand_in_review(request, of: str) -> Brand:
    """404 for a brand whose approvals are somebody else's: the answer does not tell whether it is there."""
    rows = Brand.objects.select_related("partner", "submitted_by", "latest_revision__user")
    brand = get_object_or_404(rows, partner__slug=of)
    if not may_review_brand(request.place, brand):
        raise Http404
    return brand


def _decide(request, brand: Brand, form: ScheduleForm) -> HttpResponse | None:
    """None where the form has to be shown again."""
    decision = request.POST.get("decision", "")
    slug = request.place.partner.slug
    try:
        if decision == "unschedule":
            unschedule_brand(brand=brand, by=request.user)
            said = _("It does not go live on that day. It is a draft again.")
        elif decision == "back":
            send_brand_back(brand=brand, by=request.user)
            said = _("Sent back. It stays a draft.")
        elif decision in ("now", "schedule"):
            if not may_approve_brand(request.place, request.user, brand):
                raise BrandRefused(_("You made this change. Somebody else has to approve it."))
            if decision == "schedule" and not form.is_valid():
                return None
            at = form.cleaned_data["at"] if decision == "schedule" else None
            seen = request.POST.get("revision", "")
            approve_brand(
                brand=brand, revision_id=int(seen) if seen.isdecimal() else 0, by=request.user, at=at
            )
            said = _("Approved. It goes live on its day.") if at else _("Approved. It is live now.")
        else:
            raise BrandRefused(_("Choose what is to happen."))
    except BrandRefused as refused:
        if decision == "schedule" and form.is_bound and form.is_valid():
            form.add_error("day", str(refused))
            return None
        messages.error(request, str(refused))
        return HttpResponseRedirect(request.path)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("partners:approvals", args=[slug]))


def _row(slug: str, brand: Brand) -> dict:
    return {
        "partner_name": brand.partner.name,
        "sent_by": brand.submitted_by,
        "sent_at": brand.submitted_at,
        "url": reverse("partners:brand-review", args=[slug, brand.partner.slug]),
        "history_url": reverse("partners:brand-history", args=[slug, brand.partner.slug]),
    }
