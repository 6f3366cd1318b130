"""Questions that count as right for everybody, as the safety screen lists them."""

from courses.models import VoidedQuestion
from courses.queries import address_book
from courses.queries.voided import voided_at
from partners.models import Partner


def voided_rows(partner: Partner) -> list[dict]:
    """What counts as right for everybody on this partner's pages. Where it stands comes from memory."""
    return [_row(partner, row) for row in voided_at(partner)]


def _row(partner: Partner, row: VoidedQuestion) -> dict:
    section = address_book().any_course(row.course_key)
    activity = section.outline.by_key.get(row.activity_key) if section else None
    return {
        "where": section.outline.title if section else "",
        "number": activity.number if activity else "",
        "reason": row.reason,
        "owner": row.partner.name,
        "at": row.voided_at,
        "by": row.voided_by if row.partner_id == partner.pk else None,
    }
