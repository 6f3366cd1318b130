"""Who has which role at a partner."""

from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.models import Membership, StaffInvitation


@dataclass(frozen=True)
class StaffMember:
    """One person with what they hold at one partner, and what they held. Nothing of other partners."""

    public_id: str
    name: str
    email: str
    held: list[Membership] = field(default_factory=list)
    ended: list[Membership] = field(default_factory=list)


def open_memberships(on: date | None = None) -> QuerySet[Membership]:
    """Those that have not ended by that day (today); they may begin later."""
    return Membership.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on or timezone.localdate()))


def staff_of(partner_id: int, *, user_public_id: str = "") -> list[StaffMember]:
    """Everybody who has or had a role there, by name; or that one person. One SQL."""
    today = timezone.localdate()
    rows = Membership.objects.filter(partner_id=partner_id).select_related("user", "partner")
    if user_public_id:
        rows = rows.filter(user__public_id=user_public_id)
    people: dict[str, StaffMember] = {}
    for row in rows.order_by("-started_on", "role", "pk"):
        user = row.user
        named = (str(user), user.email) if user.is_active else (_("Somebody whose account is closed"), "")
        member = people.setdefault(user.public_id, StaffMember(user.public_id, *named))
        is_held = row.ended_on is None or row.ended_on > today
        (member.held if is_held else member.ended).append(row)
    return sorted(people.values(), key=lambda member: (not member.held, member.name.casefold()))


def open_invitations(partner_id: int) -> list[StaffInvitation]:
    """Neither taken up nor taken back, newest first; those past their date stay in sight until then. One SQL."""
    rows = StaffInvitation.objects.filter(
        partner_id=partner_id, accepted_at__isnull=True, cancelled_at__isnull=True
    )
    return list(rows.select_related("invited_by").order_by("-invited_at", "-pk"))


def find_invitation(token: str) -> StaffInvitation | None:
    """The one that this token opens, while it may still be taken up."""
    return (
        StaffInvitation.objects.filter(
            token_hash=sha256(token.encode()).hexdigest(),
            accepted_at__isnull=True,
            cancelled_at__isnull=True,
            expires_at__gt=timezone.now(),
            partner__left_on__isnull=True,
        )
        .select_related("partner", "invited_by")
        .first()
    )
