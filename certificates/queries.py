"""Reading certificates: one's own through the learner's door, and the public check."""

import logging
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import takewhile

from django.conf import settings
from django.core.files.storage import storages
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from certificates.models import Artwork, AvailableCertificate, Certificate, CertificatePdf, code_hash
from learning.enums import SharingEnd
from learning.models import Sharing
from partners.models import PartnerDeparture
from partners.queries import brand_of, partner_faces
from partners.scoping import Exemption, past_the_doors

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class CertificateFace:
    """What a certificate states, as screens and the PDF show it. `issuer_now` is empty but after a merger."""

    name: str
    kind: str
    title: str
    certificate_line: str
    outcomes: list[str]
    minutes: int
    cpd: str
    completed_on: date
    issued_on: datetime
    issuer: str
    issuer_now: str
    co_brand_line: str
    signatory: dict
    brand_monogram: str
    # By the content's name; "" for none.
    logo: str
    logo_alt: str
    code: str
    wording: list[str]
    language: str


def certificates_of_learner() -> list[Certificate]:
    """The learner's certificates that are current, newest first, each with `available`. One SQL."""
    current = Certificate.objects.filter(replaced_at__isnull=True, removed_at__isnull=True)
    return list(current.select_related("available").order_by("-issued_at", "-pk"))


def certificates_by_completion() -> dict[str, dict]:
    """For lists of one's own learning: public id of the completion → title, url and issued_on."""
    return {
        certificate.available.public_id: {
            "title": certificate.facts["course_title"],
            "url": reverse("certificates:certificate", args=[certificate.public_id]),
            "issued_on": certificate.issued_at,
        }
        for certificate in certificates_of_learner()
    }


def certificates_kept() -> list[Certificate]:
    """The learner's, every one that bears a name still, also those that were replaced; newest first. One SQL."""
    return list(
        Certificate.objects.filter(removed_at__isnull=True).exclude(name="").order_by("-issued_at", "-pk")
    )


def is_last_kept(certificate: Certificate) -> bool:
    """Whether its learner holds no other, but those that it has replaced. One SQL."""
    others = Certificate.objects.exclude(available_id=certificate.available_id)
    return not others.filter(removed_at__isnull=True).exists()


def names_for_board(partner_id: int, *, passed_from: Iterable[int] = ()) -> dict[int, str]:
    """Behind the staff door: learner → the name on the newest certificate that is current and was issued with
    this partner, or with one that it has succeeded; only of those who share with it. A name typed for another
    partner's is never among them. One SQL.
    """
    sharing = Sharing.objects.filter(partner_id=partner_id, ended_at__isnull=True)
    current = Certificate.objects.filter(
        partner_id__in=[partner_id, *passed_from],
        replaced_at__isnull=True,
        removed_at__isnull=True,
        learner_id__in=sharing.values("learner_id"),
    )
    # The newest comes last and stays.
    return dict(current.order_by("issued_at", "pk").values_list("learner_id", "name"))


def names_for_departure(partner_id: int) -> dict[int, str]:
    """Behind the staff door: learner → name, of those who shared with a partner until the day it left and have not
    asked since that everything about them be removed. Empty once the time for its export is over. Two SQL.
    """
    is_open = PartnerDeparture.objects.filter(
        partner_id=partner_id, closed_at__isnull=True, export_until__gte=timezone.localdate()
    )
    if not is_open.exists():
        return {}
    shared = Sharing.objects.filter(
        partner_id=partner_id,
        ended_because=SharingEnd.PARTNER_LEFT,
        learner__removal_asked_at__isnull=True,
        learner__erased_at__isnull=True,
    )
    current = Certificate.objects.filter(
        partner_id=partner_id,
        replaced_at__isnull=True,
        removed_at__isnull=True,
        learner_id__in=shared.values("learner_id"),
    )
    named = dict(current.order_by("issued_at", "pk").values_list("learner_id", "name"))
    return {pk: named.get(pk, "") for pk in shared.values_list("learner_id", flat=True)}


def available_of(public_id: str) -> AvailableCertificate | None:
    """What this completion makes available to the learner whose door is open."""
    return AvailableCertificate.objects.filter(public_id=public_id).first()


def current_certificate_of(available: AvailableCertificate) -> Certificate | None:
    """The one that was issued from it and holds today, with `pdf`."""
    issued = Certificate.objects.filter(
        available_id=available.pk, replaced_at__isnull=True, removed_at__isnull=True
    )
    return issued.select_related("pdf").first()


