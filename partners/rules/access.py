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
    """Who may come to an address at all; `ability` narrows PLACE and EDITOR down."""

    EVERYBODY = "everybody"
    SIGNED_IN = "signed in"
    # Somebody with a role today, or the operator.
    STAFF = "staff"
    # Somebody with a role today at the partner that the address names, and the ability asked for.
    PLACE = "place"
    # On Wagtail's screens: somebody whose role lets them edit, acting for one partner; or the operator.
    EDITOR = "editor"
    OPERATOR = "operator"
    NOBODY = "nobody"


class Argument(StrEnum):
    """What the guard makes of an address's arguments before the view sees them."""

    NONE = "none"
    # `slug` is a partner the person has a role at; every other answers 404.
    PARTNER = "partner"


class Reach(StrEnum):
    """Whose an object may be that an address names; every other answers 404."""

    # The acting partner's, or a page of another's that waits for this person's approval.
    OWN = "own"
    # The acting partner's and nothing that is lent: what leads to more than the one page.
    KEPT = "kept"
    # The acting partner's, or what all partners share.
    SHARED = "shared"
    # A page of the acting partner's, or one on the way down to them.
    ABOVE = "above"


class Where(StrEnum):
    PATH = "path"
    QUERY = "query"
    FORM = "form"


@dataclass(frozen=True)
class Names:
    """An argument that names an object. `noun` says of what kind (partners.rules.reach)."""

    argument: str
    noun: str
    reach: Reach = Reach.OWN
    where: Where = Where.PATH


@dataclass(frozen=True)
class Access:
    """`name` is the name of the address with its namespace, or the view's path where it has none.

    `label`: how the address is called in the navigation of staff; without one it does not stand there.
    `right`: what Wagtail must allow with the page that the address names, as its permission tester calls it.
    `is_written_down`: whether an operator's use of it makes an audit entry; what a screen fetches by itself
    does not.
    `is_after_leaving`: stands in the navigation of a partner that has left; the others in that of one that has not.
    """

    name: str
    who: Who
    methods: tuple[str, ...] = ("GET",)
    ability: Ability | None = None
    argument: Argument | str = Argument.NONE
    label: object = ""
    names: tuple[Names, ...] = ()
    right: str = ""
    is_written_down: bool = True
    is_after_leaving: bool = False

    def allows_method(self, method: str) -> bool:
        """HEAD and OPTIONS go with GET; they change nothing."""
        return method in self.methods or ("GET" in self.methods and method in ("HEAD", "OPTIONS"))


def public(name: str, *methods: str) -> Access:
    return Access(name, Who.EVERYBODY, methods or ("GET",))


def in_place(
    name: str, ability: Ability | None, *methods: str, label: object = "", is_after_leaving: bool = False
) -> Access:
    """A screen at /staff/<slug>/…: 404 for whoever has no role there, 403 for one without the ability."""
    return Access(
        name,
        Who.PLACE,
        methods or ("GET",),
        ability,
        Argument.PARTNER,
        label,
        is_after_leaving=is_after_leaving,
    )


def nobody(*names: str) -> list[Access]:
    """Addresses of a library that are not for anybody here: 404."""
    return [Access(name, Who.NOBODY, ()) for name in names]


def for_operator(*names: str) -> list[Access]:
    """Addresses that only the operator may use, and every use is written down; 404 for everybody else."""
    return [Access(name, Who.OPERATOR, ("GET", "POST", "PUT", "DELETE")) for name in names]


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
    return access_list().get(match.view_name)
