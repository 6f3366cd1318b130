"""Begins an attempt and stores its answers: once each, whatever a phone sends twice."""

import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.queries import Question, QuizContent, questions_from_json, voided_ids, withdrawn
from learning.models import Attempt, CourseCompletion, Enrolment, Response

from . import rounds
from .asking import Asking, asking_of
from .completion import complete_activity, complete_when_all_is_done
from .enrolment import ensure_enrolment
from .errors import QuestionVoided, QuestionWithdrawn, StaleAnswer, UnknownChoice
from .marking import mark


@dataclass(frozen=True)
class Answered:
    """What one answer led to. `completion`: the course's, if this answer brought it about, now or when it first
    came. `is_stored` is False where the question is asked no more (taken away for safety, or found wrong): the act
    may still have finished the attempt.
    """

    attempt: Attempt
    sequence: int
    completion: CourseCompletion | None = None
    is_stored: bool = True


@transaction.atomic
def start_attempt(
    *,
    learner_id: int,
    course_key: UUID,
    activity_key: UUID,
    edition_id: int,
    partner_id: int,
    course_address: str,
    quiz: QuizContent,
    after: str | None = None,
) -> Attempt:
    """The open attempt on a quiz, begun now with the questions as they stand if there is none.

    `after`: the public id of the last one that was finished when the page was made, or "". Where another has been
    finished since, that one comes back: a page that is sent again does not begin the quiz again.
    """
    enrolment = ensure_enrolment(
        learner_id=learner_id,
        course_key=course_key,
        edition_id=edition_id,
        partner_id=partner_id,
        course_address=course_address,
    )
    begun = Attempt.objects.filter(
        enrolment_id=enrolment.pk, activity_key=activity_key, finished_at__isnull=True
    )
    if found := begun.first() or _finished_since(after, enrolment.pk, activity_key):
        return found
    try:
        with transaction.atomic():
            return _begin(enrolment, activity_key, partner_id, course_address, quiz)
    except IntegrityError:
        return begun.get()


def _begin(
    enrolment: Enrolment, activity_key: UUID, partner_id: int, course_address: str, quiz: QuizContent
) -> Attempt:
    return Attempt.objects.create(
        enrolment_id=enrolment.pk,
        learner_id=enrolment.learner_id,
        partner_id=partner_id,
        course_key=enrolment.course_key,
        activity_key=activity_key,
        edition_id=enrolment.edition_id,
        course_address=course_address,
        questions=[question.to_json() for question in as_asked(quiz.questions)],
        pass_mark=quiz.pass_mark,
        begun_at=timezone.now(),
    )


def _finished_since(after: str | None, enrolment_id: int, activity_key: UUID) -> Attempt | None:
    if after is None:
        return None
    finished = Attempt.objects.filter(
        enrolment_id=enrolment_id, activity_key=activity_key, finished_at__isnull=False
    )
    last = finished.order_by("finished_at", "pk").last()
    return last if last and last.public_id != after else None


def as_asked(questions: Sequence[Question]) -> list[Question]:
    """Shuffled where the author allows; the order is then kept with the attempt."""
    shuffler = random.Random(secrets.randbits(64))  # noqa: S311 - an order, not a secret
    return [
        replace(question, choices=tuple(shuffler.sample(question.choices, len(question.choices))))
        if question.is_shuffled
        else question
        for question in questions
    ]


@transaction.atomic
def answer_question(
    *,
    attempt_id: str,
    question_id: str,
    chosen: list[str],
    version: int,
    idempotency_key: str,
    language: str,
) -> Answered:
    """Stores an answer as given and marks it; through the learner's door.

    The same key again is the same reply. Raises Attempt.DoesNotExist, NoChoice, UnknownChoice (also for a
    question not of this attempt), StaleAnswer when `version` is not the stored one or the question is settled,
    QuestionWithdrawn or QuestionVoided when it is asked no more and others are.
    """
    attempt = _locked(attempt_id)
    before = _replayed(attempt, idempotency_key, version, question_id, sorted(set(chosen)))
    if replayed := before or _passed_by(attempt, question_id, language):
        return replayed
    question = _asked(attempt, question_id)
    is_right = mark(question, chosen)
    standing = rounds.after_answer(attempt.standing, question_id, is_right=is_right)
    return _store(
        attempt, question_id, standing, sorted(set(chosen)), is_right, False, idempotency_key, language
    )


@transaction.atomic
def set_aside_question(
    *, attempt_id: str, question_id: str, version: int, idempotency_key: str, language: str
) -> Answered:
    """Takes a question out of this attempt; it leaves the sum. Raises as answer_question does."""
    attempt = _locked(attempt_id)
    before = _replayed(attempt, idempotency_key, version, question_id, [])
    if replayed := before or _passed_by(attempt, question_id, language):
        return replayed
    _asked(attempt, question_id)
    standing = rounds.after_set_aside(attempt.standing, question_id)
    return _store(attempt, question_id, standing, [], False, True, idempotency_key, language)


