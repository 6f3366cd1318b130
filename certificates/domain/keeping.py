"""What a holder decides about a certificate that is there: who sees it, and whether it is there at all."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from certificates.enums import PublicView
from certificates.models import MISSING_GLYPH, Certificate, CertificatePdf, code_hash
from learning.domain import forget_holder
from partners.scoping import for_learner

from .locking import lock_available, locked_current


@transaction.atomic
def set_public_view(*, certificate_id: int, view: PublicView) -> Certificate:
    """What the check shows of it from now on, or of the newer one in its place; through the learner's door.

    Raises Certificate.DoesNotExist.
    """
    certificate = locked_current(certificate_id=certificate_id)
    if certificate.public_view != view:
        certificate.public_view = view
        certificate.save(update_fields=["public_view"])
    return certificate


@transaction.atomic
def remove_certificate(*, certificate_id: int) -> Certificate:
    """Name, code and file go, of this one and of those it has replaced; the code's hash and the date stay.

    Through the learner's door. The caller has the bytes removed on commit. The holder may ask for a new one
    any time. Twice is once. Raises Certificate.DoesNotExist.
    """
    found = Certificate.objects.get(pk=certificate_id)
    lock_available(available_id=found.available_id)
    rows = Certificate.objects.filter(available_id=found.available_id, removed_at__isnull=True)
    now = timezone.now()
    for row in rows:
        Certificate.objects.filter(pk=row.pk).update(
            name="",
            code=None,
            code_hash=code_hash(row.code),
            removed_at=now,
            # So that the same name, asked for again, makes a new one.
            idempotency_key=f"removed {row.public_id}",
        )
        _let_bytes_go(row)
    found.refresh_from_db()
    if not Certificate.objects.filter(removed_at__isnull=True).exists():
        forget_holder(learner_id=found.learner_id)
    return found


@transaction.atomic
def settle_certificates(*, learner_id: int, is_removing: bool) -> bool:
    """When a learner's time is over: their certificates go if they wanted it, else they stay; whether one does.

    The bytes go with the next sweep. Twice is once.
    """
    with for_learner(learner_id):
        there = Certificate.objects.filter(removed_at__isnull=True)
        while is_removing and (found := there.first()):
            remove_certificate(certificate_id=found.pk)
        return there.exists()


@transaction.atomic
def forget_replaced(*, certificate_id: int) -> int:
    """The names and files of those that this one has replaced go; their checks stay. Returns how many.

    Through the learner's door. The caller has the bytes removed on commit. Raises Certificate.DoesNotExist.
    """
    found = Certificate.objects.get(pk=certificate_id)
    lock_available(available_id=found.available_id)
    rows = replaced_with_bytes(found)
    for row in rows:
        Certificate.objects.filter(pk=row.pk).update(name="")
        _let_bytes_go(row)
    return len(rows)


def replaced_with_bytes(certificate: Certificate):
    """Those that were replaced and whose name and file are still kept."""
    return Certificate.objects.filter(
        available_id=certificate.available_id,
        replaced_at__isnull=False,
        removed_at__isnull=True,
        pdf__removed_at__isnull=True,
    )


def _let_bytes_go(certificate: Certificate) -> None:
    """A worker that is at it has lost it: the lease is another's now."""
    there = CertificatePdf.objects.filter(certificate_id=certificate.pk, removed_at__isnull=True)
    # Without the letter it is still one that could not be printed, and does not count as a correction.
    there.filter(failed_at__isnull=False, failure__startswith=MISSING_GLYPH).update(failure=MISSING_GLYPH)
    there.exclude(failed_at__isnull=False, failure=MISSING_GLYPH).update(failed_at=None, failure="")
    there.update(
        removed_at=timezone.now(),
        made_at=None,
        sha256="",
        size=None,
        leased_until=None,
        attempts=F("attempts") + 1,
    )
