"""Writes down what staff publish and take back."""

from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page

from partners.models import AuditEntry
from partners.queries import section_of

from .audit import record


def record_publishing(*, page: Page, verb: str) -> AuditEntry | None:
    """By whoever is on Wagtail's screens now; what a builder or a command does by itself is not written down,
    but for a day that somebody has set.
    """
    actor = get_active_log_context().user
    is_timed = bool(page.go_live_at or page.expire_at)
    if actor is None and not is_timed:
        return None
    section = section_of(page)
    if page.go_live_at and page.go_live_at > timezone.now() and verb == "publish page":
        verb = "schedule page"
    return record(actor=actor, verb=verb, of=page, partner=section.partner if section else None)
