"""The name on a certificate: asked for, looked at, and printed; and a newer one where it was not right."""

import re
from dataclasses import dataclass

from django.core.signing import Signer
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from certificates.domain import (
    Choices,
    NoMoreCorrections,
    NotInUse,
    choices_of,
    correct_certificate,
    corrections_left,
    issue_certificate,
)
from certificates.domain.facts import facts_as_chosen
from certificates.forms import CertificateForm
from certificates.models import AvailableCertificate, Certificate
from certificates.queries import available_of, current_certificate_of
from certificates.tasks import render_certificate
from learning.validators import looks_like_message
from learning.views.people import ask_before_showing, learner_for_act
from partners.queries import brand_of

from .own import certificate_address, own_certificate, own_door, titles


@dataclass(frozen=True)
class Ways:
    """Where the forms of this name lead: to the look at it, back to the form, and to the paper; and `of` what."""

    of: str
    look_url: str
    print_url: str
    back_url: str = ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def name(request, completion_id: str) -> HttpResponse:
    """Asks for the name; posted, it shows how the name will be printed. Nothing is stored yet."""
    available, issued = _available_or_404(request, completion_id)
    if issued and not issued.pdf.is_unprintable:
        return HttpResponseRedirect(certificate_address(issued))
    ways = _ways_to_issue(available)
    if request.method != "POST":
        form = CertificateForm(available=available, initial={"name": issued.name if issued else ""})
        return _form(request, form, ways, [_unprintable(issued)] if issued else [])
    return _look(request, CertificateForm(request.POST, available=available), ways)


@never_cache
@require_POST
def issue(request, completion_id: str) -> HttpResponse:
    """Issues the certificate with the name that was seen; sent twice it is issued once.

    A name that was not seen as it will be printed is shown first.
    """
    available, _issued = _available_or_404(request, completion_id)
    form = CertificateForm(request.POST, available=available)
    if not form.is_valid():
        return _form(request, form, _ways_to_issue(available))
    typed, choices = form.cleaned_data["name"], form.choices()
    if not _was_seen(request, available.public_id, typed, choices):
        return name(request, completion_id)
    learner_for_act(request, for_certificates=True)
    with own_door(request), transaction.atomic():
        certificate = issue_certificate(
            available_id=available.pk,
            name=typed,
            choices=choices,
            idempotency_key=_key(available.public_id, typed, choices),
        )
        _draw_on_commit(certificate)
    return HttpResponseRedirect(certificate_address(certificate))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, certificate_id: str) -> HttpResponse:
    """The same for one that is there already: how it is now, then how it would be. Nothing is stored yet."""
    found, available, left = _to_correct(request, certificate_id)
    if not left or found.revoked_at:
        return _no_more(request, found)
    ways = _ways_to_correct(found)
    if request.method != "POST":
        chosen = choices_of(found)
        initial = {
            "name": found.name,
            "hides_course": chosen.hides_course,
            "in_programmes_name": chosen.in_programmes_name,
            "shape": chosen.shape,
        }
        return _form(request, CertificateForm(available=available, initial=initial), ways, left=left)
    return _look(request, CertificateForm(request.POST, available=available), ways, left=left)


@never_cache
@require_POST
def replace(request, certificate_id: str) -> HttpResponse:
    """Makes the newer one, with the name that was seen; sent twice it is made once."""
    with own_door(request):
        # Sent again, it has been replaced already: the reply is the newer one.
        found = Certificate.objects.select_related("available").filter(public_id=certificate_id).first()
    if found is None or found.removed_at:
        raise Http404
    request.partner_id = found.partner_id
    form = CertificateForm(request.POST, available=found.available)
    if not form.is_valid():
        return _form(request, form, _ways_to_correct(found))
    typed, choices = form.cleaned_data["name"], form.choices()
    if not _was_seen(request, found.public_id, typed, choices):
        if found.replaced_at:
            return HttpResponseRedirect(certificate_address(found))
        return correct(request, certificate_id)
    learner_for_act(request, for_certificates=True)
    try:
        with own_door(request), transaction.atomic():
            newer = correct_certificate(
                certificate_id=found.pk,
                name=typed,
                choices=choices,
                idempotency_key=_key(found.public_id, typed, choices),
            )
            _draw_on_commit(newer)
    except NotInUse:
        # Another phone was first, or it was taken out of use meanwhile: its own page says how it stands.
        return HttpResponseRedirect(certificate_address(found))
    except NoMoreCorrections:
        return _no_more(request, found)
    return HttpResponseRedirect(certificate_address(newer))


def _to_correct(request, certificate_id: str) -> tuple[Certificate, AvailableCertificate, int]:
    found = own_certificate(request, certificate_id)
    with own_door(request):
        return found, found.available, corrections_left(found.available)


