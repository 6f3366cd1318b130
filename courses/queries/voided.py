"""Which questions were found wrong and count as right for everybody, as every page asks it: from memory."""

from uuid import UUID

from courses.models import VoidedQuestion
from partners.models import Partner
from partners.queries import remembered

from .address_book import address_book
from .safety import is_shown_at

NOTHING: frozenset[str] = frozenset()


def voided_ids(activity_key: UUID) -> frozenset[str]:
    """The questions of a quiz that are asked of nobody any more. No SQL when warm."""
    return remembered("courses.voided", _build).get(activity_key, NOTHING)


def _build() -> dict[UUID, frozenset[str]]:
    found: dict[UUID, set[str]] = {}
    for activity_key, question_id in VoidedQuestion.objects.values_list("activity_key", "question_id"):
        found.setdefault(activity_key, set()).add(question_id)
    return {key: frozenset(ids) for key, ids in found.items()}


def voided_at(partner: Partner) -> list[VoidedQuestion]:
    """Of this partner's own quizzes and of the shared courses in its section, newest first. One SQL."""
    shown = {course.course_key for course in address_book().courses_of(partner.pk)}
    rows = VoidedQuestion.objects.select_related("voided_by", "partner").order_by("-voided_at", "-pk")
    return [
        row
        for row in rows
        if row.partner_id == partner.pk
        or (row.course_key in shown and is_shown_at(partner.pk, row.partner_id, row.course_key))
    ]
