"""Whom a partner's staff turn to when somebody tells them something. From memory: it stands on every screen."""

from dataclasses import dataclass

from partners.models import PartnerSettings

from .contacts import dialled
from .memory import remembered


@dataclass(frozen=True)
class SafeguardingFace:
    """What is not entered yet is empty; `is_entered`: there is somebody to turn to."""

    lead_name: str = ""
    lead_number: str = ""
    lead_tel: str = ""
    lead_email: str = ""
    night_number: str = ""
    night_tel: str = ""
    night_label: str = ""

    @property
    def is_entered(self) -> bool:
        return bool(self.lead_name and (self.lead_number or self.lead_email))


def safeguarding_of(partner_id: int) -> SafeguardingFace:
    """The partner's safeguarding lead and out-of-hours line; an empty face where none is entered."""
    return remembered("partners.safeguarding", _build).get(partner_id, SafeguardingFace())


def _build() -> dict[int, SafeguardingFace]:
    return {
        row.partner_id: SafeguardingFace(
            lead_name=row.safeguarding_lead_name,
            lead_number=row.safeguarding_lead_number,
            lead_tel=dialled(row.safeguarding_lead_number),
            lead_email=row.safeguarding_lead_email,
            night_number=row.out_of_hours_number,
            night_tel=dialled(row.out_of_hours_number),
            night_label=row.out_of_hours_label,
        )
        for row in PartnerSettings.objects.all()
    }
