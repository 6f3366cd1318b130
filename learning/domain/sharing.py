"""The learner's choice that a partner's coordinators may see their name."""

from django.db import transaction
from django.utils import timezone

from learning.models import Learner, Sharing
from partners.queries import brand_of


class SharingRefused(ValueError):
    """The programme never sees a learner, and a partner may have sharing turned off."""


@transaction.atomic
def agree_to_share(*, learner: Learner, partner_id: int) -> Sharing:
    """Dated agreement with one partner; agreeing twice is once. Raises SharingRefused where sharing is off, as it
    always is with the programme.
    """
    if not brand_of(partner_id=partner_id).is_sharing_on:
        raise SharingRefused
    Sharing.objects.bulk_create(
        [Sharing(learner_id=learner.pk, partner_id=partner_id, agreed_at=timezone.now())],
        ignore_conflicts=True,
    )
    return Sharing.objects.get(partner_id=partner_id, ended_at__isnull=True)


@transaction.atomic
def end_sharing(*, partner_id: int | None = None) -> int:
    """Ends it now, with one partner or with all; through the learner's door. Returns how many were ended."""
    rows = Sharing.objects.filter(ended_at__isnull=True)
    if partner_id is not None:
        rows = rows.filter(partner_id=partner_id)
    return rows.update(ended_at=timezone.now())
