"""What is under way with one partner carries on with another. What was done stays where it was done."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from learning.enums import SharingEnd
from learning.models import Attempt, CourseCompletion, Enrolment, Learner, Sharing, SharingNotice
from partners.models import Partner
from partners.scoping import Exemption, past_the_doors

from .enrolment import lock_people


@dataclass(frozen=True)
class UnderWay:
    """`agreements` are open ones; of these, `agreements_refused` belong to people who have told the target no."""

    enrolments: int
    attempts: int
    agreements: int
    agreements_refused: int
    notices_waiting: int


def under_way(*, source: Partner, target: Partner) -> UnderWay:
    """What would move, and the agreements that would wait or end. Reads only."""
    with past_the_doors(Exemption.MERGE):
        agreements = Sharing.objects.filter(partner=source, ended_at__isnull=True)
        return UnderWay(
            enrolments=_open_enrolments(source).count(),
            attempts=_open_attempts(source).count(),
            agreements=agreements.count(),
            agreements_refused=agreements.filter(_has_refused(target)).count(),
            notices_waiting=_waiting_notices().filter(partner=source).count(),
        )


@transaction.atomic
def carry_on_elsewhere(*, source: Partner, target: Partner, addresses: dict[UUID, str]) -> int:
    """Courses begun and not completed, and quizzes not finished, carry on with the target. Returns how many.

    `addresses`: course key → the course's address there; one that is not among them answers at its former
    address, from its edition. Where a course was begun in truth stays with it, through any chain.
    """
    moved = 0
    with past_the_doors(Exemption.MERGE):
        _lock_concerned(source)
        for rows, columns in (
            # In the order in which acts lock them: see lock_work.
            (_open_attempts(source), {}),
            (
                _open_enrolments(source),
                {"begun_with_id": Coalesce(F("begun_with_id"), F("partner_id"))},
            ),
        ):
            keys = list(rows.order_by().values_list("course_key", flat=True).distinct())
            for key in keys:
                changes = {**columns, "partner_id": target.pk}
                if key in addresses:
                    changes["course_address"] = addresses[key]
                moved += rows.filter(course_key=key).update(**changes)
    return moved


@transaction.atomic
def ask_for_agreements(*, source: Partner, target: Partner) -> None:
    """A legal successor: each learner who shares is asked at their next visit, and nothing passes before.

    Whoever has told the target no is not asked again; their agreement ends. Those who had not been told yet
    that the source wanted to stand in another's place are told anew, with the target in it.
    """
    now = timezone.now()
    with past_the_doors(Exemption.MERGE):
        _lock_concerned(source)
        _end(
            Sharing.objects.filter(partner=source, ended_at__isnull=True).filter(_has_refused(target)),
            SharingEnd.NOT_PASSED,
        )
        learners = list(
            Sharing.objects.filter(partner=source, ended_at__isnull=True).values_list("learner_id", flat=True)
        )
        SharingNotice.objects.bulk_create(
            [SharingNotice(learner_id=pk, partner=target, source=source, made_at=now) for pk in learners],
            ignore_conflicts=True,
        )
        waiting = _waiting_notices().filter(partner=source)
        learners += list(waiting.values_list("learner_id", flat=True))
        waiting.update(partner=target, made_at=now, noticed_at=None)
        Learner.objects.filter(pk__in=learners).update(is_asked_about_sharing=True)


@transaction.atomic
def end_agreements(*, partner: Partner, because: SharingEnd) -> int:
    """All agreements with a partner end now, and those that waited to pass to it. Returns how many."""
    with past_the_doors(Exemption.MERGE):
        _lock_concerned(partner)
        waiting = _waiting_notices().filter(partner=partner)
        unasked = Sharing.objects.filter(ended_at__isnull=True).filter(
            Exists(waiting.filter(learner_id=OuterRef("learner_id"), source_id=OuterRef("partner_id")))
        )
        _end(unasked, SharingEnd.NOT_PASSED)
        waiting.update(declined_at=timezone.now())
        return _end(Sharing.objects.filter(partner=partner, ended_at__isnull=True), because)


def _lock_concerned(partner: Partner) -> None:
    """Before any other row of theirs, as every verb about one of them does."""
    own = (
        _open_enrolments(partner),
        _open_attempts(partner),
        Sharing.objects.filter(partner=partner, ended_at__isnull=True),
        _waiting_notices().filter(partner=partner),
    )
    whose = reduce(or_, (Q(pk__in=rows.order_by().values("learner_id")) for rows in own))
    # A query and no list: they may be very many.
    lock_people(learner_ids=Learner.objects.filter(whose).values("pk"))


def _end(rows, because: SharingEnd) -> int:
    return rows.update(ended_at=timezone.now(), ended_because=because)


def _open_enrolments(partner: Partner):
    completed = CourseCompletion.objects.filter(enrolment_id=OuterRef("pk"))
    return Enrolment.objects.filter(~Exists(completed), partner=partner, closed_at__isnull=True)


def _open_attempts(partner: Partner):
    return Attempt.objects.filter(partner=partner, finished_at__isnull=True)


def _waiting_notices():
    return SharingNotice.objects.filter(passed_at__isnull=True, declined_at__isnull=True)


def _has_refused(target: Partner):
    """Ended it with the target themselves, and have not agreed anew since."""
    with_target = Sharing.objects.filter(learner_id=OuterRef("learner_id"), partner=target)
    return Exists(
        with_target.filter(ended_because__in=["", SharingEnd.OWN_CHOICE], ended_at__isnull=False)
    ) & ~Exists(with_target.filter(ended_at__isnull=True))