def certificate_of(public_id: str) -> Certificate | None:
    """The learner's own certificate, with `pdf`, and `available` down to its enrolment. One SQL."""
    own = Certificate.objects.filter(public_id=public_id)
    return own.select_related("pdf", "available__completion__enrolment").first()


def find_by_code(code: str) -> Certificate | None:
    """Anybody's certificate, for the public check, also one that was removed; `code` as codes.parse gives it.

    With `pdf` and `learner`. One SQL.
    """
    with past_the_doors(Exemption.CERTIFICATE_CHECK):
        found = Certificate.objects.filter(Q(code=code) | Q(code_hash=code_hash(code)))
        return found.select_related("pdf", "learner").first()


def waits_to_be_removed(certificate: Certificate) -> bool:
    """Its holder wants it gone with everything else: until it is, nobody is shown it. As find_by_code gives it."""
    holder = certificate.learner
    return bool(holder.removal_asked_at and holder.removal_takes_certificates)


def pdf_of(public_id: str) -> CertificatePdf | None:
    """The file of the learner's own certificate, made or not, with `certificate`. One SQL."""
    files = CertificatePdf.objects.filter(
        certificate__public_id=public_id, certificate__removed_at__isnull=True
    )
    return files.select_related("certificate").first()


def stored_bytes(pdf: CertificatePdf) -> bytes | None:
    """The bytes as they were stored; None while there are none. Where storage does not give back the same, it
    is None too, and an operator reads of it in the log.
    """
    if pdf.made_at is None:
        return None
    try:
        with storages["private"].open(pdf.file_name) as file:
            data = file.read()
    except OSError:
        logger.error("Certificate file %s cannot be read from storage.", pdf.pk)
        return None
    if sha256(data).hexdigest() != pdf.sha256:
        logger.error("Certificate file %s is not what was stored.", pdf.pk)
        return None
    return data


def artwork_of(sha256_name: str) -> Artwork | None:
    """A logo or signature by its content's name; no SQL for ""."""
    return Artwork.objects.filter(pk=sha256_name).first() if sha256_name else None


def face_of(certificate: Certificate) -> CertificateFace:
    """Read from the certificate's own facts, and the issuer's successor from memory."""
    facts = certificate.facts
    return CertificateFace(
        name=certificate.name,
        kind=facts["wording"]["kind"],
        title=facts["course_title"],
        certificate_line=facts["certificate_line"],
        outcomes=facts["outcomes"],
        minutes=facts["minutes"],
        cpd=", ".join(filter(None, (facts["cpd"]["accreditor"], facts["cpd"]["reference"]))),
        completed_on=date.fromisoformat(facts["completed_on"]),
        issued_on=certificate.issued_at,
        issuer=facts["issuer"]["name"],
        issuer_now="" if certificate.is_in_programmes_name else issuer_now(certificate.partner_id),
        co_brand_line=facts["co_brand_line"],
        signatory=facts["signatory"],
        brand_monogram=facts["brand"]["monogram"],
        logo=facts["brand"]["logo"],
        logo_alt=facts["brand"]["logo_alt"],
        code=certificate.code,
        wording=facts["wording"]["lines"],
        language=facts["language"],
    )


def initials(name: str) -> str:
    """The first letter of each word with the marks that belong to it: "A. A."."""
    found = []
    for word in name.split():
        first = next((at for at, sign in enumerate(word) if unicodedata.category(sign)[0] in "LN"), None)
        if first is not None:
            marks = takewhile(lambda sign: unicodedata.category(sign).startswith("M"), word[first + 1 :])
            found.append(f"{word[first]}{''.join(marks)}.")
    return " ".join(found)


def issuer_now(partner_id: int) -> str:
    """The name of the partner that a merged one is part of today, through any chain; "" for one that stands."""
    face, seen = brand_of(partner_id=partner_id), set()
    if face.partner_id != partner_id:
        return ""
    while face.successor_slug in partner_faces() and face.slug not in seen:
        seen.add(face.slug)
        face = partner_faces()[face.successor_slug]
    return face.name if seen else ""


def check_url(printed_code: str) -> str:
    """The whole address of this certificate's check, as the QR code holds it."""
    return f"{settings.PUBLIC_BASE_URL}/check/{printed_code}/"


def check_address() -> str:
    """The short address of the check, as it is printed and read aloud."""
    return f"{settings.PUBLIC_BASE_URL.partition('://')[2]}/check/"
