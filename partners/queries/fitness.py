"""Which contacts may be put before learners: somebody has rung them, and not too long ago."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partners.models import SupportContact


@dataclass(frozen=True)
class UnfitContact:
    """`reason` is a sentence for whoever writes the page."""

    key: str
    name: str
    reason: str


def keys_in(stream) -> set[str]:
    """The keys in all contact blocks of a StreamValue."""
    return {key for block in stream or () if block.block_type == "contacts" for key in block.value["keys"]}


def is_overdue(contact: SupportContact, *, on: date | None = None) -> bool:
    """The day it was to be rung again by has passed."""
    return contact.review_by is not None and contact.review_by < (on or timezone.localdate())


def unfit_reason(contact: SupportContact) -> str:
    """Why it may not be put before learners anew, in words; empty where it may."""
    if contact.withdrawn_at:
        return _("%(name)s was taken away for safety.") % {"name": contact.name}
    if contact.is_never_doubted:
        return ""
    if contact.last_checked_on is None:
        return _("Nobody has checked %(name)s yet.") % {"name": contact.name}
    if is_overdue(contact):
        day = date_format(contact.review_by, "j F Y")
        return _("%(name)s should have been checked again by %(day)s.") % {"name": contact.name, "day": day}
    if contact.is_sample and not settings.SERVE_SAMPLE_TEXTS:
        return _("%(name)s is a sample.") % {"name": contact.name}
    return ""


def contacts_reached(
    keys: Iterable[str], *, partner_id: int | None, borough_ids: Iterable[int] = ()
) -> dict[str, list[SupportContact]]:
    """The records that each key leads to in a partner's section. One SQL.

    The partner's own stands in the place of the national one; of the boroughs' those count where it has homes.
    """
    own = Q(partner_id=partner_id) | Q(partner__isnull=True) if partner_id else Q(partner__isnull=True)
    rows = SupportContact.objects.filter(own, key__in=set(keys))
    places = {None, *borough_ids}
    nearest: dict[tuple[str, int | None], SupportContact] = {}
    for row in sorted(rows, key=lambda row: row.partner_id is not None):
        if row.borough_id in places and (
            row.withdrawn_at is None or (row.key, row.borough_id) not in nearest
        ):
            nearest[row.key, row.borough_id] = row
    found = defaultdict(list)
    for (key, _borough), row in nearest.items():
        found[key].append(row)
    return found


def unfit_contacts(
    keys: Iterable[str], *, partner_id: int | None, borough_ids: Iterable[int] = ()
) -> list[UnfitContact]:
    """Those among the contacts that these keys lead to which may not be put before learners anew."""
    reached = contacts_reached(keys, partner_id=partner_id, borough_ids=borough_ids)
    return [
        UnfitContact(key=key, name=row.name, reason=reason)
        for key in sorted(reached)
        for row in reached[key]
        if (reason := unfit_reason(row))
    ]
