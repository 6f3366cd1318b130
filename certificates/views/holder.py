"""The holder's way: a name, a look at it, the certificate and its file. All through the learner's own door."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certificates.domain import issue_certificate
from certificates.enums import Standing
from certificates.forms import NameForm
from certificates.models import AvailableCertificate, Certificate
from certificates.queries import available_of, certificate_of, current_certificate_of, pdf_of, stored_bytes
from certificates.tasks import render_certificate
from learning.views.people import current_learner, learner_for_act
from partners.queries import brand_of
from partners.scoping import for_learner

from .faces import certificate_here

REFRESH_SECONDS = 4


@contextmanager
def own_door(request) -> Iterator[None]:
    """The learner's own records and nobody else's; 404 for somebody who is no learner."""
    learner = current_learner(request)
    if learner is None:
        raise Http404
    with for_learner(learner.pk):
        yield


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def name(request, completion_id: str) -> HttpResponse:
    """Asks for the name; posted, it shows how the name will be printed. Nothing is stored yet."""
    available, issued = _available_or_404(request, completion_id)
    if issued and not issued.pdf.is_unprintable:
        return HttpResponseRedirect(_certificate_address(issued))
    if request.method != "POST":
        form = NameForm(initial={"name": issued.name if issued else ""})
        return _name_form(request, available, form, [_unprintable(issued)] if issued else [])
    form = NameForm(request.POST)
    if not form.is_valid():
        return _name_form(request, available, form, form.errors["name"])
    here = {
        "name": form.cleaned_data["name"],
        "course_title": available.facts["course_title"],
        "issue_url": reverse("certificates:issue", args=[available.public_id]),
        "change_url": reverse("certificates:name", args=[available.public_id]),
    }
    return render(request, "certificates/name_preview.html", {**_titles(), "here": here})


@never_cache
@require_POST
def issue(request, completion_id: str) -> HttpResponse:
    """Issues the certificate with the name that was seen; sent twice it is issued once."""
    available, _issued = _available_or_404(request, completion_id)
    form = NameForm(request.POST)
    if not form.is_valid():
        return _name_form(request, available, form, form.errors["name"])
    learner_for_act(request)
    typed = form.cleaned_data["name"]
    with own_door(request), transaction.atomic():
        certificate = issue_certificate(
            available_id=available.pk, name=typed, idempotency_key=_key(available, typed)
        )
        if certificate.pdf.made_at is None:
            pdf_id = certificate.pdf.pk
            transaction.on_commit(lambda: render_certificate.enqueue(pdf_id))
    return HttpResponseRedirect(_certificate_address(certificate))


@never_cache
@require_safe
def certificate(request, certificate_id: str) -> HttpResponse:
    """The certificate as a page, the equal of its PDF; looks again by itself until that is there."""
    with own_door(request):
        found = certificate_of(certificate_id)
        current = current_certificate_of(found.available) if found and found.replaced_at else None
    if current:
        return HttpResponseRedirect(_certificate_address(current))
    if found is None or found.standing is Standing.NO_LONGER_AVAILABLE:
        raise Http404
    if found.pdf.is_unprintable:
        return HttpResponseRedirect(reverse("certificates:name", args=[found.available.public_id]))
    request.partner_id = found.partner_id
    is_waiting = found.pdf.is_waiting
    here = {
        **certificate_here(found),
        "pdf_url": reverse("certificates:pdf", args=[found.public_id]),
        "is_ready": stored_bytes(found.pdf) is not None,
        "is_waiting": is_waiting,
        "sharing_url": _sharing_address(found),
        "my_learning_url": reverse("dashboards:my-learning"),
        "refresh_seconds": REFRESH_SECONDS,
    }
    response = render(request, "certificates/certificate_page.html", {**_titles(), "here": here})
    return _refreshing(response) if is_waiting else response


@never_cache
@require_safe
def pdf(request, certificate_id: str) -> HttpResponse:
    """The stored bytes, the same for ever; until they are there, a page that says so and looks again.

    Where they are lost or their drawing is held back, looking again would not help.
    """
    with own_door(request):
        file = pdf_of(certificate_id)
    if file is None:
        raise Http404
    if file.is_unprintable:
        # From there to the name, which is to be typed another way.
        return HttpResponseRedirect(_certificate_address(file.certificate))
    data = stored_bytes(file)
    if data is None:
        request.partner_id = file.partner_id
        here = {
            "certificate_url": _certificate_address(file.certificate),
            "is_waiting": file.is_waiting,
            "refresh_seconds": REFRESH_SECONDS,
        }
        response = render(request, "certificates/being_prepared.html", {**_titles(), "here": here})
        return _refreshing(response) if file.is_waiting else response
    headers = {"Content-Disposition": 'inline; filename="certificate.pdf"', "X-Robots-Tag": "noindex"}
    return HttpResponse(data, content_type="application/pdf", headers=headers)


def _available_or_404(request, completion_id: str) -> tuple[AvailableCertificate, Certificate | None]:
    with own_door(request):
        available = available_of(completion_id)
        issued = current_certificate_of(available) if available else None
    if available is None:
        raise Http404
    request.partner_id = available.partner_id
    return available, issued


def _name_form(request, available: AvailableCertificate, form: NameForm, messages) -> HttpResponse:
    """The form with what was typed, and what is to be looked at again."""
    here = {
        "course_title": available.facts["course_title"],
        "post_url": reverse("certificates:name", args=[available.public_id]),
    }
    errors = [{"field_id": "id_name", "message": message} for message in messages]
    context = {**_titles(), "here": here, "form": form, "errors": errors}
    return render(request, "certificates/name_form.html", context)


def _unprintable(issued: Certificate) -> str:
    letters = " ".join(chr(int(point, 16)) for point in re.findall(r"U\+([0-9A-F]+)", issued.pdf.failure))
    return _("We cannot print this yet: %(letters)s. Please leave it out, or type the name another way.") % {
        "letters": letters
    }


def _key(available: AvailableCertificate, typed: str) -> str:
    """The same name sent twice is one wish. Keyed, so that the name cannot be guessed from it."""
    return salted_hmac("certificates.issue", f"{available.public_id} {typed}", algorithm="sha256").hexdigest()


def _certificate_address(certificate: Certificate) -> str:
    return reverse("certificates:certificate", args=[certificate.public_id])


def _sharing_address(certificate: Certificate) -> str:
    """Not asked in the programme's own section, which never sees a learner."""
    if brand_of(partner_id=certificate.partner_id).is_programme:
        return ""
    return reverse("learning:sharing", args=[certificate.available.completion.enrolment.public_id])


def _refreshing(response: HttpResponse) -> HttpResponse:
    response["Refresh"] = str(REFRESH_SECONDS)
    return response


def _titles() -> dict:
    """Nothing of the course in a browser's history."""
    return {"browser_title": f"{_('Certificate')} – {settings.SITE_NAME}"}
