"""Begins a learner."""

import secrets

from django.db import transaction
from django.utils import timezone

from learning.models import DeviceToken, Learner
from learning.queries.people import token_hash
from partners.scoping import for_learner


@transaction.atomic
def begin_as_guest(*, language: str) -> tuple[Learner, str]:
    """A real learner with nothing but a language, and the token for this phone's cookie (256 bits, not stored)."""
    learner = Learner.objects.create(language=language, last_visit_on=timezone.localdate())
    token = secrets.token_urlsafe(32)
    DeviceToken.objects.create(learner=learner, token_hash=token_hash(token))
    return learner, token


def note_visit(*, learner: Learner) -> None:
    """Keeps the date of the last visit, from which unclaimed work is kept; written once a day at most.

    Through the learner's door.
    """
    today = timezone.localdate()
    if learner.last_visit_on != today:
        Learner.objects.filter(pk=learner.pk).update(last_visit_on=today)
        learner.last_visit_on = today


@transaction.atomic
def close_phone(*, learner_id: int, token: str) -> None:
    """This phone opens the work no more; other phones and the code still do. Twice is once."""
    with for_learner(learner_id):
        rows = DeviceToken.objects.filter(token_hash=token_hash(token), closed_at__isnull=True)
        rows.update(closed_at=timezone.now())
