"""A certificate's file on its way: taken by one worker at a time, stored once, and from then on only served.

Everything here runs past the doors for Exemption.CERTIFICATE_PDF: the task worker is nobody's.
"""

import logging
import os
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.core.files.storage import storages
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from certificates.models import CertificatePdf

from .files import sync_folder, within, write_beside

logger = logging.getLogger(__name__)

# Longer than a drawing may take with the start of the process that draws it.
LEASE = timedelta(seconds=90)
# How long a wish may lie in the queue before it is queued again.
RETRY_AFTER = timedelta(seconds=90)
# By then no worker is at a file that is half written.
LEFTOVER_AFTER = timedelta(days=1)
# A drawing that fails so often is given up until somebody has seen to it.
FAILURES = 3


def take_pdf(*, pdf_id: int) -> CertificatePdf | None:
    """The row with its certificate, leased to the caller; None when it is made, held back or at another worker.

    `attempts` names this lease: the verbs below do nothing for a worker that has lost it.
    """
    now = timezone.now()
    free = _unmade().filter(Q(leased_until__isnull=True) | Q(leased_until__lt=now), pk=pdf_id)
    if not free.update(leased_until=now + LEASE, attempts=F("attempts") + 1):
        return None
    return CertificatePdf.objects.select_related("certificate").get(pk=pdf_id)


def keep_pdf(*, pdf: CertificatePdf, data: bytes) -> bool:
    """Stores the bytes for good: to a temporary file, synced and renamed, the row last.

    False, with nothing stored, where another worker has taken over. Raises OSError when storage is away.
    """
    target = Path(storages["private"].path(pdf.file_name))
    partial = write_beside(target, str(pdf.attempts), data)
    # Before the row says that it is made: afterwards nobody would come by here again.
    _remove_leftovers(target, pdf.attempts)
    try:
        with transaction.atomic():
            kept = _leased(pdf).update(
                made_at=timezone.now(),
                leased_until=None,
                sha256=sha256(data).hexdigest(),
                size=len(data),
                failure="",
            )
            if kept:
                # Within the row's lock: a worker that comes too late cannot write over what is served.
                with within():
                    os.replace(partial, target)
                    sync_folder(target.parent)
    finally:
        with within():
            partial.unlink(missing_ok=True)
    return bool(kept)


def hold_pdf(*, pdf: CertificatePdf, failure: str) -> None:
    """Holds it back: it is not tried again until somebody has seen to it."""
    _leased(pdf).update(failed_at=timezone.now(), failure=failure[:120], leased_until=None)


def release_pdf(*, pdf: CertificatePdf, failure: str, counts: bool = True) -> None:
    """Gives it back after a failure, for another try later; the third failure that counts holds it back."""
    if counts and pdf.failures + 1 >= FAILURES:
        hold_pdf(pdf=pdf, failure=failure)
        return
    _leased(pdf).update(failure=failure[:120], leased_until=None, failures=F("failures") + int(counts))


def waiting_pdfs(*, now: datetime | None = None, limit: int = 500) -> dict[int, bool]:
    """Ids of files that are wanted and that no worker is at: whether a worker had begun and never ended. Those come
    first. Marks all of them as queued now, so the caller queues them.
    """
    now = now or timezone.now()
    waiting = _unmade().filter(Q(leased_until__isnull=True) | Q(leased_until__lt=now))
    rows = waiting.filter(queued_at__lt=now - RETRY_AFTER).order_by(
        F("leased_until").asc(nulls_last=True), "queued_at"
    )
    found = {pk: leased is not None for pk, leased in rows.values_list("pk", "leased_until")[:limit]}
    CertificatePdf.objects.filter(pk__in=found).update(queued_at=now)
    return found


def remove_bytes(*, limit: int = 500) -> int:
    """Deletes the files whose holders wanted them gone; what storage does not let go of now goes another time."""
    gone = 0
    due = CertificatePdf.objects.filter(removed_at__isnull=False, bytes_gone_at__isnull=True)
    for pdf in due.order_by("removed_at")[:limit]:
        target = Path(storages["private"].path(pdf.file_name))
        try:
            with within():
                _delete(target)
        except OSError as error:
            logger.error("Certificate file %s could not be deleted: %s.", pdf.pk, error.strerror)
            if isinstance(error, TimeoutError):
                break  # storage hangs: the others would wait as long, and so would whoever waits for a certificate
            continue
        gone += CertificatePdf.objects.filter(pk=pdf.pk).update(bytes_gone_at=timezone.now())
    return gone


def remove_leftovers(*, older_than: timedelta = LEFTOVER_AFTER) -> int:
    """Deletes what a worker that was killed had half written when another had taken over already. How many."""
    before, gone = timezone.now().timestamp() - older_than.total_seconds(), 0
    for partial in Path(storages["private"].path("certificates")).glob("*/*.part"):
        with suppress(OSError):
            if partial.lstat().st_mtime < before:
                partial.unlink()
                gone += 1
    return gone


def retry_held_pdfs() -> int:
    """Lets all that was held back be tried again, after a font was installed or a fault mended."""
    held = CertificatePdf.objects.filter(made_at__isnull=True, failed_at__isnull=False)
    return held.filter(certificate__replaced_at__isnull=True).update(failed_at=None, failure="", failures=0)


def _delete(target: Path) -> None:
    """For good: not even a power cut brings it back."""
    target.unlink(missing_ok=True)
    for partial in target.parent.glob(f"{target.name}.*.part"):
        partial.unlink(missing_ok=True)
    if target.parent.is_dir():
        sync_folder(target.parent)


def _unmade():
    return CertificatePdf.objects.filter(
        made_at__isnull=True, failed_at__isnull=True, removed_at__isnull=True
    )


def _leased(pdf: CertificatePdf):
    """The row, as long as the caller's lease is the last one that was given."""
    return _unmade().filter(pk=pdf.pk, attempts=pdf.attempts)


def _remove_leftovers(target: Path, attempt: int) -> None:
    """What workers that were killed have left half-written."""
    with within():
        for partial in target.parent.glob(f"{target.name}.*.part"):
            if int(partial.suffixes[-2][1:]) < attempt:
                partial.unlink(missing_ok=True)
