"""Takes away what is past its date, and what a learner no longer wants kept. Completions stay, as counts."""

from datetime import datetime, time, timedelta
from functools import partial
from typing import Protocol

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from learning.conf import REMOVAL_AFTER
from learning.enums import SharingEnd
from learning.models import (
    Attempt,
    ClaimCode,
    CodeReset,
    CourseCompletion,
    DeviceToken,
    Enrolment,
    FirstTap,
    Learner,
    LearnerMailbox,
    LearnerMerger,
    Response,
    Sharing,
    SharingNotice,
    VoidedMark,
)
from learning.queries.keeping import first_day_kept, kept_until, kept_until_of, months_kept
from learning.queries.people import is_joined
from partners.domain.turns import each_in_turn
from partners.queries import partner_faces, within_request
from partners.scoping import Exemption, for_learner, past_the_doors

from .enrolment import lock_me, lock_work
from .errors import WorkJoined

# In this order: what names another row goes before it.
ERASED = (Response, VoidedMark, Attempt, FirstTap, DeviceToken, LearnerMailbox, SharingNotice)
# So many learners are looked at with one query.
AT_A_TIME = 500
# How long a phone stays open that was opened for nothing but certificates.
OPEN_FOR = timedelta(days=1)


class Settles(Protocol):
    """What becomes of a learner's certificates when their time is over. Within the same transaction; opens its own
    door. True where one stays: then the claim code stays, too. For the floor above, which knows certificates.
    """

    def __call__(self, *, learner_id: int, is_removing: bool) -> bool: ...


def no_certificates(*, learner_id: int, is_removing: bool) -> bool:
    """Where nobody can hold one."""
    return False


@transaction.atomic
def ask_removal(*, learner_id: int, takes_certificates: bool = False) -> Learner:
    """Closes every phone and ends sharing now; the rest goes after fourteen days. Twice is once. Raises WorkJoined."""
    now = timezone.now()
    with for_learner(learner_id):
        lock_me()
        if is_joined(learner_id):
            raise WorkJoined
        DeviceToken.objects.filter(closed_at__isnull=True).update(closed_at=now)
        Sharing.objects.filter(ended_at__isnull=True).update(
            ended_at=now, ended_because=SharingEnd.OWN_CHOICE
        )
        Learner.objects.filter(removal_asked_at__isnull=True).update(
            removal_asked_at=now, removal_takes_certificates=takes_certificates
        )
        return Learner.objects.get()


def erase_what_is_due(*, settle: Settles = no_certificates) -> int:
    """Once a day: learners whose time is over or who asked for it, and answers past theirs. How many learners.

    One that cannot be erased keeps nobody else waiting; that it failed is raised at the end.
    """
    verbs = [
        erase_old_answers,
        _close_what_was_opened_for_certificates,
        *(partial(_erase_if_due, learner_id, settle) for learner_id in _due()),
    ]
    return each_in_turn(verbs, failing="Something whose time is over could not be erased.")


@transaction.atomic
def _erase_if_due(learner_id: int, settle: Settles) -> bool:
    """Looks once more: whoever came back, or took the wish back, while others were erased, stays."""
    with past_the_doors(Exemption.ERASURE):
        lock_work(learner_ids=_with_joined(learner_id))
        if not _is_due(Learner.objects.get(pk=learner_id)):
            return False
    erase_learner(learner_id=learner_id, settle=settle)
    return True


