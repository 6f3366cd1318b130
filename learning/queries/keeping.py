"""Until when work and answers are kept. Each partner decides in months; of several that have a part in work, the
longest holds."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Min
from django.utils import timezone

from learning.models import Enrolment, Learner, Response
from partners.conf import RETENTION_MONTHS
from partners.queries import brand_of


def kept_until(learner: Learner) -> date:
    """The day after which nothing says any more whose work it was; through any door that shows the enrolments."""
    return kept_until_of([learner])[learner.pk]


def kept_until_of(learners: Sequence[Learner]) -> dict[int, date]:
    """The same of several, by key. One SQL."""
    rows = Enrolment.objects.filter(learner_id__in=[row.pk for row in learners]).order_by()
    # Whom it was begun with counts too: nobody's time grows shorter because a partner was merged, or has left.
    partner_ids = defaultdict(set)
    for learner_id, *pair in rows.values_list("learner_id", "partner_id", "begun_with_id").distinct():
        partner_ids[learner_id].update(pk for pk in pair if pk)
    found = {}
    for learner in learners:
        kind = "retention_claimed" if learner.claimed_at else "retention_unclaimed"
        months = [months_kept(kind, pk) for pk in partner_ids[learner.pk]]
        found[learner.pk] = add_months(learner.last_visit_on, max(months, default=RETENTION_MONTHS[kind][0]))
    return found


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


def first_day_kept(months: int, today: date) -> date:
    """What is of an earlier day was kept until a day that is over: add_months of it lies before today."""
    day = add_months(today, -months)
    while add_months(day, months) < today:
        # The end of February answers for the last days of a longer month.
        day += timedelta(days=1)
    return day
