"""First screens for staff."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dashboards.queries import board_of
from partners.domain import record
from partners.rules import Place, places_of
from partners.scoping import for_partners


@never_cache
@login_required
@require_safe
def home(request):
    """What this person may do, partner by partner."""
    places = places_of(request.user)
    if not places and not request.user.is_superuser:
        raise PermissionDenied
    roles = [
        {
            "partner_name": place.partner.name,
            "role_label": ", ".join(sorted(str(role.label) for role in place.roles)),
            "links": _links(place),
        }
        for place in places
    ]
    if request.user.is_superuser:
        roles.append(
            {
                "partner_name": _("All content"),
                "role_label": _("Operator"),
                "links": [{"label": _("Edit pages"), "url": reverse("wagtailadmin_home")}],
            }
        )
    return render(
        request,
        "dashboards/staff_home.html",
        {"browser_title": _("Staff"), "here": {"roles": roles}, "places": places},
    )


@never_cache
@require_safe
def board(request, slug: str):
    """One partner's board."""
    place = request.place
    with for_partners([place.partner.pk]):
        found = board_of(place.partner.pk, shows_people=place.may_see_people)
    if place.may_see_people:
        record(actor=request.user, verb="view learner list", of=place.partner, partner=place.partner)
    here = {
        "partner_name": place.partner.name,
        "acting_for": place.partner.short_name,
        "months": found.months,
        "courses": found.courses,
        "people": found.people,
        "shows_people": place.may_see_people,
        "unshared_sentence": found.unshared_sentence,
        "totals": found.totals,
    }
    return render(request, "dashboards/board.html", {"browser_title": _("Board"), "here": here})


def _links(place: Place) -> list[dict]:
    links = []
    if place.may_see_board:
        links.append({"label": _("Board"), "url": reverse("dashboards:board", args=[place.partner.slug])})
    if place.may_edit:
        # Pressed, not followed: from then on one acts for this partner.
        links.append(
            {"label": _("Edit pages"), "url": reverse("wagtailadmin_home"), "acting_for": place.partner.slug}
        )
    return links
