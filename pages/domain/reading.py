"""Reads a picture for somebody who cannot wait: media storage that hangs holds nobody up for long, and only once."""

import errno
import os
import threading

from pages.models import SiteImage

# Longer than storage that is well needs for ten megabytes; short enough for somebody who completes a course.
SECONDS = 2
THREAD_NAME = "reads a picture"

_given_up: set[threading.Thread] = set()


def read_soon(image: SiteImage) -> bytes:
    """Its file's bytes. Raises OSError where storage is away: after SECONDS where it does not answer, and at once as
    long as an earlier reading hangs.

    In a thread of its own, which asks the database nothing. A thread cannot be stopped: one that hangs stays until
    storage answers, and keeps no process from ending.
    """
    _given_up.difference_update([thread for thread in tuple(_given_up) if not thread.is_alive()])
    if _given_up:
        raise _timeout()
    came: list[bytes | Exception] = []
    thread = threading.Thread(target=_read, args=(image, came), name=THREAD_NAME, daemon=True)
    thread.start()
    thread.join(SECONDS)
    if not came:
        _given_up.add(thread)
        raise _timeout()
    if isinstance(came[0], Exception):
        raise came[0]
    return came[0]


def _read(image: SiteImage, came: list[bytes | Exception]) -> None:
    try:
        with image.open_file() as file:
            came.append(file.read())
    except Exception as error:
        came.append(error)


def _timeout() -> TimeoutError:
    return TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
