"""The coordinator's board: everybody in numbers, those who share by name. Through the staff door."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import TruncMonth
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.queries import names_for_board
from courses.queries import address_book
from learning.models import CourseCompletion, Enrolment, Learner
from learning.queries import progress_of, with_progress

from .counts import NOT_SHOWN, shown_count, shown_counts

UNKNOWN_COURSE = gettext_lazy("A course that is no longer here")


@dataclass(frozen=True)
class Board:
    """All figures are display strings: a small one never leaves this module as itself."""

    months: list[dict]
    courses: list[dict]
    people: list[dict]
    totals: dict
    unshared_sentence: str


def board_of(partner_id: int, *, shows_people: bool) -> Board:
    """One partner's board. Six SQL, whatever the number of people."""
    titles = _titles(partner_id)
    enrolments = Enrolment.objects.filter(partner_id=partner_id)
    completions = CourseCompletion.objects.filter(partner_id=partner_id)
    begun = _by_month(enrolments, "begun_at")
    completed = _by_month(completions, "completed_at")
    months = sorted({month for month, _key in (*begun, *completed)}, reverse=True)
    keys = sorted(
        {key for _month, key in (*begun, *completed)} | set(titles), key=lambda key: titles.get(key, "~")
    )
    people = _people(partner_id, titles) if shows_people else []
    everybody = enrolments.values("learner_id").distinct().count()
    sharing = len({row.pop("learner_id") for row in people})
    by_month = [_shown(counted, months, keys, 0) for counted in (begun, completed)]
    by_course = [_shown(counted, keys, months, 1) for counted in (begun, completed)]
    return Board(
        months=[
            {
                "label": date_format(month, "F Y"),
                "begun": by_month[0][0][month],
                "completed": by_month[1][0][month],
            }
            for month in months
        ],
        courses=[
            {
                "title": titles.get(key, UNKNOWN_COURSE),
                "begun": by_course[0][0][key],
                "completed": by_course[1][0][key],
            }
            for key in keys
        ],
        people=people,
        totals={
            name: month[1] if month[1] == course[1] else NOT_SHOWN
            for name, month, course in zip(("begun", "completed"), by_month, by_course, strict=True)
        },
        unshared_sentence=unshared_sentence(everybody - sharing) if shows_people else "",
    )


def _shown(counted: dict, rows: list, columns: list, row_first: int) -> tuple[dict, str]:
    """The sums of one margin of the table of months and courses, as they may be shown."""
    pairs = {row: [(row, column) if not row_first else (column, row) for column in columns] for row in rows}
    return shown_counts({row: sum(counted.get(pair, 0) for pair in own) for row, own in pairs.items()})


def unshared_sentence(number: int) -> str:
    """Says that those who keep their name to themselves count as well."""
    if number == 0:
        return ""
    return _("%(count)s people take part without sharing their name. They count in every total.") % {
        "count": shown_count(number).capitalize()
    }


def _titles(partner_id: int) -> dict[UUID, str]:
    return {course.course_key: course.outline.title for course in address_book().courses_of(partner_id)}


def _by_month(rows, field: str) -> dict[tuple[date, UUID], int]:
    counted = (
        rows.annotate(month=TruncMonth(field))
        .values("month", "course_key")
        .annotate(number=Count("pk"))
        .order_by()
    )
    return {(row["month"].date(), row["course_key"]): row["number"] for row in counted}


def _people(partner_id: int, titles: dict[UUID, str]) -> list[dict]:
    """Those who agreed to share: name, dates and progress, only of what was done with this partner."""
    completed_here = CourseCompletion.objects.filter(enrolment_id=OuterRef("pk"))
    shares = Learner.objects.filter(pk=OuterRef("learner_id"))
    rows = (
        with_progress(Enrolment.objects.filter(Exists(shares), partner_id=partner_id))
        # Through the door, not by a join: what was completed with another partner is not theirs to see.
        .annotate(completed_at=Subquery(completed_here.values("completed_at")))
        .order_by("-begun_at", "-pk")
    )
    # As on the certificate they asked for here; a name given elsewhere is not this partner's to see.
    names = names_for_board(partner_id)
    return [
        {
            "learner_id": row.learner_id,
            "name": names.get(row.learner_id) or _("No name given"),
            "course_title": titles.get(row.course_key, UNKNOWN_COURSE),
            "begun_on": row.begun_at,
            "progress_percent": progress_of(row).percent,
            "completed_on": row.completed_at,
        }
        for row in rows
    ]
