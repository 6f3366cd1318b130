"""Two first taps of one browser begin one learner: on a slow line a thumb is quicker than the cookie."""

import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from learning.models import DeviceToken, FirstTap, Learner
from learning.queries.people import token_hash
from partners.scoping import Exemption, past_the_doors

from .people import begin_as_guest

# Longer than a thumb needs, shorter than handing the phone to somebody else.
WITHIN = timedelta(seconds=15)


@transaction.atomic
def begin_once(*, browser_key: str, **begin) -> tuple[Learner, str]:
    """As begin_as_guest does with `begin`; where the same browser has begun somebody in the last seconds, that
    learner, with a token of its own: whichever answer comes last, its cookie opens the same work.

    `browser_key` names a browser before its first tap, and can be guessed by nobody; "" where nothing does.
    """
    if not browser_key:
        return begin_as_guest(**begin)
    if learner := begun_just_now(browser_key):
        return learner, _another_token(learner, begin)
    try:
        with transaction.atomic():
            learner, token = begin_as_guest(**begin)
            note_tap(browser_key=browser_key, learner=learner)
    except IntegrityError:
        # The other of the two was quicker.
        learner = begun_just_now(browser_key)
        return (learner, _another_token(learner, begin)) if learner else begin_as_guest(**begin)
    return learner, token


def begun_just_now(browser_key: str) -> Learner | None:
    """Whom this browser has begun in the last seconds. An older one makes way: it may begin somebody else by now."""
    with past_the_doors(Exemption.DEVICE):
        rows = FirstTap.objects.filter(browser_key=browser_key)
        rows.filter(made_at__lt=timezone.now() - WITHIN).delete()
        found = rows.filter(learner__erased_at__isnull=True, learner__removal_asked_at__isnull=True)
        tap = found.select_related("learner").first()
    return tap.learner if tap else None


def note_tap(*, browser_key: str, learner: Learner) -> None:
    """Within the transaction and door of the act. Raises IntegrityError where the other of two was quicker."""
    FirstTap.objects.create(browser_key=browser_key, learner=learner, made_at=timezone.now())


def forget_first_taps() -> int:
    """Once a day: what a cookie has long taken the place of. Returns how many."""
    with past_the_doors(Exemption.DEVICE):
        return FirstTap.objects.filter(made_at__lt=timezone.now() - WITHIN).delete()[0]


def _another_token(learner: Learner, begin: dict) -> str:
    token = secrets.token_urlsafe(32)
    device = {name: value for name, value in begin.items() if name != "language"}
    DeviceToken.objects.create(learner=learner, token_hash=token_hash(token), **device)
    return token
