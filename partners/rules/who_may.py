"""Who holds an ability today, partner by partner."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from partners.enums import Ability
from partners.models import Membership

from .abilities import ABILITIES


def who_may(ability: Ability, *, partner_ids: Iterable[int]) -> dict[int, list[User]]:
    """Active people whose role of today allows it, by partner, each once. One SQL."""
    today = timezone.localdate()
    roles = [role for role, allowed in ABILITIES.items() if ability in allowed]
    rows = (
        Membership.objects.filter(partner_id__in=list(partner_ids), role__in=roles, user__is_active=True)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today), started_on__lte=today)
        .select_related("user")
        .order_by("user_id")
    )
    found: dict[int, list[User]] = {}
    for row in rows:
        people = found.setdefault(row.partner_id, [])
        if row.user not in people:
            people.append(row.user)
    return found
