"""What waits for a browser."""

from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.utils import timezone

from accounts.models import EmailCode


def ticket_hash(ticket: str) -> str:
    """What is stored of it. 256 random bits need no slow hash."""
    return sha256(ticket.encode()).hexdigest()


def address_of_code(*, ticket: str) -> str:
    """Where the code went that this browser asked for and has not used; a while longer than it opens anything."""
    since = timezone.now() - timedelta(seconds=3 * settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
    rows = EmailCode.objects.filter(ticket_hash=ticket_hash(ticket), used_at__isnull=True, sent_at__gt=since)
    return rows.values_list("address", flat=True).first() or ""
