"""A partner's words on privacy and accessibility as everybody may read them."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from partners.models import PartnerSettings
from partners.validators import is_sample_text


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


NOTHING_WRITTEN = StatementsFace()


def statements_face(row: PartnerSettings | None) -> StatementsFace:
    """Of one partner's settings; empty where it has none yet."""
    if row is None:
        return NOTHING_WRITTEN
    return StatementsFace(
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


def _shown(text: str) -> str:
    return "" if is_sample_text(text) and not settings.SERVE_SAMPLE_TEXTS else text.strip()
