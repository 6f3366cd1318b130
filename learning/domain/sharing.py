"""The learner's choice that a partner's coordinators may see their name."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from learning.enums import SharingEnd
from learning.models import Learner, Sharing, SharingNotice
from partners.models import Partner

from .enrolment import lock_me
from .notices import end_waiting


class SharingRefused(ValueError):
    """The programme never sees a learner, and a partner may have sharing turned off."""


@transaction.atomic
def agree_to_share(*, learner: Learner, partner_id: int) -> Sharing:
    """Dated agreement with one partner; agreeing twice is once. Raises SharingRefused where sharing is off, as it
    always is with the programme and with a partner that has left.
    """
    # Not from memory: a merger or a departure that is just being carried out is waited for.
    rows = Partner.objects.select_for_update(of=("self",), no_key=True)
    stands = rows.filter(pk=partner_id, is_programme=False, is_sharing_on=True, left_on__isnull=True)
    if not stands.first():
        raise SharingRefused
    Sharing.objects.bulk_create(
        [Sharing(learner_id=learner.pk, partner_id=partner_id, agreed_at=timezone.now())],
        ignore_conflicts=True,
    )
    return Sharing.objects.get(partner_id=partner_id, ended_at__isnull=True)


@transaction.atomic
def end_sharing(*, partner_id: int | None = None) -> int:
    """Ends it now, with one partner or with all; through the learner's door. Returns how many were ended.

    Whoever says no to a partner has said it as well where that partner waits to stand in another's place; and one
    that has left takes the name along no more.
    """
    lock_me()
    rows = Sharing.objects.filter(ended_at__isnull=True)
    left = Sharing.objects.filter(ended_because=SharingEnd.PARTNER_LEFT)
    waiting = SharingNotice.objects.filter(passed_at__isnull=True, declined_at__isnull=True)
    if partner_id is not None:
        rows, left = rows.filter(partner_id=partner_id), left.filter(partner_id=partner_id)
        waiting = waiting.filter(Q(partner_id=partner_id) | Q(source_id=partner_id))
    left.update(ended_because=SharingEnd.OWN_CHOICE)
    ended = rows.update(ended_at=timezone.now(), ended_because=SharingEnd.OWN_CHOICE)
    if sources := list(waiting.values_list("source_id", flat=True)):
        end_waiting(source_ids=sources)
    return ended
