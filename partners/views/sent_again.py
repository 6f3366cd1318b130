"""A form of Wagtail's that was left open while its reader began to act for somebody else, or signed in anew.

It names nobody, so it is not taken. What was typed comes back, to be sent for the partner it was written for.
"""

import json

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from partners.conf import ACTING_FOR
from partners.rules import Who, entry_for
from partners.rules.acting import acting_place, desks_of, scope_of
from partners.rules.reach import is_within_reach

# Under these names what was typed goes to the screen "Acting for" and from there to where it was meant to go.
KEPT, MEANT_FOR = "kept", "meant_for"
ADMIN = "/admin/"

Fields = list[tuple[str, str]]


def offered_again(request) -> HttpResponse | None:
    """What to answer to a form whose token is not today's; None where nothing can be kept, or nobody knows whose
    it is.
    """
    match = request.resolver_match
    entry = entry_for(match)
    if (
        request.method != "POST"
        or entry is None
        or entry.who is not Who.EDITOR
        or not _comes_from_here(request)
    ):
        return None
    desks = desks_of(request.user)
    fitting = [
        place
        for place in desks
        if is_within_reach(request, entry=entry, arguments=match.kwargs, scope=scope_of(place))
    ]
    if not fitting:
        return None
    now = acting_place(desks, request.session.get(ACTING_FOR))
    here = {
        "now": now,
        "places": fitting,
        "is_for_now": fitting == [now],
        "address": request.get_full_path(),
        "fields": _sent(request),
        "kept": json.dumps(_sent(request)),
        "has_files": bool(request.FILES),
    }
    return _shown(request, here, status=403)


def offered_for(request, place, meant_for: str) -> HttpResponse | None:
    """Once somebody acts for `place` again: what they sent along, to be sent on. None where they sent nothing."""
    fields = _fields(request.POST.get(KEPT, ""))
    if not fields or not meant_for.startswith(ADMIN):
        return None
    here = {"now": place, "is_for_now": True, "has_changed": True, "address": meant_for, "fields": fields}
    return _shown(request, here, status=200)


def _shown(request, here: dict, *, status: int) -> HttpResponse:
    context = {"browser_title": _("Not saved yet"), "here": here}
    response = render(request, "partners/staff/sent_again.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _comes_from_here(request) -> bool:
    """What another site had a browser send is not shown as one's own words."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _sent(request) -> Fields:
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]


def _fields(text: str) -> Fields:
    """As it was given out; nothing where somebody has changed it."""
    try:
        return [(str(name), str(value)) for name, value in json.loads(text)]
    except (ValueError, TypeError):
        return []
