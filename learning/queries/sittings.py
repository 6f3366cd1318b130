"""A learner's sittings of the quizzes of one course. Through the learner's door."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q

from courses.queries import OutlineActivity
from learning.models import ActivityCompletion, Attempt, Enrolment


@dataclass(frozen=True)
class Sittings:
    """`open_ids`: activity → the open attempt; `finished`: the others, newest first. Attempts by public id."""

    open_ids: dict[UUID, str]
    finished: tuple[Attempt, ...]

    def last_finished(self, activity_key: UUID) -> str:
        rows = (row.public_id for row in self.finished if row.activity_key == activity_key)
        return next(rows, "")

    def of(self, activity_key: UUID) -> list[Attempt]:
        return [row for row in self.finished if row.activity_key == activity_key]


def sittings_of(enrolment_id: int) -> Sittings:
    """All of one enrolment, without a word of what was asked or answered. One SQL."""
    columns = ("public_id", "activity_key", "edition_id", "partner_id", "finished_at")
    rows = list(
        Attempt.objects.filter(enrolment_id=enrolment_id).only(*columns).order_by("-finished_at", "-pk")
    )
    return Sittings(
        open_ids={row.activity_key: row.public_id for row in rows if row.finished_at is None},
        finished=tuple(row for row in rows if row.finished_at),
    )


def counting_for(enrolment: Enrolment) -> Q:
    """Its own sittings, and one that was open when a merger closed the other of two and was finished since."""
    return Q(enrolment_id=enrolment.pk) | Q(
        learner_id=enrolment.learner_id,
        course_key=enrolment.course_key,
        begun_at__lt=F("enrolment__closed_at"),
        finished_at__gte=F("enrolment__closed_at"),
    )


def is_passed(enrolment: Enrolment, activity: OutlineActivity) -> bool:
    """Whether any sitting has brought the pass that the quiz asks for. One SQL, none where it asks for none."""
    if not activity.pass_mark:
        return True
    rows = Attempt.objects.filter(counting_for(enrolment), activity_key=activity.key)
    return rows.filter(finished_at__isnull=False, score__gte=activity.pass_mark).exists()


def is_act_that_completed(enrolment_id: int, activity_key: UUID, completed_at) -> bool:
    """Whether going through this activity completed the course: both then bear the same time. One SQL."""
    rows = ActivityCompletion.objects.filter(enrolment_id=enrolment_id, activity_key=activity_key)
    return rows.filter(completed_at=completed_at).exists()
