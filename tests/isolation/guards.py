"""The guards that can be taken out one by one, and for each what is asked to see whether it is missed."""

import importlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from unittest.mock import patch

from django.db.models import QuerySet

from partners.middleware import guards as at_the_door
from partners.rules import Who, access_list, reach
from partners.rules.access import Reach
from partners.rules.acting import scope_of

from .asking import Asking
from .walk import Request

Requests = Callable[[Asking], Iterable[Request]]
# What a direct look finds wrong; empty where all is well.
Look = Callable[[Asking], str]


@dataclass(frozen=True)
class Guard:
    """`out`: while it is open, the guard is gone. Asked as `person`, or looked at directly."""

    name: str
    out: Callable[[], AbstractContextManager]
    person: str = ""
    requests: Requests | None = None
    look: Look | None = None


def _out_of(guards: dict, name: str, instead=lambda _given: None):
    return lambda: patch.dict(guards, {name: instead})


def at_the_gate() -> Iterator[Guard]:
    """Those of partners.middleware.guards; one that nobody says anything about here is found by a test."""
    for name, (person, requests) in AT_THE_DOOR.items():
        for title, guards in (
            ("at the gate", at_the_door.AT_THE_GATE),
            ("inside", at_the_door.INSIDE),
            ("outside", at_the_door.OUTSIDE),
        ):
            if name in guards:
                asked = _sent_where_nothing_is_taken if title == "outside" else requests
                yield Guard(f"{title}: {name}", _out_of(guards, name), person, asked)


def _unlisted(asking: Asking) -> Iterator[Request]:
    """The site lists every address, so one is taken off the list."""
    entries = {name: entry for name, entry in access_list().items() if name != "dashboards:board"}
    with patch("partners.rules.access.access_list", lambda: entries):
        yield from asking.at("dashboards:board", "alder")


def _sent_where_nothing_is_taken(asking: Asking) -> Iterator[Request]:
    for name in ("healthz", "certificate-check-code", "partners:section-privacy"):
        yield from asking.at(name, "alder", method="POST")
        yield from asking.at(name, method="POST")


AT_THE_DOOR: dict[str, tuple[str, Requests]] = {
    "listed": ("coordinator", _unlisted),
    "meant_for_somebody": ("trainer", lambda asking: asking.at("wagtailusers_users:index")),
    "signed_in": ("anonymous", lambda asking: asking.at("dashboards:board", "alder")),
    "operator_only": ("trainer", lambda asking: asking.at("wagtailadmin_workflows:index")),
    "role_of_today": ("signed-in learner", lambda asking: asking.of(Who.STAFF)),
    "place_of_the_address": ("coordinator", lambda asking: asking.at("dashboards:board", "birch")),
    "one_desk": ("coordinator", lambda asking: asking.at("wagtailadmin_home")),
    "ability": ("trainer", lambda asking: asking.at("dashboards:board", "alder")),
    "method": (
        "trainer",
        lambda asking: asking.at("wagtailadmin_pages:confirm_workflow_cancellation", "alder", method="POST"),
    ),
    "reach": ("trainer", lambda asking: asking.at("wagtailadmin_pages:history", "birch")),
    "sight": ("trainer", lambda asking: asking.at("wagtailadmin_choose_page_search", query="q=zebrafinch")),
    "right": (
        "trainer",
        lambda asking: asking.at("wagtailadmin_pages:delete", "alder", number=1, only=frozenset({403})),
    ),
    "known_bulk_action": (
        "trainer",
        lambda asking: asking.in_bulk("alder", "add_tags", only=NOT_THERE),
    ),
    "chooser_opens_at_home": (
        "trainer",
        lambda asking: asking.at("wagtailadmin_choose_page", only=frozenset({302})),
    ),
    "task_right": (
        "trainer",
        lambda asking: asking.at(
            "wagtailadmin_pages:workflow_action", "alder", number=0, only=frozenset({403})
        ),
    ),
    "written_down": ("operator", lambda asking: asking.used_by_operator()),
}


def nouns() -> Iterator[Guard]:
    """The rule for every noun that an address of Wagtail's can name."""
    for noun, requests in NOUNS.items():
        yield Guard(f"reach: {noun}", _lets_pass(noun), "trainer", requests)
    # Wagtail does not find these either; the rule is looked at by itself.
    for noun, thing in LOOKED_AT.items():
        yield Guard(f"reach: {noun}", _lets_pass(noun), look=partial(_passes, noun, thing))


def _lets_pass(noun: str) -> Callable[[], AbstractContextManager]:
    return _out_of(reach.REACH, noun, lambda _asked: True)


def _asked(asking: Asking, value: object, **arguments) -> reach.Asked:
    """As a trainer of Alder's, beside a page of one's own."""
    person = asking.everybody["trainer"]
    return reach.Asked(
        value=value,
        reach=Reach.OWN,
        scope=scope_of(person.places["alder"]),
        user=person.user,
        arguments={"page_id": asking.thing("alder", "page"), **arguments},
        query={},
    )


def _passes(noun: str, thing: str, asking: Asking) -> str:
    asked = _asked(asking, asking.thing("birch", thing), app_label="wagtailcore", model_name="page")
    return f"lets the {noun} of birch pass" if reach.REACH[noun](asked) else ""


NOT_THERE = frozenset({404})
NOUNS: dict[str, Requests] = {
    "page": lambda asking: asking.at("wagtailadmin_pages:move_confirm", "birch"),
    "collection": lambda asking: asking.at(
        "wagtailimages:index", query=f"collection_id={asking.thing('birch', 'collection')}", only=NOT_THERE
    ),
    "task": lambda asking: asking.at("wagtailadmin_pages:workflow_preview", "alder", "birch"),
    "task_state": lambda asking: asking.at("wagtailadmin_pages:workflow_action", "alder", "birch"),
    "editing_session": lambda asking: asking.at(
        "wagtailadmin_editing_sessions:release", "birch", method="POST", only=NOT_THERE
    ),
    "original": lambda asking: asking.at("media-original", "birch", only=NOT_THERE),
    "bulk_parent": lambda asking: asking.in_bulk(
        "alder", "move", query=f"childOf={asking.thing('birch', 'page')}", only=NOT_THERE
    ),
    "bulk_object": lambda asking: asking.in_bulk("birch", "move"),
}
# Noun → what stands for it.
LOOKED_AT = {
    "image": "image",
    "document": "document",
    "upload": "upload",
    "revision": "revision",
    "workflow_state": "workflow_state",
    "edited": "page",
}


def _loosely(given, *args, **filters):
    """As get_object_or_404, but whosever it is."""
    model = given if isinstance(given, type) else given.model
    kept = {name: value for name, value in filters.items() if name not in ("partner", "role__in")}
    return QuerySet(model).filter(**kept).first()


@contextmanager
def _loose(module: str):
    with patch.object(importlib.import_module(module), "get_object_or_404", _loosely):
        yield


def look_ups() -> Iterator[Guard]:
    """Screens of staff that look an object up: without the partner, they would show anybody's."""
    for module, (person, requests) in LOOK_UPS.items():
        yield Guard(f"look-up: {module}", lambda module=module: _loose(module), person, requests)


LOOK_UPS: dict[str, tuple[str, Requests]] = {
    "partners.views.people": ("manager", lambda asking: asking.at("partners:end-role", "alder", "birch")),
    "partners.views.contacts": ("manager", lambda asking: asking.at("partners:contact", "alder", "birch")),
    "dashboards.views.own_parts": (
        "approver",
        lambda asking: asking.parted("dashboards:place-own-part", course="alder", part="birch"),
    ),
}
