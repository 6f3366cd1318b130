"""Until when work and answers are kept. Each partner decides in months; of several that have a part in work, the
longest holds."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min
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


@dataclass(frozen=True)
class AnswersKept:
    """How many answers there are, and on which days the first and the last of them go."""

    count: int = 0
    first_until: date | None = None
    last_until: date | None = None


def answers_kept() -> AnswersKept:
    """Through the learner's door. One SQL, however many associations decide."""
    found = (
        Response.objects.order_by()
        .values("partner_id")
        .annotate(number=Count("pk"), first=Min("answered_at"), last=Max("answered_at"))
    )
    rows = [(row, months_kept("retention_responses", row["partner_id"])) for row in found]
    if not rows:
        return AnswersKept()
    return AnswersKept(
        count=sum(row["number"] for row, _months in rows),
        first_until=min(add_months(timezone.localdate(row["first"]), months) for row, months in rows),
        last_until=max(add_months(timezone.localdate(row["last"]), months) for row, months in rows),
    )


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
