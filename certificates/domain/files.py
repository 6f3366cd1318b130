"""Files of private storage, whole or not at all: written beside their place, synced, then renamed into it."""

import errno
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Storage that does not answer for so long is away: to a worker, and to somebody who looks at an empty page meanwhile.
SECONDS = 10
SOON = 3


def write_beside(target: Path, mark: str, data: bytes) -> Path:
    """Writes and syncs `<target>.<mark>.part`, for os.replace. Raises OSError, with nothing left behind."""
    partial = target.with_name(f"{target.name}.{mark}.part")
    with within():
        _make_folder(target.parent)
        try:
            descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            partial.unlink(missing_ok=True)
            raise
    return partial


def _make_folder(folder: Path) -> None:
    """With those above it, each written before anything is put into it."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """A renamed file is there for good only once its folder is written."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def within(seconds: float | None = None) -> Iterator[None]:
    """Raises TimeoutError, an OSError, where storage hangs for longer than SECONDS: a worker that waits for ever
    makes nobody's certificate. Only around what asks files and never the database. In the main thread, which is
    where the task worker and gunicorn's sync workers work; elsewhere it waits, and gunicorn's own limit ends it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    seconds = seconds or SECONDS
    before = signal.signal(signal.SIGALRM, _give_up)
    # Again and again: what tidies up after the first may hang as well.
    signal.setitimer(signal.ITIMER_REAL, seconds, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _give_up(_signal, _frame) -> None:
    raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
