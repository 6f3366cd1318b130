"""A legal successor asks to see names in another's place: told, thirty days, and the learner's own no at any time."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from learning.enums import SharingEnd
from learning.models import Learner, Sharing, SharingNotice
from partners.domain.turns import each_in_turn
from partners.models import Partner
from partners.scoping import Exemption, past_the_doors

from .enrolment import lock_me, lock_people

NOTICE_DAYS = 30


@transaction.atomic
def note_notice_read(*, source_slug: str) -> None:
    """The learner says that they have read it: from now the thirty days run. Through the learner's door.

    Reading twice changes nothing: the first day counts.
    """
    lock_me()
    rows = _waiting().filter(source__slug=source_slug, noticed_at__isnull=True)
    learner_ids = list(rows.values_list("learner_id", flat=True))
    rows.update(noticed_at=timezone.now())
    _settle(learner_ids)


@transaction.atomic
def decline_notice(*, source_slug: str) -> None:
    """No: the agreement ends now and passes to nobody. Through the learner's door.

    On a page that was open while the agreement passed it is a no as well: what passed is taken back.
    """
    lock_me()
    asked = SharingNotice.objects.filter(source__slug=source_slug, declined_at__isnull=True)
    end_waiting(source_ids=list(asked.values_list("source_id", flat=True)))
    for notice in asked.filter(passed_at__isnull=False):
        _take_back(notice)


def _take_back(notice: SharingNotice) -> None:
    """What the learner agreed with the successor itself stands, for what was done there."""
    now = timezone.now()
    given = Sharing.objects.filter(partner_id=notice.source_id, ended_because=SharingEnd.PASSED_ON)
    stands = Sharing.objects.filter(
        partner_id=notice.partner_id, passed_from_id=notice.source_id, ended_at__isnull=True
    )
    stands.filter(agreed_at__in=given.values("agreed_at")).update(
        ended_at=now, ended_because=SharingEnd.OWN_CHOICE
    )
    stands.update(passed_from=None)
    given.update(ended_because=SharingEnd.OWN_CHOICE)
    SharingNotice.objects.filter(pk=notice.pk).update(declined_at=now)


@transaction.atomic
def end_waiting(*, source_ids: list[int]) -> None:
    """The learner's no to whoever waits to stand in these partners' places; through the learner's door."""
    now = timezone.now()
    Sharing.objects.filter(partner_id__in=source_ids, ended_at__isnull=True).update(
        ended_at=now, ended_because=SharingEnd.OWN_CHOICE
    )
    rows = SharingNotice.objects.filter(
        source_id__in=source_ids, passed_at__isnull=True, declined_at__isnull=True
    )
    learner_ids = list(rows.values_list("learner_id", flat=True))
    rows.update(declined_at=now)
    _settle(learner_ids)


def pass_on_sharing() -> int:
    """Once a day: agreements whose thirty days are over pass to the successor. Returns how many.

    Each in a transaction of its own; one that fails keeps nobody else waiting. Passes only what is still open, to
    a partner that still stands.
    """
    read_by = timezone.now() - timedelta(days=NOTICE_DAYS)
    with past_the_doors(Exemption.MERGE):
        due = list(_waiting().filter(noticed_at__lte=read_by).values_list("pk", flat=True))
        verbs = [partial(_pass_on, pk) for pk in due]
        return each_in_turn(verbs, failing="An agreement could not be passed on.")


@transaction.atomic
def _pass_on(pk: int) -> bool:
    lock_people(learner_ids=_waiting().filter(pk=pk).values_list("learner_id", flat=True))
    notice = _waiting().select_for_update(of=("self",)).filter(pk=pk).first()
    if notice is None or Partner.objects.filter(pk=notice.partner_id, left_on__isnull=False).exists():
        return False
    given = (
        Sharing.objects.select_for_update(of=("self",))
        .filter(learner_id=notice.learner_id, partner_id=notice.source_id, ended_at__isnull=True)
        .first()
    )
    if given is None:
        return False
    now = timezone.now()
    own = Sharing.objects.filter(
        learner_id=notice.learner_id, partner_id=notice.partner_id, ended_at__isnull=True
    )
    if not own.filter(passed_from__isnull=True).update(passed_from_id=notice.source_id) and not own.exists():
        Sharing.objects.create(
            learner_id=notice.learner_id,
            partner_id=notice.partner_id,
            agreed_at=given.agreed_at,
            passed_from_id=notice.source_id,
        )
    # In this order: what stands says that it passed after the successor's own row was there.
    Sharing.objects.filter(pk=given.pk).update(ended_at=now, ended_because=SharingEnd.PASSED_ON)
    SharingNotice.objects.filter(pk=notice.pk).update(passed_at=now)
    return True


def _waiting():
    agreed = Sharing.objects.filter(
        learner_id=OuterRef("learner_id"), partner_id=OuterRef("source_id"), ended_at__isnull=True
    )
    rows = SharingNotice.objects.filter(passed_at__isnull=True, declined_at__isnull=True)
    return rows.filter(Exists(agreed))


def _settle(learner_ids: list[int]) -> None:
    """Their pages stop saying that there is something to read, once there is not."""
    unread = _waiting().filter(learner_id=OuterRef("pk"), noticed_at__isnull=True)
    Learner.objects.filter(pk__in=learner_ids).update(is_asked_about_sharing=Exists(unread))
