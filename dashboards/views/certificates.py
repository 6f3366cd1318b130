"""Certificates of those who share their name: seen, printed, taken out of use and back. Each look is written down."""

from collections.abc import Collection

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from certificates.domain import LARGEST_BATCH, restore_certificate, revoke_certificate
from certificates.enums import BatchKind, RevokeReason
from certificates.models import Certificate, CertificateBatch
from certificates.views.faces import certificate_here
from certificates.views.own import bytes_soon
from dashboards.forms import RevokeForm
from dashboards.queries.certificates import (
    batches_of,
    shared_certificate,
    shared_certificates,
    shared_ids,
)
from partners.domain import record
from partners.scoping import for_partners

ROWS_A_PAGE = 50


@never_cache
def certificates(request, slug: str) -> HttpResponse:
    """Newest first. Who does not share their name is not here, nor counted."""
    return list_page(request)


def list_page(request, *, ticked: Collection[str] = (), error: str = "", status: int = 200) -> HttpResponse:
    """A page of the list, with a box before each row. ?rows=most shows as many as can be printed at once, and
    ?tick=all ticks what is on the page.
    """
    place = request.place
    shows_most, ticks_all = (
        request.GET.get(name) == word for name, word in (("rows", "most"), ("tick", "all"))
    )
    rows_a_page = LARGEST_BATCH if shows_most or len(ticked) > ROWS_A_PAGE else ROWS_A_PAGE
    everything = shared_ids(place.partner.pk)
    page = Paginator(everything, rows_a_page).get_page(request.GET.get("page", "1"))
    shown = shared_certificates(place.partner.pk, Q(pk__in=list(page)))
    record(actor=request.user, verb="view certificate list", of=place.partner, partner=place.partner)
    here = {
        "partner_name": place.partner.name,
        "certificates": [_row(request, found, ticks_all or found.public_id in ticked) for found in shown],
        "by_code_url": _here(request, "certificate-by-code"),
        "list_url": _here(request, "certificates"),
        "print_url": _here(request, "print-certificates"),
        "kinds": BatchKind.choices,
        "kind": request.POST.get("kind") or BatchKind.ONE.value,
        "query": "&rows=most" if shows_most else "",
        "paging": "rows=most" if shows_most else "",
        "shows_most": rows_a_page > ROWS_A_PAGE,
        "is_long": len(everything) > ROWS_A_PAGE,
        "most": LARGEST_BATCH,
        "ticks_all": ticks_all,
        "batches": [_batch_row(request, batch) for batch in batches_of(place.partner.pk)],
        "error": error,
    }
    context = {"browser_title": _("Certificates"), "here": here, "page": page, "errors": error}
    return render(request, "dashboards/certificates/list.html", context, status=status)


@never_cache
def certificate(request, slug: str, certificate_id: str) -> HttpResponse:
    """One of them, as it is printed."""
    found = _shared_or_404(request, certificate_id)
    record(actor=request.user, verb="view certificate", of=found, partner=request.place.partner)
    return certificate_page(
        request,
        found,
        pdf_url=_address(request, "certificate-pdf", found),
        revoke_url=_address(request, "revoke-certificate", found),
        restore_url=_address(request, "restore-certificate", found),
    )


@never_cache
def pdf(request, slug: str, certificate_id: str) -> HttpResponse:
    """The bytes as its holder has them, to be printed."""
    found = _shared_or_404(request, certificate_id)
    answer = pdf_answer(request, found)
    return answer or HttpResponseRedirect(_address(request, "certificate", found))


@never_cache
def revoke(request, slug: str, certificate_id: str) -> HttpResponse:
    """What will happen, and why; then it is no longer in use."""
    found = _shared_or_404(request, certificate_id)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        take_out_of_use(request, found, RevokeReason(form.cleaned_data["reason"]))
        return HttpResponseRedirect(_address(request, "certificate", found))
    record(actor=request.user, verb="view certificate", of=found, partner=request.place.partner)
    return revoke_page(request, form, found, _address(request, "certificate", found))


@never_cache
def restore(request, slug: str, certificate_id: str) -> HttpResponse:
    """In use again, as it was."""
    found = _shared_or_404(request, certificate_id)
    with for_partners([found.partner_id]):
        restore_certificate(certificate_id=found.pk, by=request.user)
    messages.success(request, _("The certificate is in use again."))
    return HttpResponseRedirect(_address(request, "certificate", found))


def certificate_page(request, found: Certificate, **urls: str) -> HttpResponse:
    """The facts as printed, and what may be done with it. `code`: whoever got here by it sends it on."""
    here = {
        **certificate_here(found),
        "is_revoked": found.revoked_at is not None,
        "reason": RevokeReason(found.revoked_reason).label if found.revoked_reason else "",
        "is_ready": found.pdf.made_at is not None,
        **urls,
        "back_url": reverse("dashboards:certificates", args=[request.place.partner.slug]),
    }
    context = {"browser_title": _("Certificate"), "here": here}
    return render(request, "dashboards/certificates/certificate.html", context)


def pdf_answer(request, found: Certificate) -> HttpResponse | None:
    """The stored bytes, which goes into the audit; None, and a message, while there are none."""
    data = bytes_soon(found.pdf)
    if data is None:
        messages.info(request, _("The PDF is being prepared. Please try again in a moment."))
        return None
    record(actor=request.user, verb="print certificate", of=found, partner=request.place.partner)
    headers = {"Content-Disposition": 'inline; filename="certificate.pdf"', "X-Robots-Tag": "noindex"}
    return HttpResponse(data, content_type="application/pdf", headers=headers)


def take_out_of_use(request, found: Certificate, reason: RevokeReason) -> None:
    with for_partners([found.partner_id]):
        revoke_certificate(certificate_id=found.pk, reason=reason, by=request.user)
    messages.success(request, _("The certificate is no longer in use. Its check says so from now on."))


def revoke_page(request, form: RevokeForm, found: Certificate, cancel_url: str) -> HttpResponse:
    """Names its holder: whoever shows it writes that down."""
    here = {"name": found.name, "title": found.facts["course_title"], "cancel_url": cancel_url}
    context = {"browser_title": _("Certificate"), "here": here, "form": form}
    return render(request, "dashboards/certificates/revoke.html", context)


def _row(request, found: Certificate, is_ticked: bool) -> dict:
    return {
        "is_ticked": is_ticked,
        "public_id": found.public_id,
        "name": found.name,
        "title": found.facts["course_title"],
        "issued_at": found.issued_at,
        "is_revoked": found.revoked_at is not None,
        "url": _address(request, "certificate", found),
    }


def _batch_row(request, batch: CertificateBatch) -> dict:
    return {
        "number": batch.number,
        "kind": batch.get_kind_display(),
        "asked_at": batch.asked_at,
        "is_ready": batch.made_at is not None and batch.failed_at is None,
        "url": reverse("dashboards:certificate-batch", args=[request.place.partner.slug, batch.public_id]),
    }


def _shared_or_404(request, certificate_id: str) -> Certificate:
    found = shared_certificate(request.place.partner.pk, certificate_id)
    if found is None:
        raise Http404
    return found


def _here(request, name: str) -> str:
    return reverse(f"dashboards:{name}", args=[request.place.partner.slug])


def _address(request, name: str, found: Certificate) -> str:
    return reverse(f"dashboards:{name}", args=[request.place.partner.slug, found.public_id])
