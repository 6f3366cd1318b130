"""Which roles one may give and end, and what a role opens and leaves shut: told by the same table that is asked."""

from dataclasses import dataclass

from partners.enums import PROGRAMME_ONLY_ROLES, PROGRAMME_ROLES, Ability, Role
from partners.models import Partner, StaffInvitation

from .abilities import abilities_of
from .access import Access, Who, access_list
from .places import Place, places_of

ROLES_OF_A_PARTNER = frozenset(Role) - PROGRAMME_ONLY_ROLES


@dataclass(frozen=True)
class Rights:
    """In words: what a person may do at a partner, what stays shut, which screens stand in the navigation."""

    may: list[str]
    may_not: list[str]
    screens: list[str]


def roles_to_give(place: Place, at: Partner) -> frozenset[Role]:
    """The roles that somebody acting in `place` may give and end at a partner.

    Managers look after their own partner; the programme's look after the programme, and after who manages a
    partner. Nobody makes an operator from a screen.
    """
    if at == place.partner:
        if not place.may(Ability.MANAGE_STAFF):
            return frozenset()
        return PROGRAMME_ROLES - {Role.OPERATOR} if at.is_programme else ROLES_OF_A_PARTNER
    if place.may(Ability.MANAGE_PARTNERS) and place.partner.is_programme:
        return frozenset({Role.MANAGER})
    return frozenset()


def may_give(user, *, role: Role, at: Partner) -> bool:
    """Whether somebody may give this role there today, from whichever of their places. One SQL."""
    return any(role in roles_to_give(place, at) for place in places_of(user))


def is_still_offered(invitation: StaffInvitation) -> bool:
    """Whoever sent it must still be somebody who may: what a manager sent on the way out opens nothing. One SQL."""
    by = invitation.invited_by
    return by is None or may_give(by, role=Role(invitation.role), at=invitation.partner)


def screens_of(place: Place) -> list[Access]:
    """The screens that stand in somebody's navigation at a partner. Those of people lead to the terms first."""
    return [
        entry
        for entry in access_list().values()
        if entry.label
        and entry.who is Who.PLACE
        and entry.is_after_leaving == place.has_left
        and (entry.ability is None or place.may_once_terms_are_accepted(entry.ability))
    ]


def what_may_be_seen(place: Place) -> Rights:
    """Everything that a role at such a partner could allow, parted by whether these roles do."""
    kinds = PROGRAMME_ROLES if place.partner.is_programme else ROLES_OF_A_PARTNER
    thinkable = [ability for ability in Ability if ability in abilities_of(kinds)]
    may = {ability for ability in thinkable if place.may_once_terms_are_accepted(ability)}
    return Rights(
        may=[str(ability.label) for ability in thinkable if ability in may],
        may_not=[str(ability.label) for ability in thinkable if ability not in may],
        screens=[str(entry.label) for entry in screens_of(place)],
    )
