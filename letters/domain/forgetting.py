"""Whom letters went to is nobody's business for ever. The rows stay: their keys keep letters from going out twice."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from letters.models import Letter

from .queueing import cancel_letters
from .sending import TRIES

NOBODY = "nobody@erased.invalid"
# Long enough to find out why a letter did not arrive.
KEPT = timedelta(days=90)


@transaction.atomic
def forget_address(*, address: str) -> None:
    """Letters to it that wait are taken back; those that were sent stand without it."""
    letters = Letter.objects.filter(address__iexact=address)
    cancel_letters(dedupe_keys=letters.values_list("dedupe_key", flat=True))
    letters.update(address=NOBODY)


@transaction.atomic
def forget_old_addresses() -> int:
    """Of letters that were sent, taken back or given up three months ago. Returns how many."""
    over = Q(sent_at__isnull=False) | Q(cancelled_at__isnull=False) | Q(attempts__gte=TRIES)
    rows = Letter.objects.filter(over, queued_at__lt=timezone.now() - KEPT).exclude(address=NOBODY)
    return rows.update(address=NOBODY)