def _available_or_404(request, completion_id: str) -> tuple[AvailableCertificate, Certificate | None]:
    with own_door(request):
        available = available_of(completion_id)
        issued = current_certificate_of(available) if available else None
    if available is None:
        raise Http404
    request.partner_id = available.partner_id
    return available, issued


def _ways_to_issue(available: AvailableCertificate) -> Ways:
    return Ways(
        of=available.public_id,
        look_url=reverse("certificates:name", args=[available.public_id]),
        print_url=reverse("certificates:issue", args=[available.public_id]),
    )


def _ways_to_correct(found: Certificate) -> Ways:
    return Ways(
        of=found.public_id,
        look_url=reverse("certificates:correct", args=[found.public_id]),
        print_url=reverse("certificates:replace", args=[found.public_id]),
        back_url=certificate_address(found),
    )


def _form(
    request, form: CertificateForm, ways: Ways, messages=(), left: int | None = None, status: int = 200
) -> HttpResponse:
    """The form with what was typed, and what is to be looked at again."""
    request.asked_again = ways.look_url
    ask_before_showing(request)
    here = {
        "course_title": form.available.facts["course_title"],
        "neutral_title": form.available.facts["neutral_title"],
        "programme": (form.available.facts["programme"] or {}).get("issuer", {}).get("name", ""),
        "issuer": form.available.facts["issuer"]["name"],
        "post_url": ways.look_url,
        "back_url": ways.back_url,
        "left": left,
    }
    messages = [*messages, *(text for texts in form.errors.values() for text in texts)]
    errors = [{"field_id": "id_name", "message": message} for message in messages]
    context = {**titles(), "here": here, "form": form, "errors": errors}
    return render(request, "certificates/name_form.html", context, status=status)


def _look(request, form: CertificateForm, ways: Ways, left: int | None = None) -> HttpResponse:
    request.asked_again = ways.look_url
    if not form.is_valid():
        return _form(request, form, ways, left=left)
    ask_before_showing(request)
    if request.POST.get("is_name") == "no":
        return _form(request, form, ways, left=left)
    if looks_like_message(form.cleaned_data["name"]) and request.POST.get("is_name") != "yes":
        # Asked once, on the way; nobody is kept from it, and nothing is written down.
        context = {**titles(), "form": form, "here": {"post_url": ways.look_url}}
        return render(request, "learning/is_this_a_name.html", context)
    choices = form.choices()
    facts = facts_as_chosen(
        form.available.facts,
        hides_course=choices.hides_course,
        in_programmes_name=choices.in_programmes_name,
    )
    if choices.in_programmes_name:
        request.partner_id = brand_of().partner_id
    here = {
        "name": form.cleaned_data["name"],
        "course_title": facts["course_title"],
        "issuer": facts["issuer"]["name"],
        "monogram": facts["brand"]["monogram"],
        "choices": choices,
        "seen": _seen(ways.of, form.cleaned_data["name"], choices),
        "issue_url": ways.print_url,
        "change_url": ways.look_url,
        "replaces": bool(ways.back_url),
    }
    return render(request, "certificates/name_preview.html", {**titles(), "here": here})


def _no_more(request, found: Certificate) -> HttpResponse:
    request.asked_again = certificate_address(found)
    here = {"certificate_url": request.asked_again, "is_in_use": found.revoked_at is None}
    return render(request, "certificates/no_more_corrections.html", {**titles(), "here": here}, status=409)


def _draw_on_commit(certificate: Certificate) -> None:
    if certificate.pdf.is_waiting:
        pdf_id = certificate.pdf.pk
        transaction.on_commit(lambda: render_certificate.enqueue(pdf_id))


def _unprintable(issued: Certificate) -> str:
    letters = " ".join(chr(int(point, 16)) for point in re.findall(r"U\+([0-9A-F]+)", issued.pdf.failure))
    return _("We cannot print this yet: %(letters)s. Please leave it out, or type the name another way.") % {
        "letters": letters
    }


def _key(of: str, typed: str, choices: Choices) -> str:
    """The same wish sent twice is one wish. Keyed, so that the name cannot be guessed from it."""
    return salted_hmac("certificates.issue", _wish(of, typed, choices), algorithm="sha256").hexdigest()


def _seen(of: str, typed: str, choices: Choices) -> str:
    """Says that this was shown as it will be printed. Good for ever: Back and sending again are no other wish."""
    return Signer(salt="certificates.seen").signature(_wish(of, typed, choices))


def _was_seen(request, of: str, typed: str, choices: Choices) -> bool:
    return constant_time_compare(request.POST.get("seen", ""), _seen(of, typed, choices))


def _wish(of: str, typed: str, choices: Choices) -> str:
    return f"{of} {choices.hides_course:d}{choices.in_programmes_name:d}{choices.shape} {typed}"
