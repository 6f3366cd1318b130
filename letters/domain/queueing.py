"""Letters are written down first and sent later: a mail server that is away never fails a request."""

from collections.abc import Iterable
from datetime import datetime

from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from letters.models import Letter


@transaction.atomic
def queue_letter(
    *,
    dedupe_key: str,
    address: str,
    language: str,
    subject: str,
    body: str,
    sender_name: str = "",
    send_after: datetime | None = None,
) -> Letter:
    """Puts a letter into the outbox, once: with a key that was used before nothing changes, sent or not.

    The subject is read by whoever sees the screen of a phone: it must be neutral, and hold no name.
    Raises ValueError for a key, subject or sender that cannot stand in a letter, and ValidationError for an
    address that is none.
    """
    validate_email(address)
    if not dedupe_key or len(dedupe_key) > 200:
        raise ValueError("A letter needs a key of at most 200 signs.")
    if not subject.strip() or any(sign in subject + sender_name for sign in "\r\n\0"):
        raise ValueError("The subject and the sender of a letter stand on one line each.")
    # An insert that meets its key is left out; the row that is there is the letter.
    letter = Letter(
        dedupe_key=dedupe_key,
        address=address,
        language=language,
        subject=subject.strip()[:200],
        body=body,
        sender_name=sender_name.strip()[:80],
        send_after=send_after or timezone.now(),
    )
    Letter.objects.bulk_create([letter], ignore_conflicts=True)
    return Letter.objects.get(dedupe_key=dedupe_key)


@transaction.atomic
def cancel_letters(*, dedupe_keys: Iterable[str]) -> int:
    """Takes letters back that nobody has sent yet, with all they say. Returns how many."""
    waiting = Letter.objects.filter(
        dedupe_key__in=list(dedupe_keys), sent_at__isnull=True, cancelled_at__isnull=True
    )
    return waiting.update(cancelled_at=timezone.now(), body="")
