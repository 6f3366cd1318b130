"""What a partner tells everybody of privacy and of accessibility. From memory: each footer leads there."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from partners.models import PartnerSettings
from partners.validators import is_sample_text

from .brands import BrandFace, brand_of, partner_faces
from .memory import remembered


@dataclass(frozen=True)
class StatementsFace:
    """Empty texts are those that are not written yet, or that may not be shown."""

    privacy: str = ""
    privacy_version: str = ""
    privacy_on: date | None = None
    data_protection_name: str = ""
    data_protection_email: str = ""
    complaint_name: str = ""
    complaint_email: str = ""
    months_unclaimed: int | None = None
    months_claimed: int | None = None
    months_responses: int | None = None
    accessibility: str = ""
    accessibility_on: date | None = None


def statements_of(partner_id: int) -> StatementsFace:
    """Of one partner; empty for one that has entered nothing."""
    return remembered("partners.statements", _build).get(partner_id, StatementsFace())


def public_statements(slug: str) -> tuple[BrandFace, StatementsFace] | None:
    """Of the partner with that address, "" for the programme; None where no section stands open there."""
    face = partner_faces().get(slug) if slug else brand_of()
    if face is None or not face.slug or not face.section_url or not face.is_shown:
        return None
    return face, statements_of(face.partner_id)


def statement_links(brand: BrandFace) -> dict[str, str]:
    """Where to read about privacy and accessibility from this brand's pages: its own, else the programme's."""
    programme = brand_of()
    found = {}
    for name in ("privacy", "accessibility"):
        for face in (brand, programme):
            if face.section_url and face.is_shown and getattr(statements_of(face.partner_id), name):
                slug = [] if face.is_programme else [face.slug]
                found[name] = reverse(f"partners:{'section-' if slug else ''}{name}", args=slug)
                break
    return found


def _build() -> dict[int, StatementsFace]:
    return {
        row.partner_id: StatementsFace(
            privacy=_shown(row.privacy_notice),
            privacy_version=row.privacy_notice_version,
            privacy_on=row.privacy_notice_on,
            data_protection_name=row.data_protection_name,
            data_protection_email=row.data_protection_email,
            complaint_name=row.complaint_name,
            complaint_email=row.complaint_email,
            months_unclaimed=row.retention_unclaimed,
            months_claimed=row.retention_claimed,
            months_responses=row.retention_responses,
            accessibility=_shown(row.accessibility_statement),
            accessibility_on=row.accessibility_statement_on,
        )
        for row in PartnerSettings.objects.all()
    }


def _shown(text: str) -> str:
    return "" if is_sample_text(text) and not settings.SERVE_SAMPLE_TEXTS else text.strip()
