"""The two doors to learner records, and the short list of those who need neither.

Exactly one is open at a time; opening a second inside it is an error in the code.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum

from django_scopes import scope
from django_scopes.exceptions import ScopeError

from partners.managers import Door, open_door


class Exemption(StrEnum):
    """Named exceptions; each has a test, and no other place may look past the doors."""

    DEVICE = "finding whose phone this is"
    CLAIM = "finding whose work a code opens"
    CERTIFICATE_CHECK = "the public check of a certificate"
    CERTIFICATE_PDF = "drawing a certificate in the task worker"
    MERGE = "merging two learners or two partners"
    ERASURE = "erasing what is past its date"
    PROGRAMME_COUNTS = "the programme's counts"
    VOIDING = "giving everybody the mark of a question that was found wrong"
    PUBLISH_COUNTS = "the counts of the publish panel"


@contextmanager
def _opened(door: Door) -> Iterator[None]:
    if open_door() is not None:
        raise ScopeError("Another door is open already.")
    with scope(door=door):
        yield


def door_condition(alias: str) -> tuple[str, list[int]]:
    """The open door as SQL for a joined record table: a condition that starts with AND, and its parameters.

    For the few places that write SQL by hand; without an open door it raises ScopeError.
    """
    door = open_door()
    if door is None:
        raise ScopeError("Records were counted without an open door.")
    if door.partner_ids is None:
        return ("", []) if door.learner_id is None else (f"AND {alias}.learner_id = %s", [door.learner_id])
    if not door.partner_ids:
        return "AND 1 = 0", []
    marks = ", ".join(["%s"] * len(door.partner_ids))
    return f"AND {alias}.partner_id IN ({marks})", list(door.partner_ids)


def for_partners(partner_ids: Iterable[int]):
    """Staff screens: rows of these partners. An empty list shows nothing and is no error."""
    return _opened(Door(partner_ids=tuple(partner_ids)))


def for_learner(learner_id: int):
    """One's own rows. Raises ScopeError without a learner: nothing is ever shown "for nobody"."""
    if learner_id is None:
        raise ScopeError("A learner's door needs a learner.")
    return _opened(Door(learner_id=learner_id))


def past_the_doors(reason: Exemption):
    """All rows, for one of the named reasons."""
    return _opened(Door(reason=reason.value))
