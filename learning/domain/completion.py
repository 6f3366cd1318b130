"""Writes what somebody has gone through, and decides what is complete: in the transaction of the act itself."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from courses.models import EditionActivity
from courses.queries import outline_of_edition, withdrawn
from learning.enums import Means
from learning.models import ActivityCompletion, Attempt, CourseCompletion, Enrolment
from learning.queries.sittings import counting_for
from learning.signals import course_completed

from .enrolment import ensure_enrolment


@transaction.atomic
def finish_lesson(
    *,
    learner_id: int,
    course_key: UUID,
    activity_key: UUID,
    edition_id: int,
    partner_id: int,
    course_address: str,
    language: str,
) -> tuple[Enrolment, CourseCompletion | None]:
    """Stores that a lesson is gone through, read or skipped alike; through the learner's door.

    The first act of a learner on a course begins the enrolment, on `edition_id`. Doing it again changes
    nothing. The second of the pair is the completion that this act brought about, else None.
    """
    enrolment = ensure_enrolment(
        learner_id=learner_id,
        course_key=course_key,
        edition_id=edition_id,
        partner_id=partner_id,
        course_address=course_address,
    )
    completion = complete_activity(
        enrolment=enrolment, activity_key=activity_key, partner_id=partner_id, language=language
    )
    return enrolment, completion


@transaction.atomic
def pass_by(
    *,
    learner_id: int,
    course_key: UUID,
    edition_id: int,
    partner_id: int,
    course_address: str,
    language: str,
    **_activity,
) -> tuple[Enrolment, CourseCompletion | None]:
    """Goes on past an activity that is taken away for safety; through the learner's door.

    Nothing is stored of it, so that it is asked again once it is back. The second of the pair is the course's
    completion, for somebody who lacked nothing else.
    """
    enrolment = ensure_enrolment(
        learner_id=learner_id,
        course_key=course_key,
        edition_id=edition_id,
        partner_id=partner_id,
        course_address=course_address,
    )
    completion = complete_when_all_is_done(enrolment=enrolment, partner_id=partner_id, language=language)
    return enrolment, completion


def complete_activity(
    *,
    enrolment: Enrolment,
    activity_key: UUID,
    partner_id: int,
    language: str,
    means: Means = Means.ONLINE,
    at: datetime | None = None,
    is_by_voiding: bool = False,
) -> CourseCompletion | None:
    """Within a transaction that has locked the enrolment. Returns the course's completion if this brought it;
    that bears the same time as the activity's, `at` or now.

    A page may still be open in one that a merger has closed: what is done there counts in the open one as well.
    """
    at = at or timezone.now()
    for counted in (enrolment, _open_beside(enrolment)):
        if counted:
            _write(counted, activity_key, partner_id, means, at)
    return complete_when_all_is_done(
        enrolment=enrolment,
        partner_id=partner_id,
        language=language,
        means=means,
        at=at,
        is_by_voiding=is_by_voiding,
    )


def _open_beside(enrolment: Enrolment) -> Enrolment | None:
    """The one that goes on in place of a closed one; no SQL where it is open itself."""
    if enrolment.closed_at is None:
        return None
    rows = Enrolment.objects.filter(
        learner_id=enrolment.learner_id, course_key=enrolment.course_key, closed_at__isnull=True
    )
    return rows.select_for_update(of=("self",)).first()


def _write(enrolment: Enrolment, activity_key: UUID, partner_id: int, means: Means, at: datetime) -> None:
    ActivityCompletion.objects.bulk_create(
        [
            ActivityCompletion(
                enrolment_id=enrolment.pk,
                learner_id=enrolment.learner_id,
                partner_id=partner_id,
                course_key=enrolment.course_key,
                activity_key=activity_key,
                edition_id=enrolment.edition_id,
                completed_at=at,
                means=means,
            )
        ],
        ignore_conflicts=True,
    )


def complete_when_all_is_done(
    *,
    enrolment: Enrolment,
    partner_id: int,
    language: str,
    means: Means = Means.ONLINE,
    at: datetime | None = None,
    is_by_voiding: bool = False,
) -> CourseCompletion | None:
    """Writes the completion, with today's date, where nothing is missing and none is written yet.

    `is_by_voiding`: no act of the learner's brought it, but that a question was found wrong. A closed enrolment is
    not completed any more; the open one beside it may be.
    """
    if enrolment.closed_at:
        beside = _open_beside(enrolment)
        if beside is None:
            return None
        enrolment = beside
    outline = outline_of_edition(enrolment.edition_id)
    if _is_incomplete(enrolment, outline.asks_for_pass):
        return None
    completion = CourseCompletion.objects.create(
        enrolment_id=enrolment.pk,
        learner_id=enrolment.learner_id,
        partner_id=partner_id,
        course_key=enrolment.course_key,
        edition_id=enrolment.edition_id,
        completed_at=at or timezone.now(),
        means=means,
        is_by_voiding=is_by_voiding,
    )
    course_completed.send(sender=CourseCompletion, completion=completion, outline=outline, language=language)
    return completion


def _is_incomplete(enrolment: Enrolment, asks_for_pass: bool) -> bool:
    """True as well where it is complete already: nothing is to be written then. One SQL."""
    gone_through = ActivityCompletion.objects.filter(
        enrolment_id=enrolment.pk, activity_key=OuterRef("activity_key")
    )
    missing = EditionActivity.objects.filter(edition_id=enrolment.edition_id, is_required=True)
    # What is taken away for safety stands in nobody's way.
    missing = missing.exclude(activity_key__in=withdrawn().activities)
    missing = missing.filter(~_is_gone_through(gone_through, enrolment, asks_for_pass))
    already = CourseCompletion.objects.filter(enrolment_id=enrolment.pk)
    # Nobody has completed a course of which all is taken away without having done any of it.
    own = EditionActivity.objects.filter(edition_id=enrolment.edition_id)
    nothing_done = ~Exists(own.filter(Exists(gone_through)))
    # One query for all questions: the enrolment's own row with three answers.
    row = (
        Enrolment.objects.filter(pk=enrolment.pk)
        .values_list(Exists(missing), Exists(already), nothing_done)
        .get()
    )
    return any(row)


def _is_gone_through(gone_through, enrolment: Enrolment, asks_for_pass: bool):
    done = Exists(gone_through)
    if not asks_for_pass:
        return done
    passed = Attempt.objects.filter(
        counting_for(enrolment),
        activity_key=OuterRef("activity_key"),
        finished_at__isnull=False,
        score__gte=OuterRef("pass_mark"),
    )
    asks_none = EditionActivity.objects.filter(pk=OuterRef("pk"), pass_mark__isnull=True)
    return done & (Exists(asks_none) | Exists(passed))
