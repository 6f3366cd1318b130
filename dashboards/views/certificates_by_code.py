"""A certificate whose holder does not share their name: only with the paper in hand, and each time written down."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.rules import address_of_request
from certificates.domain import codes, restore_certificate
from certificates.enums import RevokeReason
from certificates.forms import CodeForm
from certificates.models import Certificate
from certificates.queries import find_by_code
from certificates.views.limits import is_miss_allowed
from dashboards.forms import RevokeByCodeForm
from dashboards.queries.certificates import is_of
from learning.views.limits import WINDOW_SECONDS
from partners.domain import record
from partners.scoping import for_partners

from .certificates import certificate_page, pdf_answer, revoke_page, take_out_of_use


@never_cache
def by_code(request, slug: str) -> HttpResponse:
    """The code travels in the form each time, never in the address; without it there is nothing to see."""
    if request.method != "POST":
        return _form(request, CodeForm())
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _form(request, form, status=422)
    found = find_by_code(form.cleaned_data["code"])
    if found is None or not is_of(found, request.place.partner.pk):
        return _not_found(request, form)
    if found.replaced_at or found.removed_at:
        return _holds_no_longer(request, form, found)
    return _ACTS.get(request.POST.get("act", ""), _look)(request, found)


def _look(request, found: Certificate) -> HttpResponse:
    _write_down(request, found)
    return certificate_page(request, found, code=codes.printed(found.code))


def _write_down(request, found: Certificate) -> None:
    record(actor=request.user, verb="view certificate by its code", of=found, partner=request.place.partner)


def _print(request, found: Certificate) -> HttpResponse:
    return pdf_answer(request, found) or _look(request, found)


def _revoke(request, found: Certificate) -> HttpResponse:
    is_asked = "asked" in request.POST
    form = RevokeByCodeForm(
        request.POST if is_asked else None, initial={"code": codes.printed(found.code), "act": "revoke"}
    )
    if is_asked and form.is_valid():
        take_out_of_use(request, found, RevokeReason(form.cleaned_data["reason"]))
        return _look(request, find_by_code(found.code))
    _write_down(request, found)
    return revoke_page(request, form, found, request.path)


def _restore(request, found: Certificate) -> HttpResponse:
    with for_partners([found.partner_id]):
        restore_certificate(certificate_id=found.pk, by=request.user)
    return _look(request, find_by_code(found.code))


_ACTS = {"print": _print, "revoke": _revoke, "restore": _restore}


def _not_found(request, form: CodeForm) -> HttpResponse:
    """The same for a code that nobody has, and for a certificate of another partner."""
    if not is_miss_allowed(address_of_request(request)):
        form.add_error("code", _("Many codes have been tried in the last minute. Please wait a minute."))
        response = _form(request, form, status=429)
        response["Retry-After"] = str(WINDOW_SECONDS)
        return response
    form.add_error("code", _("We find no certificate of this association under this code."))
    return _form(request, form, status=404)


def _holds_no_longer(request, form: CodeForm, found: Certificate) -> HttpResponse:
    """No more than its public check says."""
    replaced = _("It was replaced by a newer one. Please ask its holder for that.")
    removed = _("It is no longer available. Please ask its holder.")
    form.add_error("code", removed if found.removed_at else replaced)
    return _form(request, form, status=404)


def _form(request, form: CodeForm, status: int = 200) -> HttpResponse:
    context = {"browser_title": _("Certificate"), "form": form}
    return render(request, "dashboards/certificates/by_code.html", context, status=status)