@transaction.atomic
def carry_on_attempt(*, attempt_id: str, language: str) -> Answered:
    """Finishes an attempt of which nothing is left to ask, since the rest is taken away for safety or found wrong.

    Where the whole quiz is, it stays as it is until the quiz is back; the course may be complete without it.
    Doing it again, or where something is left to ask, changes nothing. Raises Attempt.DoesNotExist.
    """
    attempt = _locked(attempt_id)
    return Answered(
        attempt=attempt, sequence=attempt.version, completion=_go_on(attempt, language), is_stored=False
    )


def _passed_by(attempt: Attempt, question_id: str, language: str) -> Answered | None:
    """An answer to what was taken away, or found wrong, while the page was open; None for every other question."""
    asking, own = asking_of(attempt), {row["id"] for row in attempt.questions}
    if attempt.finished_at or question_id not in own - {row.id for row in asking.asked}:
        return None
    if asking.upcoming:
        raise QuestionVoided if question_id in voided_ids(attempt.activity_key) else QuestionWithdrawn
    return Answered(
        attempt=attempt, sequence=attempt.version, completion=_go_on(attempt, language), is_stored=False
    )


def _go_on(attempt: Attempt, language: str) -> CourseCompletion | None:
    """What is left once something was taken away; returns the course's completion if this brought it about."""
    if attempt.activity_key in withdrawn().activities:
        return complete_when_all_is_done(
            enrolment=attempt.enrolment, partner_id=attempt.partner_id, language=language
        )
    asking = asking_of(attempt)
    if attempt.finished_at:
        return _brought_about_by(attempt)
    if asking.upcoming:
        return None
    return finish(attempt, asking, timezone.now(), language)


def finish(
    attempt: Attempt, asking: Asking, now: datetime, language: str, *, is_by_voiding: bool = False, **changes
) -> CourseCompletion | None:
    """Within a transaction that has locked the attempt and its enrolment; `changes` are stored with it."""
    attempt.finished_at, attempt.score = now, asking.score
    changes |= {"finished_at": now, "score": attempt.score}
    Attempt.objects.filter(pk=attempt.pk).update(**changes)
    return complete_activity(
        enrolment=attempt.enrolment,
        activity_key=attempt.activity_key,
        partner_id=attempt.partner_id,
        language=language,
        at=now,
        is_by_voiding=is_by_voiding,
    )


def _locked(attempt_id: str) -> Attempt:
    """Locks the enrolment too: two last activities on two phones must see each other."""
    rows = Attempt.objects.select_related("enrolment").select_for_update(of=("self", "enrolment"))
    return rows.get(public_id=attempt_id)


def _replayed(
    attempt: Attempt, idempotency_key: str, version: int, question_id: str, chosen: list[str]
) -> Answered | None:
    """A form that was sent before carries an older version; only then is its key looked up.

    The same key with something else on the form is a second answer, and the first one counts.
    """
    if version == attempt.version:
        return None
    before = Response.objects.filter(attempt_id=attempt.pk, idempotency_key=idempotency_key).first()
    if before is None or (before.question_id, before.choice_ids) != (question_id, chosen):
        raise StaleAnswer
    is_last = before.sequence == attempt.version
    return Answered(
        attempt=attempt,
        sequence=before.sequence,
        completion=_brought_about_by(attempt) if is_last else None,
    )


def _brought_about_by(attempt: Attempt) -> CourseCompletion | None:
    """The completion that the end of this attempt brought about: both bear the same time."""
    if attempt.finished_at is None:
        return None
    rows = CourseCompletion.objects.filter(enrolment_id=attempt.enrolment_id)
    return rows.filter(completed_at=attempt.finished_at).first()


def _asked(attempt: Attempt, question_id: str) -> Question:
    if attempt.finished_at or rounds.is_settled(attempt.standing, question_id):
        raise StaleAnswer
    for question in questions_from_json(attempt.questions):
        if question.id == question_id:
            return question
    raise UnknownChoice


def _store(
    attempt: Attempt,
    question_id: str,
    standing: rounds.Standing,
    chosen: list[str],
    is_right: bool,
    is_set_aside: bool,
    idempotency_key: str,
    language: str,
) -> Answered:
    now = timezone.now()
    attempt.version, attempt.standing = attempt.version + 1, standing
    _keep(
        attempt,
        question_id=question_id,
        choice_ids=chosen,
        is_right=is_right,
        is_set_aside=is_set_aside,
        idempotency_key=idempotency_key,
        answered_at=now,
    )
    asking = asking_of(attempt)
    changes = {"version": attempt.version, "standing": standing}
    completion = None
    if asking.upcoming is None:
        completion = finish(attempt, asking, now, language, **changes)
    else:
        Attempt.objects.filter(pk=attempt.pk).update(**changes)
    return Answered(attempt=attempt, sequence=attempt.version, completion=completion)


def _keep(attempt: Attempt, **answer) -> None:
    try:
        Response.objects.create(
            attempt_id=attempt.pk,
            learner_id=attempt.learner_id,
            partner_id=attempt.partner_id,
            course_key=attempt.course_key,
            sequence=attempt.version,
            **answer,
        )
    except IntegrityError as error:
        # A key that an earlier answer came with, on a form of today: only a forged form does so.
        raise StaleAnswer from error
