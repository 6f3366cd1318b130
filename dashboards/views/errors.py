"""What somebody sees when an address or a form does not work: calm, in the right brand, with a way on."""

import sys

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.template.loader import get_template
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from partners.views.sent_again import offered_again

# The forms of learners: what they hold goes back to whoever sent it, to be sent once more. Staff's may be long,
# or hold a password.
KEPT_FORMS = {"learning", "certificates"}
# Typed where nobody sees it: never written into a page.
UNSEEN_FIELDS = {"pin", "password"}
RETRY_AFTER_SECONDS = 5


def not_found(request, exception=None) -> HttpResponse:
    return render(request, "404.html", {"browser_title": _("Page not found")}, status=404)


def forbidden(request, exception=None) -> HttpResponse:
    return render(request, "403.html", {"browser_title": _("Not for this account")}, status=403)


def bad_request(request, exception=None) -> HttpResponse:
    return render(request, "400.html", {"browser_title": _("That did not work")}, status=400)


def csrf_failure(request, reason="") -> HttpResponse:
    """Of the editor's forms what was typed is kept."""
    kept = offered_again(request)
    return kept or render(request, "403_csrf.html", {"browser_title": _("Please send it again")}, status=403)


def server_error(request) -> HttpResponse:
    """Without context: whatever broke may break a context processor too.

    A database that is away for a moment is no fault of a page: then 503, with what was chosen kept.
    """
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return _away_for_a_moment(request)
    return HttpResponse(get_template("500.html").render(), status=500)


def _away_for_a_moment(request) -> HttpResponse:
    """Sending the same form again is safe: every act of a learner's is stored once, however often it comes."""
    fields = _kept_fields(request)
    can_be_asked_again = bool(fields) or request.method != "POST"
    here = {"action": request.get_full_path() if can_be_asked_again else "", "fields": fields}
    response = HttpResponse(get_template("503.html").render({"here": here}), status=503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


def _kept_fields(request) -> list[tuple[str, str]]:
    """Name and value, in the order in which they came; none where the form is not to be shown again."""
    if request.method != "POST":
        return []
    try:
        if not KEPT_FORMS & set(resolve(request.path_info).namespaces):
            return []
        if UNSEEN_FIELDS & set(request.POST):
            return []
        return [(name, value) for name, values in request.POST.lists() for value in values]
    except (Resolver404, UnreadablePostError, BadRequest, SuspiciousOperation):
        return []


def healthz(request) -> HttpResponse:
    """For the process that watches this one."""
    return HttpResponse("ok", content_type="text/plain")
