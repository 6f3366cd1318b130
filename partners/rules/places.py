"""May she? Asked with the roles a person holds today; each answer is for one partner."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from partners.conf import TERMS_VERSION
from partners.enums import ABILITIES_OVER_PEOPLE, EDITING_ROLES, Ability, Role
from partners.models import Membership, Partner, TermsAcceptance

from .abilities import abilities_of

# Whoever sees people may take the export of a partner that has left; nobody does anything else there.
LEFT_TO_DO = frozenset({Ability.SEE_PEOPLE})


@dataclass(frozen=True)
class Place:
    """One person's roles at one partner."""

    partner: Partner
    roles: frozenset[Role]
    # Whether the present version of the terms for those who see people was accepted, for this partner.
    has_accepted_terms: bool = False

    @property
    def abilities(self) -> frozenset[Ability]:
        """At a partner that has left, what its export needs is all that is left."""
        held = abilities_of(self.roles)
        return held & LEFT_TO_DO if self.has_left else held

    @property
    def has_left(self) -> bool:
        return self.partner.left_on is not None and self.partner.left_on <= timezone.localdate()

    def may(self, ability: Ability) -> bool:
        """Nobody sees people before they accepted the terms; the programme never does, whatever a row says."""
        if ability in ABILITIES_OVER_PEOPLE and not self.has_accepted_terms:
            return False
        return self.may_once_terms_are_accepted(ability)

    def may_once_terms_are_accepted(self, ability: Ability) -> bool:
        """While a partner has sharing off, no names are shown at all."""
        if self.partner.is_programme and ability in ABILITIES_OVER_PEOPLE:
            return False
        if ability is Ability.SEE_PEOPLE and not self.partner.is_sharing_on:
            return False
        return ability in self.abilities

    @property
    def awaits_terms(self) -> bool:
        """Has a role that sees people, and has not accepted the terms yet."""
        return not self.has_accepted_terms and any(
            map(self.may_once_terms_are_accepted, ABILITIES_OVER_PEOPLE)
        )

    @property
    def may_see_people(self) -> bool:
        return self.may(Ability.SEE_PEOPLE)

    @property
    def may_see_board(self) -> bool:
        return self.may(Ability.SEE_COUNTS)

    @property
    def may_edit(self) -> bool:
        return bool(self.roles & EDITING_ROLES)


def places_of(user) -> list[Place]:
    """Where a person has roles today, by the partner's name. One SQL; empty for strangers."""
    if not user.is_authenticated or not user.is_active:
        return []
    today = timezone.localdate()
    accepted = Exists(
        TermsAcceptance.objects.filter(
            user=OuterRef("user"), partner=OuterRef("partner"), version=TERMS_VERSION
        )
    )
    rows = (
        Membership.objects.filter(user=user, started_on__lte=today)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today))
        .annotate(has_accepted_terms=accepted)
        .select_related("partner")
        .order_by("partner__name", "role")
    )
    roles: dict[Partner, set[Role]] = {}
    have_accepted = set()
    for row in rows:
        roles.setdefault(row.partner, set()).add(Role(row.role))
        if row.has_accepted_terms:
            have_accepted.add(row.partner)
    return [
        Place(partner=partner, roles=frozenset(held), has_accepted_terms=partner in have_accepted)
        for partner, held in roles.items()
    ]


def place_at(user, partner: Partner) -> Place:
    """What one person holds at one partner today; perhaps no role. One SQL."""
    found = (place for place in places_of(user) if place.partner == partner)
    return next(found, Place(partner=partner, roles=frozenset()))
