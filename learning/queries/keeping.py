"""Until when work is kept. Each partner decides in months; where several have a part in it, the longest holds."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from learning.models import Enrolment, Learner, Response
from partners.conf import RETENTION_MONTHS
from partners.queries import brand_of


def kept_until(learner: Learner) -> date:
    """The day after which nothing says any more whose work it was; through any door that shows the enrolments."""
    kind = "retention_claimed" if learner.claimed_at else "retention_unclaimed"
    rows = (
        Enrolment.objects.filter(learner_id=learner.pk).values_list("partner_id", "begun_with_id").distinct()
    )
    # Whom it was begun with counts too: nobody's time grows shorter because a partner was merged, or has left.
    months = [months_kept(kind, partner_id) for partner_id in {pk for row in rows for pk in row if pk}]
    return add_months(learner.last_visit_on, max(months, default=RETENTION_MONTHS[kind][0]))


def months_kept(kind: str, partner_id: int) -> int:
    """What a partner has decided, else what is offered. From memory."""
    own = getattr(brand_of(partner_id=partner_id).statements, kind.replace("retention_", "months_"))
    return own or RETENTION_MONTHS[kind][0]


def answers_kept_until(responses: Iterable[Response]) -> date | None:
    """The day after which the last of these answers goes; None where there is none. From memory."""
    days = [
        add_months(timezone.localdate(row.answered_at), months_kept("retention_responses", row.partner_id))
        for row in responses
    ]
    return max(days, default=None)


def add_months(day: date, months: int) -> date:
    """The same day so many months on (or back), or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
