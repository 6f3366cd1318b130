"""Certificates printed together: asked for here, made by the task worker, there for a day."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from certificates.domain import LARGEST_BATCH, ask_for_batch, batch_bytes
from certificates.domain.batches import KEPT_FOR
from certificates.enums import BatchFailure, BatchKind
from certificates.models import Certificate, CertificateBatch
from dashboards.queries.certificates import batches_of, certificates_in, chosen_certificates
from dashboards.tasks import draw_batch
from dashboards.views.certificates import list_page
from partners.domain import record

REFRESH_SECONDS = 4
FILES = {
    BatchKind.ONE: ("certificates.pdf", "application/pdf"),
    BatchKind.SINGLE: ("certificates.zip", "application/zip"),
}


@never_cache
def ask(request, slug: str) -> HttpResponse:
    """What was ticked on the list, or the people ticked on the board; a mistake leaves the ticks as they are."""
    if request.method == "GET":
        return HttpResponseRedirect(_list_url(request))
    chosen, people = _ids(request, "chosen"), _ids(request, "person")
    found = chosen_certificates(request.place.partner.pk, public_ids=chosen, person_ids=people)
    error = _mistake(request.POST.get("kind"), found, has_ticked=bool(chosen or people))
    if error:
        return list_page(request, ticked={row.public_id for row in found}, error=error, status=422)
    kind = BatchKind(request.POST["kind"])
    partner = request.place.partner
    wanted = ask_for_batch(
        partner_id=partner.pk,
        asked_by=request.user,
        kind=kind,
        certificate_ids=[certificate.pk for certificate in found],
    )
    record(
        actor=request.user,
        verb="ask for certificates together",
        of=wanted,
        partner=partner,
        number=wanted.number,
        kind=kind.value,
    )
    if wanted.is_waiting:
        draw_batch.enqueue(wanted.pk)
    return HttpResponseRedirect(_url(request, "certificate-batch", wanted))


@never_cache
def batch(request, slug: str, batch_id: str) -> HttpResponse:
    """How far it is; then where the file is, and whose certificate could not be printed."""
    found = _batch_or_404(request, batch_id)
    certificates = _still_shared(found)
    failure = found.failure or ("" if certificates else BatchFailure.CHANGED)
    here = {
        "number": found.number,
        "done": found.done,
        "is_waiting": found.is_waiting and not failure,
        "failure": BatchFailure(failure).label if failure else "",
        "kind": found.get_kind_display(),
        "held": [],
        "until": found.asked_at + KEPT_FOR,
        "file_url": _url(request, "certificate-batch-file", found),
        "list_url": _list_url(request),
    }
    if found.made_at and certificates and found.held_ids:
        held = [certificate for certificate in certificates if certificate.pk in found.held_ids]
        here["held"] = [_held(request, certificate) for certificate in held]
        record(actor=request.user, verb="view certificate list", of=found, partner=request.place.partner)
    context = {"browser_title": _("Certificates"), "here": here}
    response = render(request, "dashboards/certificates/batch.html", context)
    if here["is_waiting"]:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


@never_cache
def file(request, slug: str, batch_id: str) -> HttpResponse:
    """The file, as long as each person in it shares; otherwise, or before it is there, the page about it."""
    found = _batch_or_404(request, batch_id)
    data = batch_bytes(found) if _still_shared(found) else None
    if data is None:
        if found.made_at and _still_shared(found):
            messages.info(request, _("The file cannot be read just now. Please try again in a moment."))
        return HttpResponseRedirect(_url(request, "certificate-batch", found))
    record(
        actor=request.user,
        verb="print certificates together",
        of=found,
        partner=request.place.partner,
        number=found.number - len(found.held_ids),
        kind=found.kind,
    )
    name, content_type = FILES[BatchKind(found.kind)]
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Robots-Tag": "noindex"}
    return HttpResponse(data, content_type=content_type, headers=headers)


def _mistake(kind: str | None, found: list[Certificate], *, has_ticked: bool) -> str:
    if not has_ticked:
        return _("Tick whose certificates you want to print.")
    if not found:
        return _("Whom you ticked has no certificate in use yet, or no longer shares their name.")
    if len(found) > LARGEST_BATCH:
        return ngettext(
            "You ticked %(number)s certificate. Up to %(most)s can be printed at once.",
            "You ticked %(number)s certificates. Up to %(most)s can be printed at once.",
            len(found),
        ) % {"number": len(found), "most": LARGEST_BATCH}
    return "" if kind in BatchKind.values else _("Choose one PDF or a zip file.")


def _ids(request, name: str) -> list[str]:
    """No more than can stand on a page, and nothing a database would stumble over."""
    return [one for one in request.POST.getlist(name) if len(one) == 22 and "\x00" not in one]


def _batch_or_404(request, batch_id: str) -> CertificateBatch:
    found = batches_of(request.place.partner.pk).filter(public_id=batch_id).first()
    if found is None:
        raise Http404
    return found


def _still_shared(found: CertificateBatch) -> list[Certificate] | None:
    """None once somebody has ended sharing, or changed their certificate: nobody gets the file any more."""
    return None if found.failed_at else certificates_in(found)


def _held(request, certificate: Certificate) -> dict:
    slug = request.place.partner.slug
    url = reverse("dashboards:certificate", args=[slug, certificate.public_id])
    return {"name": certificate.name, "url": url, "is_unprintable": certificate.pdf.is_unprintable}


def _list_url(request) -> str:
    return reverse("dashboards:certificates", args=[request.place.partner.slug])


def _url(request, name: str, found: CertificateBatch) -> str:
    return reverse(f"dashboards:{name}", args=[request.place.partner.slug, found.public_id])
