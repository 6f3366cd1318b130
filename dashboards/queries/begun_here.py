"""How many people a decision about a course in a section concerns. Through the staff door."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from learning.models import Enrolment

# Below this no figure is said.
FEW = 10


@dataclass(frozen=True)
class BegunHere:
    """Display texts; a small figure never leaves this module as itself."""

    under_way: str
    completed: str


def begun_here(partner_id: int, course_key: UUID) -> BegunHere:
    """Who began the course in this section: part-way still, and through. One SQL."""
    through = Q(course_completion__isnull=False)
    found = Enrolment.objects.filter(partner_id=partner_id, course_key=course_key).aggregate(
        under_way=Count("pk", filter=~through & Q(closed_at__isnull=True)),
        completed=Count("pk", filter=through),
    )
    return BegunHere(**{name: few(number) for name, number in found.items()})


def few(number: int) -> str:
    """As a screen says it: a figure below ten is not said, and others in tens. Beside the board, and beside what
    others have in the same course, the exact one would give away what is hidden there.
    """
    if number == 0:
        return _("Nobody")
    if number < FEW:
        return _("Fewer than %(limit)s") % {"limit": FEW}
    return _("%(tens)s or more") % {"tens": number // FEW * FEW}
