"""The public check: anybody who was given a code, and nobody else. No search, no list, no code in any log."""

from functools import wraps

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certificates.domain import codes
from certificates.enums import Standing
from certificates.forms import CodeForm, slip_message
from certificates.models import Certificate
from certificates.queries import find_by_code

from .faces import certificate_here
from .limits import WINDOW_SECONDS, address_of_request, is_miss_allowed


def discreet(view):
    """Not in search engines, not in the next site's referrer, and not in Django's log of what went wrong."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "strict-origin"
        # Django logs the address of a 404; this one holds a code.
        response._has_been_logged = True
        return response

    return wrapped


@discreet
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request) -> HttpResponse:
    """Takes a code that was typed, and leads to its own address."""
    if request.method != "POST":
        return _form(request, CodeForm())
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _form(request, form, form.errors["code"])
    printed = codes.printed(form.cleaned_data["code"])
    return HttpResponseRedirect(reverse("certificate-check-code", args=[printed]))


@discreet
@never_cache
@require_safe
def check_code(request, code: str) -> HttpResponse:
    """What was issued under this code. A hit costs two SQL; a typing slip none of its own."""
    try:
        found = find_by_code(codes.parse(code))
    except codes.CodeSlip as slip:
        return _form(request, CodeForm({"code": code}), [slip_message(slip)], status=404)
    if found:
        return _found(request, found)
    if not is_miss_allowed(address_of_request(request)):
        busy = _("Many codes have been tried in the last minute. Please wait a minute and check again.")
        response = _form(request, CodeForm({"code": code}), [busy], status=429)
        response["Retry-After"] = str(WINDOW_SECONDS)
        return response
    here = {"status": "not_found", "code_grouped": codes.printed(codes.parse(code)), "reason_note": ""}
    return render(request, "certificates/check_result.html", {**_titles(), "here": here}, status=404)


def _found(request, certificate: Certificate) -> HttpResponse:
    request.partner_id = certificate.partner_id
    standing = certificate.standing
    here = {"status": standing.value, "reason_note": ""}
    if standing in (Standing.VALID, Standing.NO_LONGER_IN_USE):
        here |= certificate_here(certificate)
        here["issuer_now"] = here["certificate"]["issuer_now"]
    if standing is Standing.NO_LONGER_IN_USE:
        here["reason_note"] = _("This can have an ordinary reason.")
    return render(request, "certificates/check_result.html", {**_titles(), "here": here})


def _form(request, form: CodeForm, messages=(), status: int = 200) -> HttpResponse:
    errors = [{"field_id": "id_code", "message": message} for message in messages]
    here = {"post_url": reverse("certificate-check")}
    context = {**_titles(), "here": here, "form": form, "errors": errors}
    return render(request, "certificates/check_form.html", context, status=status)


def _titles() -> dict:
    return {"browser_title": f"{_('Check a certificate')} – {settings.SITE_NAME}"}
