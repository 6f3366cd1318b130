"""Voids a question that was found wrong, in every edition and every section at once."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.models import VoidedQuestion
from courses.queries import address_book
from partners.domain import public_content_changed, record
from partners.domain.safety import tell_staff
from partners.models import Partner


@transaction.atomic
def void_question(
    *, partner: Partner, course_key: UUID, activity_key: UUID, question_id: str, by, reason: str
) -> VoidedQuestion:
    """Asked of nobody from the next request on, and right in every sum; twice is once. One person alone may:
    it gives, and takes nothing from anybody. It is never taken back.

    `partner` is whose content it is. The caller has the marks given (learning.tasks.give_marks) on commit.
    """
    rows = VoidedQuestion.objects.filter(activity_key=activity_key, question_id=question_id)
    if found := rows.first():
        return found
    try:
        with transaction.atomic():
            voided = VoidedQuestion.objects.create(
                course_key=course_key,
                activity_key=activity_key,
                question_id=question_id,
                partner=partner,
                reason=reason,
                voided_at=timezone.now(),
                voided_by=by,
            )
    except IntegrityError:
        return rows.get()
    record(
        actor=by,
        verb="void a question",
        of=voided,
        partner=partner,
        course=str(course_key),
        activity=str(activity_key),
        question=question_id,
        reason=reason,
    )
    public_content_changed()
    _tell(voided, by)
    return voided


def _tell(voided: VoidedQuestion, by) -> None:
    sections = [row for row in address_book().courses if row.course_key == voided.course_key]
    activity = next(
        (found for row in sections if (found := row.outline.by_key.get(voided.activity_key))), None
    )
    shown_at = {row.partner_id for row in sections} if activity else set()
    tell_staff(
        template="question_voided",
        partner_ids=shown_at | {voided.partner_id},
        key=f"question_voided-{voided.public_id}",
        but=by,
        context={
            "where": sections[0].outline.neutral_title if sections else "",
            "number": activity.number if activity else "",
            "reason": voided.reason,
            "owner": voided.partner.name,
        },
    )
