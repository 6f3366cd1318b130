"""Staff take a certificate out of use, with a reason, and back into it. They never delete one."""

from django.db import transaction
from django.utils import timezone

from certificates.enums import RevokeReason
from certificates.models import Certificate
from partners.domain import record
from partners.models import Partner
from partners.queries.succession import stands_for

from .locking import locked_current


@transaction.atomic
def revoke_certificate(*, certificate_id: int, reason: RevokeReason, by) -> Certificate:
    """No longer in use from now on: its check says so. Twice is once; the first reason stays.

    One that was replaced a moment ago is taken out of use in its newer one. Through the door of whoever may see it.
    Raises Certificate.DoesNotExist.
    """
    certificate = locked_current(certificate_id=certificate_id)
    if certificate.revoked_at is None and certificate.removed_at is None:
        certificate.revoked_at, certificate.revoked_reason = timezone.now(), reason
        certificate.save(update_fields=["revoked_at", "revoked_reason"])
        record(
            actor=by,
            verb="take a certificate out of use",
            of=certificate,
            partner=_partner_of_today(certificate),
            reason=str(RevokeReason(reason)),
        )
    return certificate


@transaction.atomic
def restore_certificate(*, certificate_id: int, by) -> Certificate:
    """In use again, as it was. Twice is once. Raises as revoke_certificate does."""
    certificate = locked_current(certificate_id=certificate_id)
    if certificate.revoked_at:
        certificate.revoked_at, certificate.revoked_reason = None, ""
        certificate.save(update_fields=["revoked_at", "revoked_reason"])
        partner = _partner_of_today(certificate)
        record(actor=by, verb="take a certificate into use again", of=certificate, partner=partner)
    return certificate


def _partner_of_today(certificate: Certificate) -> Partner:
    """In whose audit it is read: after a merger nobody works at the partner of then any more."""
    today = stands_for(certificate.partner_id)
    return certificate.partner if today == certificate.partner_id else Partner.objects.get(pk=today)
