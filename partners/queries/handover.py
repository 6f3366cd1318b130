"""What one partner has that another would take over, as it stands; nothing is changed."""

from dataclasses import dataclass

from wagtail.models import Collection

from pages.models import SiteDocument, SiteImage
from partners.models import Partner, StaffInvitation, SupportContact

from .staff import open_memberships


def memberships_for_handover(partner: Partner):
    """Roles held today or promised for later."""
    return open_memberships().filter(partner=partner).select_related("user", "partner").order_by("pk")


def invitations_for_handover(partner: Partner):
    return StaffInvitation.objects.filter(
        partner=partner, accepted_at__isnull=True, cancelled_at__isnull=True
    ).order_by("pk")


@dataclass(frozen=True)
class Contacts:
    """Of one partner: those whose key is free at the other, and those that stay where they are."""

    free: tuple[SupportContact, ...]
    taken: tuple[SupportContact, ...]


def contacts_for_handover(source: Partner, target: Partner) -> Contacts:
    """A key stands once per borough at each partner."""
    taken = set(SupportContact.objects.filter(partner=target).values_list("key", "borough_id"))
    rows = list(SupportContact.objects.filter(partner=source).order_by("key", "pk"))
    return Contacts(
        free=tuple(row for row in rows if (row.key, row.borough_id) not in taken),
        taken=tuple(row for row in rows if (row.key, row.borough_id) in taken),
    )


def collection_of(partner: Partner) -> Collection | None:
    """The collection in which a partner's pictures and documents lie."""
    return Collection.get_first_root_node().get_children().filter(name=partner.slug).first()


def media_counts(partner: Partner) -> tuple[int, int]:
    """How many pictures and documents lie in its collection, and below it."""
    collection = collection_of(partner)
    if collection is None:
        return 0, 0
    held = Collection.objects.descendant_of(collection, inclusive=True)
    return (
        SiteImage.objects.filter(collection__in=held).count(),
        SiteDocument.objects.filter(collection__in=held).count(),
    )
