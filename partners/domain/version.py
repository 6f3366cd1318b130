"""Tells every process that what it remembers of public content is stale."""

import time

from django.db.models import F
from django.db.models.functions import Greatest

from partners.models import ContentVersion
from partners.queries import forget_request


def public_content_changed() -> None:
    """Raises the number; cheap, and safe to call more often than needed.

    To the time, so that no number comes twice: what was remembered in a transaction that was undone is under a
    number that nobody reads again.
    """
    now = time.time_ns()
    if not ContentVersion.objects.filter(pk=1).update(number=Greatest(F("number") + 1, now)):
        ContentVersion.objects.bulk_create([ContentVersion(pk=1, number=now)], ignore_conflicts=True)
    forget_request()
