"""How often something was tried, counted once for all web processes: by address, by code, by mailbox and in all."""

import time
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from accounts.models import Tries

# Longer than the clocks of two machines are apart.
KEPT_AFTER = timedelta(minutes=1)
MOST_AT_ONCE = 500
# From when spans are reckoned, in seconds.
EPOCH = 0


def count_try(*, kind: str, limits: dict[str, int], seconds: int) -> bool:
    """Counts one under each name; False where this span of so many seconds has seen as many as one limit allows.

    What is not allowed is not counted, and writes nothing: one address that goes on for ever uses up only its own
    limit. Two at the same moment are two. Not for use within the transaction of an act, which may be undone.
    """
    span = _span(seconds)
    limit_of = {_name_hash(kind, name, span): limit for name, limit in limits.items()}
    if not _is_room(limit_of, dict(_rows(limit_of).values_list("name_hash", "number"))):
        return False
    ends_at = datetime.fromtimestamp(EPOCH + (span + 1) * seconds, UTC)
    with transaction.atomic():
        # Rows are made and locked in one order everywhere, so that two never wait for each other.
        new = [Tries(name_hash=name_hash, ends_at=ends_at) for name_hash in sorted(limit_of)]
        Tries.objects.bulk_create(new, ignore_conflicts=True)
        numbers = _locked(limit_of)
        if not _is_room(limit_of, numbers):
            # Somebody else was faster with the last one.
            return False
        _rows(limit_of).update(number=F("number") + 1)
        if 0 in numbers.values():
            forget_old_tries()
    return True


def take_back_try(*, kind: str, limits: dict[str, int], seconds: int) -> None:
    """It was none after all: the password was right. In a span that has begun meanwhile it never counted."""
    hashes = {_name_hash(kind, name, _span(seconds)) for name in limits}
    with transaction.atomic():
        _locked(hashes)
        _rows(hashes).filter(number__gt=0).update(number=F("number") - 1)


def forget_old_tries() -> int:
    """What is over; returns how many. Done by the first of each new span, and once a day for the last ones."""
    over = Tries.objects.filter(ends_at__lt=datetime.fromtimestamp(time.time(), UTC) - KEPT_AFTER)
    with transaction.atomic():
        # Somebody else may be about the same rows: those are theirs.
        mine = over.select_for_update(skip_locked=True).order_by("pk").values_list("pk", flat=True)
        return Tries.objects.filter(pk__in=list(mine[:MOST_AT_ONCE])).delete()[0]


def _span(seconds: int) -> int:
    return (int(time.time()) - EPOCH) // seconds


def _is_room(limit_of: dict[str, int], numbers: dict[str, int]) -> bool:
    return all(numbers.get(name_hash, 0) < limit for name_hash, limit in limit_of.items())


def _rows(hashes):
    return Tries.objects.filter(name_hash__in=list(hashes))


def _locked(hashes) -> dict[str, int]:
    rows = _rows(hashes).select_for_update().order_by("name_hash")
    return dict(rows.values_list("name_hash", "number"))


def _name_hash(kind: str, name: str, span: int) -> str:
    """Keyed, with the span in it: names hold addresses and what was typed, and two spans cannot be put together."""
    return salted_hmac("accounts.tries", f"{kind} {span} {name}", algorithm="sha256").hexdigest()
