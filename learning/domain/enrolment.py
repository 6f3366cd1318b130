"""Begins a course."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from learning.models import Attempt, Enrolment, Learner
from learning.queries.people import is_joined

from .errors import WorkJoined


def ensure_enrolment(
    *, learner_id: int, course_key, edition_id: int, partner_id: int, course_address: str
) -> Enrolment:
    """The learner's open enrolment on a course, begun now if there is none; through the learner's door.

    One already open keeps its edition and the partner it was begun with. Runs inside the transaction of
    the act that begins it; the row is locked until that act is stored. Raises WorkJoined.
    """
    found = _locked(course_key)
    if found is None:
        _look_whose(learner_id)
        try:
            with transaction.atomic():
                return Enrolment.objects.create(
                    learner_id=learner_id,
                    partner_id=partner_id,
                    course_key=course_key,
                    edition_id=edition_id,
                    course_address=course_address,
                    begun_at=timezone.now(),
                )
        except IntegrityError:
            # The other of two first taps was quicker.
            found = _locked(course_key)
    return found


def lock_people(*, learner_ids) -> None:
    """The first lock of every verb that changes several records of a person; within its transaction and door.

    Of two such verbs one waits for the other before it holds anything. An act that is stored waits for none of them
    here, nor they for it: it names its learner, and changes nothing of theirs (PostgreSQL: FOR NO KEY UPDATE).
    `learner_ids`: keys, or a query for them.
    """
    rows = Learner.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=learner_ids)
    list(rows.order_by("pk").values_list("pk"))


def lock_me() -> None:
    """The same through the learner's own door, which shows nobody else."""
    list(Learner.objects.select_for_update(of=("self",), no_key=True).values_list("pk"))


def lock_work(*, learner_ids) -> None:
    """These people, and all their sittings and courses, for a verb that changes several at once.

    Acts lock in the same order, the sitting and then its enrolment: so that two never wait for each other.
    """
    lock_people(learner_ids=learner_ids)
    for model in (Attempt, Enrolment):
        rows = model.objects.select_for_update(of=("self",)).filter(learner_id__in=learner_ids)
        list(rows.order_by("pk").only("pk"))


def _look_whose(learner_id: int) -> None:
    """Nothing is begun for somebody whose work was joined to another's after the request had found them: nobody
    would find it again. A merger locks its learners first; whoever comes while it runs waits here.
    """
    lock_people(learner_ids=[learner_id])
    if is_joined(learner_id):
        raise WorkJoined


def _locked(course_key) -> Enrolment | None:
    rows = Enrolment.objects.filter(course_key=course_key, closed_at__isnull=True)
    return rows.select_for_update(of=("self",)).first()
