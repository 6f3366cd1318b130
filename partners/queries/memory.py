"""What a process keeps in memory about public content, and when it throws it away.

Nothing about a person is ever remembered here. One row, read once per request, says whether
anything public has changed since; then all of it is dropped and built anew on demand.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import TypeVar

from django.db import connection

from partners.models import ContentVersion
from partners.scoping import everything

T = TypeVar("T")

# The number as this request has read it; None outside a request, where each use reads it.
_read_in_request: ContextVar[list[int | None] | None] = ContextVar("content_version", default=None)
_lock = Lock()
_memory: dict[Hashable, object] = {}
_memory_version: int | None = None


def content_version() -> int:
    """The current number: one SQL per request, at its first use."""
    seen = _read_in_request.get()
    if seen is not None and seen[0] is not None:
        return seen[0]
    number = _read_number()
    if seen is not None:
        seen[0] = number
    return number


def _read_number() -> int:
    # Every request asks this first; without the ORM it costs a third.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number FROM {ContentVersion._meta.db_table} WHERE id = 1")  # noqa: S608 - no input
        row = cursor.fetchone()
    return row[0] if row else 0


@contextmanager
def within_request() -> Iterator[None]:
    """Inside, the number is read at most once. A preview is a request within a request."""
    token = _read_in_request.set([None])
    try:
        yield
    finally:
        _read_in_request.reset(token)


def forget_request() -> None:
    """This request has itself changed public content: the number is read again."""
    seen = _read_in_request.get()
    if seen is not None:
        seen[0] = None


def remembered(name: Hashable, build: Callable[[], T]) -> T:
    """The value kept under this name since public content last changed; built when there is none."""
    global _memory, _memory_version
    version = content_version()
    with _lock:
        if version != _memory_version:
            _memory, _memory_version = {}, version
        memory = _memory
    if name not in memory:
        # What one partner's staff may see is never what all are shown.
        with everything():
            memory[name] = build()
    return memory[name]


def forget_everything() -> None:
    """Drops all of it at once; tests that roll back need it, since the number then moves backwards."""
    global _memory, _memory_version
    with _lock:
        _memory, _memory_version = {}, None
    forget_request()
