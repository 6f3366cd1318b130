"""Answers that waited on a phone without a connection: stored once, as those given at once."""

from django.db import transaction

from learning.models import Attempt, Response

from .attempts import Answered, answer_question, set_aside_question


@transaction.atomic
def store_kept_answer(
    *,
    attempt_id: str,
    question_id: str,
    chosen: list[str] | None,
    version: int,
    idempotency_key: str,
    language: str,
) -> Answered:
    """As answer_question, or set_aside_question where `chosen` is None; raises as they do.

    `version` is what the phone knew. Where other questions were answered since, by another phone or by what waited
    before this, nothing has come between: it counts. Where its own question was answered meanwhile, it is stale.
    """
    attempt = Attempt.objects.select_for_update(of=("self",)).get(public_id=attempt_id)
    since = Response.objects.filter(attempt_id=attempt.pk, question_id=question_id, sequence__gt=version)
    # Its own first arrival stands among them: then it is a repetition, and answered as one.
    if 0 <= version < attempt.version and not since.exists():
        version = attempt.version
    act = {
        "attempt_id": attempt_id,
        "question_id": question_id,
        "version": version,
        "idempotency_key": idempotency_key,
        "language": language,
    }
    return set_aside_question(**act) if chosen is None else answer_question(chosen=chosen, **act)


def attempt_of_kept_answer(*, enrolment_id: int, activity_key, idempotency_key: str) -> Attempt | None:
    """Through the learner's door: the attempt that an answer belongs to which was given before any had begun.

    The one that holds it already, else the open one, else the last; None where the quiz was never begun.
    """
    own = Attempt.objects.filter(enrolment_id=enrolment_id, activity_key=activity_key)
    sent = Response.objects.filter(
        attempt__enrolment_id=enrolment_id,
        attempt__activity_key=activity_key,
        idempotency_key=idempotency_key,
    ).first()
    if sent:
        return own.get(pk=sent.attempt_id)
    return own.filter(finished_at__isnull=True).first() or own.order_by("-begun_at").first()
