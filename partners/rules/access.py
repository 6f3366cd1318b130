"""The access list: every address, with the methods it takes and who may use it. Not on it is not there.

Each app says in its `urls` who may use its addresses; `config.access` puts the whole list together.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from partners.enums import Ability


class Who(StrEnum):
    """Who may come to an address at all; `ability` narrows PLACE down."""

    EVERYBODY = "everybody"
    SIGNED_IN = "signed in"
    # Somebody with a role today, or the operator.
    STAFF = "staff"
    # Somebody with a role today at the partner that the address names, and the ability asked for.
    PLACE = "place"
    # On Wagtail's screens: somebody whose role lets them edit, or the operator.
    EDITOR = "editor"
    OPERATOR = "operator"
    NOBODY = "nobody"


class Argument(StrEnum):
    """What the guard makes of an address's arguments before the view sees them."""

    NONE = "none"
    # `slug` is a partner the person has a role at; every other answers 404.
    PARTNER = "partner"


@dataclass(frozen=True)
class Access:
    """`name` is the name of the address with its namespace, or the view's path where it has none.

    `label`: how the address is called in the navigation of staff; without one it does not stand there.
    """

    name: str
    who: Who
    methods: tuple[str, ...] = ("GET",)
    ability: Ability | None = None
    argument: Argument | str = Argument.NONE
    label: object = ""

    def allows_method(self, method: str) -> bool:
        """HEAD and OPTIONS go with GET; they change nothing."""
        return method in self.methods or ("GET" in self.methods and method in ("HEAD", "OPTIONS"))


def public(name: str, *methods: str) -> Access:
    return Access(name, Who.EVERYBODY, methods or ("GET",))


def in_place(name: str, ability: Ability | None, *methods: str, label: object = "") -> Access:
    """A screen at /staff/<slug>/…: 404 for whoever has no role there, 403 for one without the ability."""
    return Access(name, Who.PLACE, methods or ("GET",), ability, Argument.PARTNER, label)


@cache
def access_list() -> dict[str, Access]:
    """The whole list, by name. An address listed twice is an error in the code."""
    entries = import_string(settings.ACCESS_LIST)
    found = {entry.name: entry for entry in entries}
    if len(found) != len(entries):
        raise ValueError("An address stands twice in the access list.")
    return found


def entry_for(match) -> Access | None:
    """The entry for a resolved address; None for one that is not on the list."""
    entries = access_list()
    return entries.get(match.view_name) or entries.get(match._func_path)
