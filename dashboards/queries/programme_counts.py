"""What the programme sees of learning: everybody in numbers, over all partners, and nobody by name."""

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F
from django.utils.formats import date_format

from courses.queries import address_book
from learning.models import CourseCompletion, Enrolment
from learning.queries.totals import BEGUN_WITH
from partners.models import Partner
from partners.queries.succession import stands_for
from partners.scoping import Exemption, past_the_doors

from .board import counted_by_month, former_titles
from .board_people import UNKNOWN_COURSE
from .counts import NOT_SHOWN, is_small, shown_count, shown_counts

# Partner that stands there today, month and course → how many.
Counted = dict[tuple[int, date, UUID], int]
# A row of one of the tables → "begun" and "completed" as they may be shown.
Table = dict[Hashable, dict[str, str]]


@dataclass(frozen=True)
class ProgrammeCounts:
    """All figures are display strings: a small one never leaves this module as itself. Each row of the tables has
    `label`, `begun` and `completed`.
    """

    totals: dict[str, str]
    partners: list[dict]
    courses: list[dict]
    months: list[dict]


def programme_counts() -> ProgrammeCounts:
    """As it is now: what was done with a partner that has become part of another counts there. Only one view of it:
    whoever compared two would have what a merged partner brought in.

    Opens its door itself. Three SQL, whatever the number of people and partners; one more where a course is gone.
    """
    with past_the_doors(Exemption.PROGRAMME_COUNTS):
        begun = counted_by_month(Enrolment.objects.annotate(where=BEGUN_WITH), "begun_at")
        completed = counted_by_month(CourseCompletion.objects.annotate(where=F("partner_id")), "completed_at")
    measures = {"begun": _as_it_is_now(begun), "completed": _as_it_is_now(completed)}
    cells = {cell for counted in measures.values() for cell in counted}
    names = dict(Partner.objects.filter(succeeded_by__isnull=True).order_by("name").values_list("pk", "name"))
    titles = _titles(names, {key for _partner, _month, key in cells})
    months = sorted({month for _partner, month, _key in cells}, reverse=True)
    keys = sorted({*titles, *(key for _partner, _month, key in cells)}, key=lambda key: titles.get(key, "~"))
    totals, by_partner, by_month, by_course = _tables(
        measures,
        [(names, lambda cell: cell[0]), (months, lambda cell: cell[1]), (keys, lambda cell: cell[2])],
    )
    return ProgrammeCounts(
        totals=totals,
        partners=[{"label": name, **by_partner[pk]} for pk, name in names.items()],
        courses=[{"label": titles.get(key, UNKNOWN_COURSE), **by_course[key]} for key in keys],
        months=[{"label": date_format(month, "F Y"), **by_month[month]} for month in months],
    )


def _as_it_is_now(counted: Counted) -> Counted:
    found: Counter = Counter()
    for (where, month, key), number in counted.items():
        found[stands_for(where), month, key] += number
    return dict(found)


def _titles(partner_ids, begun: set[UUID]) -> dict[UUID, str]:
    """Of each course that is offered somewhere, and of those that people have begun and nobody offers any more."""
    book = address_book()
    titles = {course.course_key: course.outline.title for pk in partner_ids for course in book.courses_of(pk)}
    return titles | former_titles(begun - set(titles))


def _tables(
    measures: dict[str, Counted], margins: list[tuple[list | dict, Callable]]
) -> tuple[dict[str, str], *tuple[Table, ...]]:
    """The sums over each margin: all of them have one total, so what hides a small number in one hides it in all."""
    totals, tables = {}, [{row: {} for row in rows} for rows, _row_of in margins]
    for measure, counted in measures.items():
        numbers = [_sums(counted, *margin) for margin in margins]
        shown = [shown_counts(sums) for sums in numbers]
        ends = {str(total) for _rows, total in shown}
        totals[measure] = ends.pop() if len(ends) == 1 else str(NOT_SHOWN)
        for table, sums, (rows, _total) in zip(tables, numbers, shown, strict=True):
            for row, text in rows.items():
                table.setdefault(row, {})[measure] = (
                    text if totals[measure] != str(NOT_SHOWN) else _hidden(sums[row])
                )
    return totals, *tables


def _sums(counted: Counted, rows, row_of: Callable) -> dict[Hashable, int]:
    sums = dict.fromkeys(rows, 0)
    for cell, number in counted.items():
        # What merged a moment ago has no row of its own any more, and counts all the same.
        sums[row_of(cell)] = sums.get(row_of(cell), 0) + number
    return sums


def _hidden(number: int) -> str:
    """Where the total is not shown: its parts would add up to it."""
    return shown_count(number) if not number or is_small(number) else str(NOT_SHOWN)
