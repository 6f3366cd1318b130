"""What somebody sees when an address or a form does not work: calm, in the right brand, with a way on."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext as _


def not_found(request, exception=None) -> HttpResponse:
    return render(request, "404.html", {"browser_title": _("Page not found")}, status=404)


def forbidden(request, exception=None) -> HttpResponse:
    return render(request, "403.html", {"browser_title": _("Not for this account")}, status=403)


def bad_request(request, exception=None) -> HttpResponse:
    return render(request, "400.html", {"browser_title": _("That did not work")}, status=400)


def csrf_failure(request, reason="") -> HttpResponse:
    return render(request, "403_csrf.html", {"browser_title": _("Please send it again")}, status=403)


def server_error(request) -> HttpResponse:
    """Without context: whatever broke may break a context processor too."""
    return HttpResponse(get_template("500.html").render(), status=500)


def healthz(request) -> HttpResponse:
    """For the process that watches this one."""
    return HttpResponse("ok", content_type="text/plain")
