"""Which role may do what. The only table of it: screens, guards and the page about a person ask here."""

from collections.abc import Iterable

from partners.enums import Ability, Role

ABILITIES: dict[Role, frozenset[Ability]] = {
    Role.TRAINER: frozenset({Ability.WRITE}),
    Role.APPROVER: frozenset({Ability.PUBLISH, Ability.APPROVE_BRAND, Ability.WITHDRAW, Ability.ADOPT}),
    Role.COMMUNICATIONS: frozenset({Ability.WRITE, Ability.BRAND, Ability.POSTERS}),
    Role.COORDINATOR: frozenset(
        {
            Ability.SEE_COUNTS,
            Ability.SEE_PEOPLE,
            Ability.HAND_OUT_CODES,
            Ability.SET_TABLETS,
            Ability.POSTERS,
        }
    ),
    Role.WORKSHOP_HOST: frozenset({Ability.KEEP_REGISTER}),
    Role.MANAGER: frozenset(
        {
            Ability.MANAGE_STAFF,
            Ability.MANAGE_CONTACTS,
            Ability.MANAGE_SETTINGS,
            Ability.READ_AUDIT,
            Ability.ADOPT,
            Ability.SET_TABLETS,
            Ability.SEE_COUNTS,
            Ability.POSTERS,
        }
    ),
    Role.PROGRAMME_ANALYST: frozenset({Ability.SEE_PROGRAMME_COUNTS}),
    Role.PROGRAMME_MANAGER: frozenset(
        {
            Ability.MANAGE_PARTNERS,
            # Which courses are offered to all.
            Ability.ADOPT,
            Ability.MANAGE_STAFF,
            Ability.MANAGE_CONTACTS,
            Ability.MANAGE_SETTINGS,
            Ability.READ_AUDIT,
            Ability.SEE_PROGRAMME_COUNTS,
            # Those of a partner that has left are the programme's to end.
            Ability.SET_TABLETS,
        }
    ),
    Role.OPERATOR: frozenset({Ability.OPERATE}),
}


def abilities_of(roles: Iterable[Role]) -> frozenset[Ability]:
    """All that these roles allow together."""
    return frozenset().union(*(ABILITIES[role] for role in roles))
