"""Issues a certificate: the second act, which the holder asks for. And a newer one in its place."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.enums import Shape
from certificates.models import AvailableCertificate, Certificate, CertificatePdf
from learning.validators import as_typed, check_name

from .codes import new_code
from .facts import facts_as_chosen, facts_hash
from .locking import lock_available

# How often a holder may have a newer one made in place of an older one, without anybody's help.
CORRECTIONS = 3


class NoMoreCorrections(Exception):
    """The holder has had three newer ones made."""


class NotInUse(Exception):
    """It is no longer in use, is replaced or is removed: nothing can be put in its place."""


@dataclass(frozen=True)
class Choices:
    """What the holder decides about the paper. `hides_course`: neither title, line nor outcomes stand on it."""

    hides_course: bool = False
    in_programmes_name: bool = False
    shape: Shape = Shape.LANDSCAPE


@transaction.atomic
def issue_certificate(
    *, available_id: int, name: str, idempotency_key: str, choices: Choices = Choices()
) -> Certificate:
    """The holder's certificate with this name, and the wish for its file; through the learner's door.

    The caller enqueues the drawing on commit. Asked twice is once: the key's own certificate, else the one
    that is current, comes back unchanged. Only one whose name cannot be printed gives way to a new one.
    In the place of one that was no longer in use, a new one is not in use either, until staff say so.
    Raises ValidationError for a name that cannot be, AvailableCertificate.DoesNotExist for somebody else's.
    """
    name = _checked(name)
    available = lock_available(available_id=available_id)
    issued = available_certificates(available)
    known = issued.filter(idempotency_key=idempotency_key).first()
    if known:
        return known
    current = issued.filter(replaced_at__isnull=True, removed_at__isnull=True).first()
    if current and not (current.pdf.is_unprintable and current.name != name):
        return current
    return _issue(available, current, name, choices, idempotency_key)


@transaction.atomic
def correct_certificate(
    *, certificate_id: int, name: str, idempotency_key: str, choices: Choices
) -> Certificate:
    """A newer certificate in the place of this one, under a code of its own; through the learner's door.

    The caller enqueues the drawing on commit. What is no change makes nothing new; the same key again is the
    same reply. Raises ValidationError, NoMoreCorrections, NotInUse, Certificate.DoesNotExist.
    """
    name = _checked(name)
    corrected = Certificate.objects.get(pk=certificate_id)
    available = lock_available(available_id=corrected.available_id)
    issued = available_certificates(available)
    known = issued.filter(idempotency_key=idempotency_key).first()
    if known:
        return known
    current = issued.get(pk=certificate_id)
    if current.removed_at or current.replaced_at or current.revoked_at:
        raise NotInUse
    facts = facts_hash(_facts(available, choices))
    if (current.name, current.shape, current.facts_hash) == (name, choices.shape, facts):
        return current
    if corrections_left(available) == 0:
        raise NoMoreCorrections
    return _issue(available, current, name, choices, idempotency_key)


def corrections_left(available: AvailableCertificate) -> int:
    """How many newer ones its holder may still have made; a name that could not be printed does not count."""
    made = sum(
        1
        for row in available_certificates(available).filter(replaced_at__isnull=False)
        if not row.pdf.is_unprintable
    )
    return max(0, CORRECTIONS - made)


def choices_of(certificate: Certificate) -> Choices:
    """What was chosen for one that is issued."""
    # Only without the title is nothing said of what the course was about.
    hides = certificate.facts["course_title"] != certificate.available.facts["course_title"]
    return Choices(
        hides_course=hides,
        in_programmes_name=certificate.is_in_programmes_name,
        shape=Shape(certificate.shape),
    )


def available_certificates(available: AvailableCertificate):
    """All that was ever issued from what is available."""
    return Certificate.objects.filter(available_id=available.pk).select_related("pdf")


def _issue(
    available: AvailableCertificate, current: Certificate | None, name: str, choices: Choices, key: str
) -> Certificate:
    now = timezone.now()
    if current:
        # First, for at most one is current at a time.
        Certificate.objects.filter(pk=current.pk).update(replaced_at=now)
    facts = _facts(available, choices)
    last = available_certificates(available).order_by("-pk").first()
    certificate = Certificate.objects.create(
        available_id=available.pk,
        **_owner(available),
        name=name,
        code=new_code(),
        facts=facts,
        facts_hash=facts_hash(facts),
        is_in_programmes_name=choices.in_programmes_name,
        shape=choices.shape,
        public_view=current.public_view if current else Certificate._meta.get_field("public_view").default,
        issued_at=now,
        # Else removing it would be the way to have it in use again.
        revoked_at=last.revoked_at if last else None,
        revoked_reason=last.revoked_reason if last else "",
        idempotency_key=key,
    )
    CertificatePdf.objects.create(certificate=certificate, **_owner(available), wanted_at=now, queued_at=now)
    if current:
        Certificate.objects.filter(pk=current.pk).update(replaced_by=certificate)
    return certificate


def _facts(available: AvailableCertificate, choices: Choices) -> dict:
    try:
        return facts_as_chosen(
            available.facts,
            hides_course=choices.hides_course,
            in_programmes_name=choices.in_programmes_name,
        )
    except ValueError as error:
        raise ValidationError(_("That cannot be chosen here."), code="choice") from error


def _checked(name: str) -> str:
    name = as_typed(name)
    check_name(name)
    return name


def _owner(available: AvailableCertificate) -> dict:
    return {
        "learner_id": available.learner_id,
        "partner_id": available.partner_id,
        "course_key": available.course_key,
    }
