"""Progress has one definition, used by the learner's page, the board and every export. Never stored."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Func, IntegerField, QuerySet

from courses.models import EditionActivity
from courses.queries import withdrawn
from learning.models import ActivityCompletion, CourseCompletion, Enrolment
from partners.scoping import door_condition

ACTIVITIES = EditionActivity._meta.db_table
COMPLETIONS = ActivityCompletion._meta.db_table


@dataclass(frozen=True)
class Progress:
    """Required activities of the learner's edition: how many there are, how many are gone through.

    What is taken away for safety counts on neither side; a completed course stays completed beside it.
    """

    done: int
    total: int

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down, so that 100 means all; an edition that requires nothing is 100."""
        return 100 * self.done // self.total if self.total else 100


def _other_than(keys: frozenset[UUID], connection) -> tuple[str, list]:
    """As a condition that starts with AND: none of these activities."""
    if not keys:
        return "", []
    field = EditionActivity._meta.get_field("activity_key")
    marks = ", ".join(["%s"] * len(keys))
    return f"AND a.activity_key NOT IN ({marks})", [field.get_db_prep_value(key, connection) for key in keys]


class _RequiredCount(Func):
    """Of an edition's id: how many of its activities are required, `gone` ones left out."""

    output_field = IntegerField()
    arity = 1

    def as_sql(self, compiler, connection, **extra):
        edition, params = compiler.compile(self.source_expressions[0])
        asked, of_asked = _other_than(self.extra["gone"], connection)
        counted = (
            f"(SELECT COUNT(*) FROM {ACTIVITIES} a WHERE a.edition_id = {edition} "  # noqa: S608
            f"AND a.is_required {asked})"
        )
        return counted, [*params, *of_asked]


class _DoneCount(Func):
    """Of an edition's and an enrolment's id: how many required activities are gone through, as the door shows."""

    output_field = IntegerField()
    arity = 2

    def as_sql(self, compiler, connection, **extra):
        edition, of_edition = compiler.compile(self.source_expressions[0])
        enrolment, of_enrolment = compiler.compile(self.source_expressions[1])
        behind_door, of_door = door_condition("c")
        asked, of_asked = _other_than(self.extra["gone"], connection)
        gone_through = (
            f"SELECT 1 FROM {COMPLETIONS} c WHERE c.enrolment_id = {enrolment} "  # noqa: S608
            f"AND c.activity_key = a.activity_key {behind_door}"
        )
        counted = (
            f"(SELECT COUNT(*) FROM {ACTIVITIES} a WHERE a.edition_id = {edition} "  # noqa: S608
            f"AND a.is_required {asked} AND EXISTS ({gone_through}))"
        )
        return counted, [*of_edition, *of_asked, *of_enrolment, *of_door]


def with_progress(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Adds `required_count` and `done_count`; only required activities of the edition are counted, each once.

    Written as SQL: every page of a course asks it, and the same as nested querysets cost four times as much.
    """
    gone = withdrawn().activities
    return enrolments.annotate(
        required_count=_RequiredCount("edition_id", gone=gone),
        done_count=_DoneCount("edition_id", "pk", gone=gone),
    )


def progress_of(enrolment: Enrolment) -> Progress:
    """Of an enrolment that went through with_progress; where it is annotated with `completed_at`, a completed
    one lacks nothing, whatever has come back since.
    """
    if getattr(enrolment, "completed_at", None):
        return Progress(done=enrolment.required_count, total=enrolment.required_count)
    return Progress(done=enrolment.done_count, total=enrolment.required_count)


def open_enrolments() -> QuerySet[Enrolment]:
    """Through the learner's door: courses begun, newest first."""
    return Enrolment.objects.filter(closed_at__isnull=True).order_by("-begun_at")


def open_enrolment(course_key: UUID) -> Enrolment | None:
    """Through the learner's door: the open enrolment on a course, with progress and `completed_at`. One SQL."""
    # One at most, so that nothing has to be sorted; first() would.
    rows = with_progress(open_enrolments().filter(course_key=course_key).order_by()).annotate(
        completed_at=F("course_completion__completed_at"),
        is_by_voiding=F("course_completion__is_by_voiding"),
    )
    return next(iter(rows), None)


def completed_keys(enrolment_id: int) -> frozenset[UUID]:
    """The activities gone through. One SQL."""
    rows = ActivityCompletion.objects.filter(enrolment_id=enrolment_id)
    return frozenset(rows.values_list("activity_key", flat=True))


def course_completion_of(enrolment_id: int) -> CourseCompletion | None:
    """The completion of an enrolment, if there is one."""
    return CourseCompletion.objects.filter(enrolment_id=enrolment_id).first()
