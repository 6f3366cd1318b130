"""The coordinator's board: everybody in numbers, those who share by name. Through the staff door."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.models import Edition
from courses.queries import address_book
from learning.models import CourseCompletion, Enrolment
from learning.queries.totals import BEGUN_WITH
from partners.queries.succession import absorbed_by
from partners.scoping import for_partners

from .board_people import UNKNOWN_COURSE, people_of
from .board_people import Counted as CountedPerson
from .counts import NOT_SHOWN, is_small, shown_beside_names, shown_count


@dataclass(frozen=True)
class Board:
    """All figures are display strings: a small one never leaves this module as itself.

    `has_two_views`: others have become part of this partner. `is_hidden`: the view as it was would give away a
    small number to whoever compares, so it shows nothing.
    """

    months: list[dict]
    courses: list[dict]
    people: list[dict]
    totals: dict
    unshared_sentence: str
    has_two_views: bool = False
    is_hidden: bool = False


# Month and course → how many.
Counted = dict[tuple[date, UUID], int]


def board_of(partner_id: int, *, shows_people: bool, as_it_was: bool = False) -> Board:
    """One partner's board, with those that have become part of it; `as_it_was`: what was done with it alone.

    Opens its doors itself. Six SQL, whatever the number of people; one more where a course is gone.
    """
    absorbed = absorbed_by(partner_id)
    titles = _titles(partner_id)
    with for_partners([partner_id, *absorbed]):
        enrolments = Enrolment.objects.annotate(where=BEGUN_WITH).filter(where__in=[partner_id, *absorbed])
        completions = CourseCompletion.objects.annotate(where=F("partner_id"))
        counted = [counted_by_month(enrolments, "begun_at"), counted_by_month(completions, "completed_at")]
        everybody = enrolments.values("learner_id").distinct().count()
    titles |= former_titles({key for rows in counted for _where, _month, key in rows} - set(titles))
    begun, completed = [_view(rows, partner_id if as_it_was else None) for rows in counted]
    if as_it_was and not all(_may_be_compared(rows, partner_id) for rows in counted):
        return Board([], [], [], {}, "", has_two_views=True, is_hidden=True)
    people = people_of(partner_id, () if as_it_was else absorbed, titles) if shows_people else []
    named = _named([row.pop("counted") for row in people])
    sharing = len({row.pop("learner_id") for row in people})
    # Names are of today: whoever's agreement passed is here as it is now. Who can read them there reads these numbers.
    shows_people = shows_people and not as_it_was
    return Board(
        **_tables((begun, completed), named, titles),
        people=people if shows_people else [],
        unshared_sentence=unshared_sentence(everybody - sharing) if shows_people else "",
        has_two_views=bool(absorbed),
    )


def _named(counted: list[CountedPerson]) -> tuple[Counted, Counted]:
    """What those add to both numbers who stand beside them by name."""
    return (
        Counter((_month(row.begun_at), row.course_key) for row in counted if row.begun_at),
        Counter((_month(row.completed_at), row.course_key) for row in counted if row.completed_at),
    )


def _month(at: datetime) -> date:
    """As TruncMonth has it."""
    return timezone.localdate(at).replace(day=1)


def _tables(
    counted: tuple[Counted, Counted], named: tuple[Counted, Counted], titles: dict[UUID, str]
) -> dict:
    """Months, courses and totals, as they may be shown: each of what was begun and of what was completed."""
    begun, completed = counted
    months = sorted({month for month, _key in (*begun, *completed)}, reverse=True)
    keys = sorted(
        {key for _month, key in (*begun, *completed)} | set(titles), key=lambda key: titles.get(key, "~")
    )
    both = list(zip(counted, named, strict=True))
    by_month = [_shown(*tables, months, keys, 0) for tables in both]
    by_course = [_shown(*tables, keys, months, 1) for tables in both]
    return {
        "months": [
            {
                "label": date_format(month, "F Y"),
                "begun": by_month[0][0][month],
                "completed": by_month[1][0][month],
            }
            for month in months
        ],
        "courses": [
            {
                "label": titles.get(key, UNKNOWN_COURSE),
                "begun": by_course[0][0][key],
                "completed": by_course[1][0][key],
            }
            for key in keys
        ],
        "totals": {
            name: month[1] if month[1] == course[1] else NOT_SHOWN
            for name, month, course in zip(("begun", "completed"), by_month, by_course, strict=True)
        },
    }


def _shown(counted: Counted, named: Counted, rows: list, columns: list, row_first: int) -> tuple[dict, str]:
    """The sums of one margin of the table of months and courses, as they may be shown."""
    pairs = {row: [(row, column) if not row_first else (column, row) for column in columns] for row in rows}
    everybody, by_name = (
        {row: sum(table.get(pair, 0) for pair in own) for row, own in pairs.items()}
        for table in (counted, named)
    )
    return shown_beside_names(everybody, by_name)


def _view(counted: dict[tuple[int, date, UUID], int], only: int | None) -> Counted:
    """Added up over the partners it was done with, or of one of them."""
    found: Counted = {}
    for (where, month, key), number in counted.items():
        if only is None or where == only:
            found[month, key] = found.get((month, key), 0) + number
    return found


def _may_be_compared(counted: dict[tuple[int, date, UUID], int], partner_id: int) -> bool:
    """Whoever takes one view from the other has what the others brought in: no sum of that may be small."""
    months, courses = Counter(), Counter()
    for (where, month, key), number in counted.items():
        if where != partner_id:
            months[month] += number
            courses[key] += number
    return not any(is_small(number) for number in (*months.values(), *courses.values(), months.total()))


def unshared_sentence(number: int) -> str:
    """Says that those who keep their name to themselves count as well."""
    if number == 0:
        return ""
    return _("%(count)s people take part without sharing their name. They count in every total.") % {
        "count": shown_count(number).capitalize()
    }


def _titles(partner_id: int) -> dict[UUID, str]:
    return {course.course_key: course.outline.title for course in address_book().courses_of(partner_id)}


def former_titles(keys: set[UUID]) -> dict[UUID, str]:
    """Of courses that the section offers no more, as people began them last."""
    if not keys:
        return {}
    rows = Edition.objects.filter(course_key__in=keys).order_by("made_at", "pk")
    titles = {
        key: next(iter(content.values()))["course"]["title"]
        for key, content in rows.values_list("course_key", "content")
    }
    return {key: _("%(title)s (no longer here)") % {"title": title} for key, title in titles.items()}


def counted_by_month(rows, field: str) -> dict[tuple[int, date, UUID], int]:
    """`where` it was done, month and course → how many."""
    counted = (
        rows.annotate(month=TruncMonth(field))
        .values("where", "month", "course_key")
        .annotate(number=Count("pk"))
        .order_by()
    )
    return {(row["where"], row["month"].date(), row["course_key"]): row["number"] for row in counted}
