"""Begins a learner."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from learning.models import DeviceToken, Learner
from learning.queries.people import token_hash
from partners.scoping import Exemption, for_learner, past_the_doors


@transaction.atomic
def begin_as_guest(*, language: str, is_on_tablet: bool = False) -> tuple[Learner, str]:
    """A real learner with nothing but a language, and the token for this phone's cookie (256 bits, not stored)."""
    learner = Learner.objects.create(language=language, last_visit_on=timezone.localdate())
    token = secrets.token_urlsafe(32)
    DeviceToken.objects.create(learner=learner, token_hash=token_hash(token), is_on_tablet=is_on_tablet)
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


def close_tablets() -> int:
    """Once a day: nobody carries on by what a shared tablet held a day ago. Returns how many."""
    with past_the_doors(Exemption.DEVICE):
        rows = DeviceToken.objects.filter(is_on_tablet=True, closed_at__isnull=True)
        return rows.filter(made_at__lt=timezone.now() - timedelta(days=1)).update(closed_at=timezone.now())
