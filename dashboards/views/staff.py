"""First screens for staff."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certificates.enums import BatchKind
from dashboards.queries import board_of, programme_counts
from partners.domain import record
from partners.enums import Ability
from partners.rules import Place, places_of, screens_of


@never_cache
@login_required
@require_safe
def home(request):
    """What this person may do, partner by partner."""
    places = places_of(request.user)
    if not places and not request.user.is_superuser:
        raise PermissionDenied
    context = {
        "browser_title": _("Your work"),
        "here": {"roles": [_row(place) for place in places]},
        "places": places,
        "is_operator": request.user.is_superuser,
    }
    return render(request, "dashboards/staff_home.html", context)


@never_cache
@require_safe
def board(request, slug: str):
    """One partner's board: as it is now, or with ?view=was as it was before others became part of it."""
    place, as_it_was = request.place, request.GET.get("view") == "was"
    found = board_of(place.partner.pk, shows_people=place.may_see_people, as_it_was=as_it_was)
    shows_people = place.may_see_people and not as_it_was
    if shows_people:
        record(actor=request.user, verb="view learner list", of=place.partner, partner=place.partner)
    if place.may(Ability.HAND_OUT_CODES):
        for row in found.people:
            row["code_url"] = reverse("dashboards:new-code-for", args=[slug, row["person_id"]])
    printable = _tick_once(found.people) if shows_people else False
    here = {
        "print_url": reverse("dashboards:print-certificates", args=[slug]) if printable else "",
        "kinds": BatchKind.choices,
        "kind": BatchKind.ONE.value,
        "partner_name": place.partner.name,
        "acting_for": place.partner.short_name,
        "months": found.months,
        "courses": found.courses,
        "people": found.people,
        "shows_people": shows_people,
        "has_two_views": found.has_two_views,
        "as_it_was": as_it_was,
        "is_hidden": found.is_hidden,
        "unshared_sentence": found.unshared_sentence,
        "totals": found.totals,
    }
    return render(request, "dashboards/board.html", {"browser_title": _("Board"), "here": here})


@never_cache
@require_safe
def numbers(request, slug: str):
    """All partners together, in numbers."""
    found = programme_counts()
    here = {
        "totals": found.totals,
        "partners": found.partners,
        "courses": found.courses,
        "months": found.months,
        "limit": settings.SMALL_NUMBER,
    }
    return render(request, "dashboards/numbers.html", {"browser_title": _("Numbers"), "here": here})


def _tick_once(people: list[dict]) -> bool:
    """Who has completed a course has one box, however many; whether anybody has."""
    seen = set()
    for row in people:
        row["may_print"] = bool(row["completed_on"]) and row["person_id"] not in seen
        if row["may_print"]:
            seen.add(row["person_id"])
    return bool(seen)


def _row(place: Place) -> dict:
    slug = place.partner.slug
    return {
        "partner_name": place.partner.name,
        "slug": slug,
        "role_label": ", ".join(sorted(str(role.label) for role in place.roles)),
        "links": [
            {"label": entry.label, "url": reverse(entry.name, args=[slug])} for entry in screens_of(place)
        ],
        "may_edit": place.may_edit,
        "rights_url": reverse("partners:own-rights", args=[slug]),
        "terms_url": reverse("partners:terms", args=[slug]) if place.awaits_terms else "",
    }
