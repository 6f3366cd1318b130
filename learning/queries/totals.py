"""How much was begun and completed with each partner: as it was, and by who stands in their place today."""

from collections import Counter

from django.db.models import Count
from django.db.models.functions import Coalesce

from learning.models import CourseCompletion, Enrolment
from partners.queries.succession import stands_for

BEGUN_WITH = Coalesce("begun_with_id", "partner_id")


def totals_as_it_was() -> dict[int, tuple[int, int]]:
    """Through an open door: partner → courses begun, courses completed; each counts where it was done."""
    begun = _counted(Enrolment.objects.annotate(where=BEGUN_WITH), "where")
    completed = _counted(CourseCompletion.objects.all(), "partner_id")
    return {pk: (begun[pk], completed[pk]) for pk in sorted({*begun, *completed})}


def totals_as_it_is_now(as_it_was: dict[int, tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """The same rows, by the partner that stands in each one's place today."""
    begun, completed = Counter(), Counter()
    for pk, numbers in as_it_was.items():
        begun[stands_for(pk)] += numbers[0]
        completed[stands_for(pk)] += numbers[1]
    return {pk: (begun[pk], completed[pk]) for pk in sorted(begun)}


def _counted(rows, column: str) -> Counter:
    return Counter(dict(rows.order_by().values_list(column).annotate(number=Count("pk"))))
