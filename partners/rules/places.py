"""May she? Asked with the roles a person holds today; each answer is for one partner."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from partners.enums import EDITING_ROLES, Ability, Role
from partners.models import Membership, Partner

from .abilities import abilities_of


@dataclass(frozen=True)
class Place:
    """One person's roles at one partner."""

    partner: Partner
    roles: frozenset[Role]

    @property
    def abilities(self) -> frozenset[Ability]:
        return abilities_of(self.roles)

    def may(self, ability: Ability) -> bool:
        """The programme never sees people, whatever a row says."""
        if self.partner.is_programme and ability in (Ability.SEE_PEOPLE, Ability.KEEP_REGISTER):
            return False
        return ability in self.abilities

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
    rows = (
        Membership.objects.filter(user=user, started_on__lte=today)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today))
        .select_related("partner")
        .order_by("partner__name", "role")
    )
    roles: dict[Partner, set[Role]] = {}
    for row in rows:
        roles.setdefault(row.partner, set()).add(Role(row.role))
    return [Place(partner=partner, roles=frozenset(held)) for partner, held in roles.items()]
