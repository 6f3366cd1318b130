"""Gives everybody the mark of a question that was found wrong. A pass can only be gained by it, never lost."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from courses.models import VoidedQuestion
from courses.queries import questions_from_json, voided_ids, withdrawn
from learning.models import Attempt, CourseCompletion, Learner, VoidedMark
from partners.scoping import Exemption, past_the_doors

from . import rounds
from .asking import asking_of
from .attempts import finish
from .completion import complete_when_all_is_done
from .enrolment import lock_work

logger = logging.getLogger(__name__)

AT_A_TIME = 200
# Whatever is finished later than this has the mark from the start: requests on their way were over long before.
IN_FLIGHT = timedelta(days=1)


@dataclass(frozen=True)
class Concerned:
    """How many people stand where with a quiz, whosever section they are in."""

    under_way: int
    finished: int


def people_concerned(*, activity_key: UUID) -> Concerned:
    """Reads only. Two figures that the screen shows no small one of."""
    with past_the_doors(Exemption.VOIDING):
        found = Attempt.objects.filter(activity_key=activity_key).aggregate(
            under_way=Count("learner_id", filter=Q(finished_at__isnull=True), distinct=True),
            finished=Count("learner_id", filter=Q(finished_at__isnull=False), distinct=True),
        )
    return Concerned(**found)


def give_marks(*, voided_id: int, after: int = 0, limit: int = AT_A_TIME) -> int | None:
    """The next so many learners who have not had the mark yet, each in a transaction of its own, those with the
    lowest ids above `after` first. Returns where to go on from, None at the end. Doing it again changes nothing.

    One that fails keeps nobody else waiting; the daily work tries it again.
    """
    voided = VoidedQuestion.objects.get(pk=voided_id)
    with past_the_doors(Exemption.VOIDING):
        waiting = _waiting(voided).filter(learner_id__gt=after).order_by("learner_id")
        learner_ids = list(waiting.values_list("learner_id", flat=True).distinct()[:limit])
    for learner_id in learner_ids:
        try:
            give_mark(voided_id=voided_id, learner_id=learner_id)
        except Exception:
            logger.exception("The mark of a question found wrong could not be given.")
    return learner_ids[-1] if len(learner_ids) == limit else None


def give_all_marks() -> int:
    """Once a day: whatever was missed, of every question that was ever found wrong. How many rounds it took."""
    rounds_taken = 0
    for voided_id in VoidedQuestion.objects.order_by("pk").values_list("pk", flat=True):
        after: int | None = 0
        while after is not None:
            after = give_marks(voided_id=voided_id, after=after)
            rounds_taken += 1
    return rounds_taken


@transaction.atomic
def give_mark(*, voided_id: int, learner_id: int) -> CourseCompletion | None:
    """One learner's sittings of that quiz, all at once. Scores rise or stay; what has nothing left to ask is
    finished. Returns the course's completion, dated today, where this brought it about. Twice is once.
    """
    voided, completion = VoidedQuestion.objects.get(pk=voided_id), None
    with past_the_doors(Exemption.VOIDING):
        lock_work(learner_ids=[learner_id])
        rows = Attempt.objects.select_related("enrolment")
        language = Learner.objects.values_list("language", flat=True).get(pk=learner_id)
        for attempt in rows.filter(pk__in=_waiting(voided, learner_id).values("pk")).order_by("pk"):
            before = attempt.score
            completion = _give(attempt, language) or completion
            VoidedMark.objects.create(
                attempt_id=attempt.pk,
                voided_id=voided_id,
                learner_id=learner_id,
                partner_id=attempt.partner_id,
                course_key=attempt.course_key,
                score_before=before,
                score_after=attempt.score,
                given_at=timezone.now(),
            )
    return completion


def _waiting(voided: VoidedQuestion, learner_id: int | None = None) -> QuerySet[Attempt]:
    given = VoidedMark.objects.filter(attempt_id=OuterRef("pk"), voided_id=voided.pk)
    rows = Attempt.objects.filter(~Exists(given), activity_key=voided.activity_key)
    until = voided.voided_at + IN_FLIGHT
    rows = rows.filter(Q(finished_at__isnull=True, begun_at__lt=until) | Q(finished_at__lt=until))
    return rows if learner_id is None else rows.filter(learner_id=learner_id)


def _give(attempt: Attempt, language: str) -> CourseCompletion | None:
    if attempt.finished_at:
        return _raise_score(attempt, language)
    asking = asking_of(attempt)
    # What a whole quiz asks waits while the quiz is taken away for safety.
    if not asking.voided or asking.upcoming or attempt.activity_key in withdrawn().activities:
        return None
    return finish(attempt, asking, timezone.now(), language, is_by_voiding=True)


def _raise_score(attempt: Attempt, language: str) -> CourseCompletion | None:
    questions = questions_from_json(attempt.questions)
    ids = voided_ids(attempt.activity_key) & {question.id for question in questions}
    score = rounds.score(questions, attempt.standing, ids) if ids else None
    if score is None or (attempt.score is not None and score <= attempt.score):
        return None
    attempt.score = score
    Attempt.objects.filter(pk=attempt.pk).update(score=score)
    return complete_when_all_is_done(
        enrolment=attempt.enrolment,
        partner_id=attempt.enrolment.partner_id,
        language=language,
        is_by_voiding=True,
    )
