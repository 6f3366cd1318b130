"""What is done once a day. Each is repeatable; one that fails does not keep the others from running."""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, TaskResultStatus
from wagtail.models import Revision

from accounts.domain import forget_old_codes, forget_old_sessions, forget_old_tries
from certificates.domain import remove_leftovers, remove_old_batches, settle_certificates
from learning.domain import forget_first_taps, give_all_marks, pass_on_sharing
from learning.domain.erasing import erase_what_is_due
from learning.domain.people import close_tablets
from letters.domain import forget_old_addresses
from partners.domain import keep_all_groups_in_step, remind_of_contacts
from partners.domain.erasure import forget_old_invitations

from .departures import close_departures
from .latecomers import carry_on_latecomers

logger = logging.getLogger(__name__)

KEPT_TASKS = timedelta(days=14)


def publish_what_is_due() -> int:
    """Wagtail's own command, which operators run every few minutes; here for those who have forgotten."""
    due = Revision.objects.filter(approved_go_live_at__lt=timezone.now()).count()
    call_command("publish_scheduled")
    return due


def forget_old_tasks() -> int:
    """What the task worker did, or was killed at, a fortnight ago: what came of it stands elsewhere."""
    done = DBTaskResult.objects.exclude(status=TaskResultStatus.READY)
    return done.filter(enqueued_at__lte=timezone.now() - KEPT_TASKS).delete()[0]


# In this order: what it is called → the verb, which returns how many it has dealt with.
DAILY: dict[str, Callable[[], int]] = {
    "contacts to be rung": remind_of_contacts,
    "learners whose time is over": partial(erase_what_is_due, settle=settle_certificates),
    "tablets whose day is over": close_tablets,
    "codes by e-mail of the day before": forget_old_codes,
    "counts of tries that are over": forget_old_tries,
    "sessions that are over": forget_old_sessions,
    "addresses of old letters": forget_old_addresses,
    "addresses of old invitations": forget_old_invitations,
    "partners whose groups are in step": keep_all_groups_in_step,
    "agreements passed to a legal successor": pass_on_sharing,
    "first taps forgotten": forget_first_taps,
    "marks of questions found wrong": give_all_marks,
    "half-written files removed": remove_leftovers,
    "batches of certificates deleted": remove_old_batches,
    "tasks of the worker forgotten": forget_old_tasks,
    "departures closed": close_departures,
    "partners whose latest learners follow": carry_on_latecomers,
    "pages and looks whose day has come": publish_what_is_due,
}


def run_daily() -> dict[str, int | None]:
    """The number of each; None for one that failed, which is logged."""
    done: dict[str, int | None] = {}
    for name, verb in DAILY.items():
        try:
            done[name] = verb()
        except Exception:
            logger.exception("Daily work failed: %s.", name)
            done[name] = None
    return done
