"""The partners as the programme lists them: where each stands in its life."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from partners.models import Partner, PartnerPage

from .readiness import Readiness, readiness_of_each


class Stage(StrEnum):
    GETTING_READY = "getting ready"
    OPEN = "open"
    CLOSED = "closed"
    LEFT = "left"


@dataclass(frozen=True)
class PartnerRow:
    """`readiness` only while it is getting ready."""

    partner: Partner
    stage: Stage
    readiness: Readiness | None


def partner_rows() -> list[PartnerRow]:
    """The programme first, then by name; those who have left at the end. A constant number of queries."""
    partners = list(
        Partner.objects.select_related("succeeded_by", "parent").order_by("-is_programme", "name")
    )
    live = set(PartnerPage.objects.live().values_list("partner_id", flat=True))
    stages = {partner.pk: _stage(partner, partner.pk in live) for partner in partners}
    waiting = [partner for partner in partners if stages[partner.pk] is Stage.GETTING_READY]
    readiness = readiness_of_each(waiting) if waiting else {}
    rows = [PartnerRow(partner, stages[partner.pk], readiness.get(partner.pk)) for partner in partners]
    return sorted(rows, key=lambda row: row.stage is Stage.LEFT)


def _stage(partner: Partner, is_live: bool) -> Stage:
    if partner.left_on and partner.left_on <= timezone.localdate():
        return Stage.LEFT
    if is_live:
        return Stage.OPEN
    return Stage.CLOSED if partner.opened_at else Stage.GETTING_READY
