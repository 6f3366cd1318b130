"""What is done once a day. Each is repeatable; one that fails does not keep the others from running."""

import logging
from collections.abc import Callable

from learning.domain import pass_on_sharing
from learning.domain.erasing import erase_what_is_due
from partners.domain import keep_all_groups_in_step, remind_of_contacts

from .departures import close_departures

logger = logging.getLogger(__name__)

# In this order: what it is called → the verb, which returns how many it has dealt with.
DAILY: dict[str, Callable[[], int]] = {
    "contacts to be rung": remind_of_contacts,
    "learners whose time is over": erase_what_is_due,
    "partners whose groups are in step": keep_all_groups_in_step,
    "agreements passed to a legal successor": pass_on_sharing,
    "departures closed": close_departures,
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
