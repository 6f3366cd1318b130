"""The public check: anybody who was given a code, and nobody else. No search, no list, no code in any log."""

from functools import wraps

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.rules import address_of_request
from certificates.domain import codes
from certificates.enums import PublicView, Standing
from certificates.forms import CodeForm, slip_message
from certificates.models import Certificate
from certificates.queries import find_by_code, waits_to_be_removed
from learning.views.limits import WINDOW_SECONDS

from .faces import certificate_here
from .hashing import HashingUpload
from .limits import is_miss_allowed
from .own import brand_partner_id


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
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def check(request) -> HttpResponse:
    """Takes a code that was typed, and leads to its own address. It changes nothing, so it needs no cookie: whoever
    checks may refuse them, or have had the page open for a day.
    """
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
    if busy := _busy_after_miss(request, code):
        return busy
    here = {"status": "not_found", "code_grouped": codes.printed(codes.parse(code)), "reason_note": ""}
    return render(request, "certificates/check_result.html", {**_titles(), "here": here}, status=404)


@discreet
@never_cache
@csrf_exempt
@require_POST
def check_file(request, code: str) -> HttpResponse:
    """Whether a file is the one that was issued, from its hash alone: it is never stored, in memory or on disk."""
    request.asked_again = reverse("certificate-check-code", args=[code])
    request.upload_handlers = [HashingUpload(request)]
    return _check_file(request, code)


@csrf_protect
def _check_file(request, code: str) -> HttpResponse:
    try:
        found = find_by_code(codes.parse(code))
    except codes.CodeSlip:
        return HttpResponseRedirect(reverse("certificate-check-code", args=[code]))
    # Else codes could be tried here, and nobody would count.
    if found is None and (busy := _busy_after_miss(request, code)):
        return busy
    if found is None or not _shows_facts(found):
        return HttpResponseRedirect(reverse("certificate-check-code", args=[code]))
    file = request.FILES.get("file")
    if file is None:
        return _found(request, found, file_error=_("Choose the file first, then compare it."))
    is_as_issued = found.pdf.made_at is not None and constant_time_compare(file.sha256, found.pdf.sha256)
    return _found(request, found, file_result="as_issued" if is_as_issued else "other")


def _shows_facts(certificate: Certificate) -> bool:
    """Its holder lets it be seen, and it has not been replaced or removed."""
    standing = certificate.standing
    is_there = standing in (Standing.VALID, Standing.NO_LONGER_IN_USE)
    return is_there and certificate.public_view != PublicView.PRIVATE and not waits_to_be_removed(certificate)


def _busy_after_miss(request, code: str) -> HttpResponse | None:
    """Counts the miss; an answer that asks to wait where there were too many."""
    if is_miss_allowed(address_of_request(request)):
        return None
    busy = _("Many codes have been tried in the last minute. Please wait a minute and check again.")
    response = _form(request, CodeForm({"code": code}), [busy], status=429)
    response["Retry-After"] = str(WINDOW_SECONDS)
    return response


def _found(request, certificate: Certificate, *, file_result: str = "", file_error: str = "") -> HttpResponse:
    standing = certificate.standing
    if standing is Standing.VALID and waits_to_be_removed(certificate):
        standing = Standing.PRIVATE
    here = {"status": standing.value, "reason_note": "", "file_result": file_result}
    if _shows_facts(certificate):
        request.partner_id = brand_partner_id(certificate)
        here |= certificate_here(certificate, is_public=True)
        printed = here["certificate"]["code_grouped"]
        here["file_url"] = reverse("certificate-check-file", args=[printed])
    if standing is Standing.NO_LONGER_IN_USE:
        here["reason_note"] = _("This can have an ordinary reason.")
    errors = [{"field_id": "id_file", "message": file_error}] if file_error else []
    context = {**_titles(), "here": here, "errors": errors}
    return render(request, "certificates/check_result.html", context, status=422 if errors else 200)


def _form(request, form: CodeForm, messages=(), status: int = 200) -> HttpResponse:
    errors = [{"field_id": "id_code", "message": message} for message in messages]
    here = {"post_url": reverse("certificate-check")}
    context = {**_titles(), "here": here, "form": form, "errors": errors}
    return render(request, "certificates/check_form.html", context, status=status)


def _titles() -> dict:
    return {"browser_title": f"{_('Check a certificate')} – {settings.SITE_NAME}"}
