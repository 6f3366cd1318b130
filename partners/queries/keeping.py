"""Who keeps a contact, and what stands on their list."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from partners.enums import Role
from partners.models import Membership, Partner, SupportContact

from .fitness import is_overdue


@dataclass(frozen=True)
class KeptContact:
    """`state`: "unchecked", "overdue", "withdrawn" or "checked"; `reports`: how many wait to be settled."""

    contact: SupportContact
    state: str
    reports: int
    last_report_at: datetime | None


def keeper_of(contact: SupportContact) -> Partner | None:
    """The partner whose own it is; the programme for those of everybody and of boroughs."""
    return contact.partner or Partner.objects.filter(is_programme=True).first()


def keepers_of(contact: SupportContact) -> list[User]:
    """The managers of the partner that keeps it; where it has none, the programme's."""
    own = list(_managers(Q(partner=contact.partner, role=Role.MANAGER))) if contact.partner_id else []
    return own or list(_managers(Q(partner__is_programme=True, role=Role.PROGRAMME_MANAGER)))


def _managers(where: Q) -> QuerySet[User]:
    today = timezone.localdate()
    held = Membership.objects.filter(where, started_on__lte=today).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=today)
    )
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("pk")


def kept_by(partner: Partner) -> QuerySet[SupportContact]:
    """The contacts that this partner's managers keep: its own; for the programme those of all and of boroughs too."""
    own = Q(partner=partner)
    return SupportContact.objects.filter(own | Q(partner__isnull=True) if partner.is_programme else own)


def contact_list(partner: Partner, *, on: date | None = None) -> list[KeptContact]:
    """What is to be done first stands first. One SQL."""
    waiting = Q(reports__settled_at__isnull=True)
    rows = (
        kept_by(partner)
        .select_related("borough")
        .annotate(
            waiting=Count("reports", filter=waiting), last_report=Max("reports__reported_at", filter=waiting)
        )
        .order_by("name", "pk")
    )
    found = [KeptContact(row, _state(row, on), row.waiting, row.last_report) for row in rows]
    urgency = {"overdue": 1, "unchecked": 2, "checked": 3, "never doubted": 4, "withdrawn": 5}
    return sorted(found, key=lambda row: 0 if row.reports else urgency[row.state])


def _state(contact: SupportContact, on: date | None) -> str:
    if contact.withdrawn_at:
        return "withdrawn"
    if contact.is_never_doubted:
        return "never doubted"
    if contact.last_checked_on is None:
        return "unchecked"
    return "overdue" if is_overdue(contact, on=on) else "checked"
