"""Progress has one definition, used by the learner's page, the board and every export. Never stored."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from courses.models import EditionActivity
from learning.models import ActivityCompletion, CourseCompletion, Enrolment


@dataclass(frozen=True)
class Progress:
    """Required activities of the learner's edition: how many there are, how many are gone through."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down, so that 100 means all; an edition that requires nothing is 100."""
        return 100 * self.done // self.total if self.total else 100


def with_progress(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Adds `required_count` and `done_count`; only required activities of the edition are counted, each once."""
    required = EditionActivity.objects.filter(edition_id=OuterRef("edition_id"), is_required=True).order_by()
    gone_through = ActivityCompletion.objects.filter(
        enrolment_id=OuterRef(OuterRef("pk")), activity_key=OuterRef("activity_key")
    )
    return enrolments.annotate(
        required_count=_count(required), done_count=_count(required.filter(Exists(gone_through)))
    )


def progress_of(enrolment: Enrolment) -> Progress:
    """Of an enrolment that went through with_progress."""
    return Progress(done=enrolment.done_count, total=enrolment.required_count)


def open_enrolments() -> QuerySet[Enrolment]:
    """Through the learner's door: courses begun, newest first."""
    return Enrolment.objects.filter(closed_at__isnull=True).order_by("-begun_at")


def open_enrolment(course_key: UUID) -> Enrolment | None:
    """Through the learner's door: the open enrolment on a course, with progress and `completed_at`. One SQL."""
    return (
        with_progress(open_enrolments().filter(course_key=course_key))
        .annotate(completed_at=F("course_completion__completed_at"))
        .first()
    )


def completed_keys(enrolment_id: int) -> frozenset[UUID]:
    """The activities gone through. One SQL."""
    rows = ActivityCompletion.objects.filter(enrolment_id=enrolment_id)
    return frozenset(rows.values_list("activity_key", flat=True))


def course_completion_of(enrolment_id: int) -> CourseCompletion | None:
    """The completion of an enrolment, if there is one."""
    return CourseCompletion.objects.filter(enrolment_id=enrolment_id).first()


def _count(rows: QuerySet) -> Coalesce:
    counted = rows.values("edition_id").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
