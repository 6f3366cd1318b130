"""A partner with everything in order, for tests of what comes after."""

from datetime import date, timedelta

from django.utils import timezone

from partners.domain import create_partner
from partners.models import Brand, Partner, PartnerSettings

CEDAR = {
    "slug": "cedar",
    "name": "Cedar Homes",
    "short_name": "Cedar",
    "brand_colour": "#1f5f5b",
    "accent_colour": "#e6f1ef",
    "manager_email": "first@cedar.example",
}
SETTINGS = {
    "safeguarding_lead_name": "Ada Lead",
    "safeguarding_lead_number": "020 7946 0001",
    "safeguarding_lead_email": "lead@cedar.example",
    "out_of_hours_number": "020 7946 0002",
    "out_of_hours_label": "Emergency duty team",
    "privacy_notice": "We keep little.",
    "privacy_notice_version": "1",
    "privacy_notice_on": date(2026, 11, 2),
    "data_protection_name": "Data team",
    "data_protection_email": "data@cedar.example",
    "complaint_name": "Complaints team",
    "complaint_email": "complaints@cedar.example",
    "accessibility_statement": "It works with a keyboard.",
    "accessibility_statement_on": date(2026, 11, 3),
    "retention_unclaimed": 13,
    "retention_claimed": 36,
    "retention_responses": 12,
}


def make_ready(**changes) -> Partner:
    """Cedar, not open yet, with nothing missing but what `changes` take away from its settings."""
    partner = create_partner(**CEDAR)
    PartnerSettings.objects.filter(partner=partner).update(**{**SETTINGS, **changes})
    Brand.objects.filter(partner=partner).update(welcome="Hello.", safeguarding_statement="Tell us.")
    today = timezone.localdate()
    partner.contacts.update(
        number="020 7946 0003", last_checked_on=today, review_by=today + timedelta(days=365)
    )
    return partner
