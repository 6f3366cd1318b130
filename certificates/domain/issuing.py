"""Issues a certificate: the second act, which the holder asks for."""

from django.db import transaction
from django.utils import timezone

from certificates.models import AvailableCertificate, Certificate, CertificatePdf
from learning.validators import as_typed, check_name

from .codes import new_code


@transaction.atomic
def issue_certificate(*, available_id: int, name: str, idempotency_key: str) -> Certificate:
    """The holder's certificate with this name, and the wish for its file; through the learner's door.

    The caller enqueues the drawing on commit. Asked twice is once: the key's own certificate, else the one
    that is current, comes back unchanged. Only one whose name cannot be printed gives way to a new one.
    Raises ValidationError for a name that cannot be, AvailableCertificate.DoesNotExist for somebody else's.
    """
    name = as_typed(name)
    check_name(name)
    available = AvailableCertificate.objects.select_for_update(of=("self",)).get(pk=available_id)
    issued = available_certificates(available)
    known = issued.filter(idempotency_key=idempotency_key).first()
    if known:
        return known
    current = issued.filter(replaced_at__isnull=True, removed_at__isnull=True).first()
    if current and not (current.pdf.is_unprintable and current.name != name):
        return current
    now = timezone.now()
    if current:
        # First, for at most one is current at a time.
        Certificate.objects.filter(pk=current.pk).update(replaced_at=now)
    certificate = Certificate.objects.create(
        available_id=available.pk,
        **_owner(available),
        name=name,
        code=new_code(),
        facts=available.facts,
        facts_hash=available.facts_hash,
        issued_at=now,
        idempotency_key=idempotency_key,
    )
    CertificatePdf.objects.create(certificate=certificate, **_owner(available), wanted_at=now, queued_at=now)
    if current:
        Certificate.objects.filter(pk=current.pk).update(replaced_by=certificate)
    return certificate


def available_certificates(available: AvailableCertificate):
    """All that was ever issued from what is available."""
    return Certificate.objects.filter(available_id=available.pk).select_related("pdf")


def _owner(available: AvailableCertificate) -> dict:
    return {
        "learner_id": available.learner_id,
        "partner_id": available.partner_id,
        "course_key": available.course_key,
    }
