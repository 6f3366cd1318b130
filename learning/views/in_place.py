"""For a script that goes on without loading the whole page: what an act leads to, in the answer to the act itself.

A browser without the script follows the redirect. Both show the same, for it is made by the view of its own address.
"""

import copy
from functools import wraps
from urllib.parse import urlsplit

from django.http import Http404, HttpResponse, QueryDict
from django.urls import Resolver404, resolve

from .pausing import PhonePaused

HEADER = "X-In-Place"
# An answer that has nothing to show leads on once more.
MOST_REDIRECTS = 3
SHOWN = {"learning:attempt", "learning:answered", "page"}


def at_once(view):
    """Only where the request has the header; Content-Location then names the page that is shown."""

    @wraps(view)
    def shown(request, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        return _followed(request, response) if request.headers.get(HEADER) == "yes" else response

    return shown


def _followed(request, response: HttpResponse) -> HttpResponse:
    for _redirect in range(MOST_REDIRECTS):
        target = response.headers.get("Location", "") if response.status_code == 302 else ""
        asked = _asking_for(request, target)
        if asked is None:
            return response
        match = asked.resolver_match
        try:
            after = match.func(asked, *match.args, **match.kwargs)
        except (Http404, PhonePaused):
            # The act is stored: the browser asks for the page and is told.
            return response
        request.is_personal = getattr(request, "is_personal", False) or getattr(asked, "is_personal", False)
        if after.status_code == 200:
            after["Content-Location"] = target
        response = after
    return response


def _asking_for(request, target: str):
    """The same person asking for one of our pages; None where the browser is to ask for it itself."""
    parts = urlsplit(target)
    if not parts.path or parts.netloc:
        return None
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    if match.view_name not in SHOWN:
        return None
    asked = copy.copy(request)
    asked.method, asked.path, asked.path_info = "GET", parts.path, parts.path
    asked.GET, asked.POST, asked.resolver_match = QueryDict(parts.query), QueryDict(), match
    return asked