@transaction.atomic
def erase_learner(*, learner_id: int, settle: Settles = no_certificates) -> None:
    """No name, no account, no phone, no code, no e-mail and no answer is left, nor of the phones whose work was
    joined to it. Certificates that were asked for stay, and the claim code that opens them: nothing else opens with
    it any more. Twice is once.
    """
    with past_the_doors(Exemption.ERASURE):
        lock_work(learner_ids=_with_joined(learner_id))
        found = _with_joined(learner_id)
        is_removing = Learner.objects.filter(
            pk=learner_id, removal_asked_at__isnull=False, removal_takes_certificates=True
        ).exists()
    holders = {pk for pk in found if settle(learner_id=pk, is_removing=is_removing)}
    with past_the_doors(Exemption.ERASURE):
        for pk in found:
            made = CodeReset.objects.filter(Q(learner_id=pk) | Q(used_as_id=pk))
            ClaimCode.objects.filter(reset__in=made).delete()
            made.delete()
            for model in ERASED:
                model.objects.filter(learner_id=pk).delete()
            codes = ClaimCode.objects.filter(learner_id=pk)
            if pk in holders:
                codes = codes.exclude(replaced_at__isnull=True, is_starter=False, reset__isnull=True)
            codes.delete()
            LearnerMerger.objects.filter(Q(learner_id=pk) | Q(joined_id=pk)).delete()
            now = timezone.now()
            Sharing.objects.filter(learner_id=pk, ended_at__isnull=True).update(
                ended_at=now, ended_because=SharingEnd.OWN_CHOICE
            )
            Learner.objects.filter(pk=pk, erased_at__isnull=True).update(name="", user=None, erased_at=now)


@transaction.atomic
def forget_holder(*, learner_id: int) -> None:
    """The last certificate of somebody whose time is over has gone: so does the code that opened it. Nothing happens
    to anybody else. Through the learner's door.
    """
    if Learner.objects.filter(pk=learner_id, erased_at__isnull=False).exists():
        DeviceToken.objects.filter(learner_id=learner_id).delete()
        ClaimCode.objects.filter(learner_id=learner_id).delete()


@transaction.atomic
def _close_what_was_opened_for_certificates() -> None:
    """Phones of those whose time is over: the code opens them again as often as needed."""
    with past_the_doors(Exemption.ERASURE):
        opened = DeviceToken.objects.filter(learner__erased_at__isnull=False)
        opened.filter(made_at__lt=timezone.now() - OPEN_FOR).delete()


def _with_joined(learner_id: int) -> list[int]:
    """The learner and, through any chain, those whose work was joined to theirs and not taken apart again."""
    found = [learner_id]
    for pk in found:
        joined = LearnerMerger.objects.filter(learner_id=pk, undone_at__isnull=True)
        found += joined.exclude(joined_id__in=found).values_list("joined_id", flat=True)
    return found


@transaction.atomic
def erase_old_answers() -> None:
    """Each partner decides after how many months. A sitting stays where a course still asks what it brought."""
    today = timezone.localdate()
    with past_the_doors(Exemption.ERASURE):
        completed = CourseCompletion.objects.filter(enrolment_id=OuterRef("enrolment_id"))
        closed = Enrolment.objects.filter(pk=OuterRef("enrolment_id"), closed_at__isnull=False)
        for face in partner_faces().values():
            day = first_day_kept(months_kept("retention_responses", face.partner_id), today)
            before = timezone.make_aware(datetime.combine(day, time()))
            Response.objects.filter(partner_id=face.partner_id, answered_at__lt=before).delete()
            over = Attempt.objects.filter(Exists(completed) | Exists(closed), partner_id=face.partner_id)
            over = over.filter(begun_at__lt=before, responses__isnull=True)
            VoidedMark.objects.filter(attempt__in=over).delete()
            over.delete()


def _due() -> list[int]:
    today, found, after = timezone.localdate(), [], 0
    with past_the_doors(Exemption.ERASURE):
        there = Learner.objects.filter(erased_at__isnull=True)
        # Nobody keeps anything for less than a month.
        old = Q(last_visit_on__lt=first_day_kept(1, today))
        maybe = there.filter(old | Q(removal_asked_at__isnull=False)).order_by("pk")
        while some := list(maybe.filter(pk__gt=after)[:AT_A_TIME]):
            with within_request():
                # What each partner has decided is asked for once.
                after, kept = some[-1].pk, kept_until_of(some)
            found += [row.pk for row in some if _is_removed(row) or kept[row.pk] < today]
    return found


def _is_due(learner: Learner) -> bool:
    if learner.erased_at:
        return False
    return _is_removed(learner) or kept_until(learner) < timezone.localdate()


def _is_removed(learner: Learner) -> bool:
    """Its learner has wanted that, and the days for taking it back are over."""
    asked = learner.removal_asked_at
    return bool(asked and asked <= timezone.now() - REMOVAL_AFTER)
