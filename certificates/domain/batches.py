"""Certificates printed together: asked for by staff, made step by step by whichever worker is there, gone after a day.

What was drawn is kept in private storage beside the row, so that the next worker goes on where the last was killed.
"""

import logging
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.storage import storages
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from certificates.enums import BatchFailure, BatchKind
from certificates.models import CertificateBatch
from partners.models import Partner

from . import files
from .files import sync_folder, within, write_beside

logger = logging.getLogger(__name__)

LARGEST_BATCH = 200
# A step: few enough for other work of the queue to come in between.
A_STEP = 10
# Longer than a step may take; each step has a lease of its own.
LEASE = timedelta(seconds=90)
RETRY_AFTER = timedelta(seconds=90)
FAILURES = 3
KEPT_FOR = timedelta(hours=24)
WHOLE = "whole"


@transaction.atomic
def ask_for_batch(
    *, partner_id: int, asked_by, kind: BatchKind, certificate_ids: Sequence[int]
) -> CertificateBatch:
    """The wish. The same person's for the same certificates is the same while it stands, so twice is once."""
    if not 0 < len(certificate_ids) <= LARGEST_BATCH:
        raise ValueError(f"between 1 and {LARGEST_BATCH} certificates make a batch")
    # Two that come together are one after the other.
    Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=partner_id)
    now, ids = timezone.now(), list(dict.fromkeys(certificate_ids))
    asked_before = CertificateBatch.objects.filter(
        partner_id=partner_id,
        asked_by=asked_by,
        kind=kind,
        failed_at__isnull=True,
        asked_at__gt=now - KEPT_FOR,
    )
    for batch in asked_before:
        if batch.certificate_ids == ids and not batch.held_ids:
            return batch
    return CertificateBatch.objects.create(
        partner_id=partner_id, asked_by=asked_by, kind=kind, certificate_ids=ids, asked_at=now, queued_at=now
    )


def take_batch(*, batch_id: int) -> CertificateBatch | None:
    """The row, leased to the caller for one step; None when it is made, given up or at another worker."""
    now = timezone.now()
    free = _unmade().filter(Q(leased_until__isnull=True) | Q(leased_until__lt=now), pk=batch_id)
    if not free.update(leased_until=now + LEASE, attempts=F("attempts") + 1):
        return None
    return CertificateBatch.objects.get(pk=batch_id)


def keep_step(*, batch: CertificateBatch, upto: int, data: bytes = b"", held: Sequence[int] = ()) -> bool:
    """Those from `done` up to `upto` have been dealt with; `data` is what was drawn of them.

    The lease goes on for the next step. False for a worker that has lost it. Raises OSError when storage is away.
    """
    if data:
        _write(batch, f"{batch.done:04}", data)
    kept = _leased(batch).update(
        done=upto, held_ids=[*batch.held_ids, *held], leased_until=timezone.now() + LEASE, failures=0
    )
    batch.done, batch.held_ids = upto, [*batch.held_ids, *held]
    return _kept(batch, kept)


def kept_steps(*, batch: CertificateBatch) -> list[bytes]:
    """What was drawn so far, in order. Raises OSError when storage is away."""
    with within():
        return [piece.read_bytes() for piece in sorted(_folder(batch).glob("[0-9][0-9][0-9][0-9]"))]


def finish_batch(*, batch: CertificateBatch, data: bytes) -> bool:
    """Stores the file: whole or not at all, the row last. As keep_step."""
    _write(batch, WHOLE, data)
    made = _leased(batch).update(made_at=timezone.now(), leased_until=None)
    if made:
        # They go with the rest after a day where they cannot go now.
        with suppress(OSError), within():
            for piece in _folder(batch).glob("[0-9]*"):
                piece.unlink(missing_ok=True)
    return _kept(batch, made)


def pass_on_batch(*, batch: CertificateBatch) -> None:
    """This step is done; the next may be any worker's, who is told of it by the caller."""
    _leased(batch).update(leased_until=None, queued_at=timezone.now())


def release_batch(*, batch: CertificateBatch, counts: bool = True) -> None:
    """Gives it back after a failure, for another try later; the third in a row that counts ends it."""
    if counts and batch.failures + 1 >= FAILURES:
        end_batch(batch=batch, failure=BatchFailure.NOT_DRAWN)
        return
    _leased(batch).update(leased_until=None, failures=F("failures") + int(counts))


def end_batch(*, batch: CertificateBatch, failure: BatchFailure) -> None:
    """There is no file of it, nor will there be; what was drawn goes."""
    CertificateBatch.objects.filter(pk=batch.pk).update(
        failed_at=timezone.now(), failure=failure, leased_until=None
    )
    _remove_files(batch)


def waiting_batches(*, now: datetime | None = None) -> list[int]:
    """Ids of those that no worker is at; marks them as queued now, so the caller queues them."""
    now = now or timezone.now()
    waiting = _unmade().filter(
        Q(leased_until__isnull=True) | Q(leased_until__lt=now), queued_at__lt=now - RETRY_AFTER
    )
    ids = list(waiting.order_by("queued_at").values_list("pk", flat=True))
    CertificateBatch.objects.filter(pk__in=ids).update(queued_at=now)
    return ids


def remove_old_batches(*, now: datetime | None = None) -> int:
    """Rows and files after their day; what storage does not let go of now goes another time."""
    gone = 0
    for batch in CertificateBatch.objects.filter(asked_at__lte=(now or timezone.now()) - KEPT_FOR):
        if _remove_files(batch):
            gone += CertificateBatch.objects.filter(pk=batch.pk).delete()[0]
    return gone


def batch_bytes(batch: CertificateBatch) -> bytes | None:
    """The file; None while there is none, or storage is away."""
    if batch.made_at is None:
        return None
    try:
        with within(files.SOON):
            return (_folder(batch) / WHOLE).read_bytes()
    except OSError as error:
        logger.error("The file of certificate batch %s cannot be read: %s.", batch.pk, error.strerror)
        return None


def _write(batch: CertificateBatch, name: str, data: bytes) -> None:
    target = _folder(batch) / name
    partial = write_beside(target, str(batch.attempts), data)
    try:
        with transaction.atomic():
            # Within the row's lock: a worker that comes too late writes over nothing.
            if _leased(batch).update(leased_until=timezone.now() + LEASE):
                with within():
                    os.replace(partial, target)
                    sync_folder(target.parent)
    finally:
        with within():
            partial.unlink(missing_ok=True)


def _kept(batch: CertificateBatch, kept: int) -> bool:
    if not kept and not CertificateBatch.objects.filter(pk=batch.pk, failed_at__isnull=True).exists():
        _remove_files(batch)  # it was ended meanwhile
    return bool(kept)


def _remove_files(batch: CertificateBatch) -> bool:
    try:
        with within():
            shutil.rmtree(_folder(batch))
    except FileNotFoundError:
        return True
    except OSError as error:
        logger.error("Files of certificate batch %s could not be deleted: %s.", batch.pk, error.strerror)
        return False
    return True


def _folder(batch: CertificateBatch) -> Path:
    return Path(storages["private"].path(batch.folder))


def _unmade() -> QuerySet[CertificateBatch]:
    return CertificateBatch.objects.filter(made_at__isnull=True, failed_at__isnull=True)


def _leased(batch: CertificateBatch) -> QuerySet[CertificateBatch]:
    """The row, as long as the caller's lease is the last one that was given."""
    return _unmade().filter(pk=batch.pk, attempts=batch.attempts)
