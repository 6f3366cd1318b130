"""Shared tablets: from memory, for every page that a tablet asks for."""

from dataclasses import dataclass

from partners.models import Partner, SharedTablet

from .memory import remembered


@dataclass(frozen=True)
class TabletFace:
    partner_id: int
    label: str


def tablets_in_use() -> dict[str, TabletFace]:
    """By public id; one that staff have ended is not among them from the same moment on."""
    return remembered("partners.tablets", _build)


def tablets_of(partner: Partner) -> list[SharedTablet]:
    """Those in use. One SQL."""
    return list(SharedTablet.objects.filter(partner=partner, ended_at__isnull=True))


def _build() -> dict[str, TabletFace]:
    rows = SharedTablet.objects.filter(ended_at__isnull=True, partner__left_on__isnull=True)
    return {row.public_id: TabletFace(row.partner_id, row.label) for row in rows}
