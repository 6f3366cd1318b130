"""Wherever a word stands: in every column of every table, in what sessions and caches hold, and in files."""

from collections.abc import Iterator
from pathlib import Path

from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection


def traces_of(*words: str, folders: tuple[Path, ...] = ()) -> list[str]:
    """Table and column, or whatever else holds one of the words; upper and lower case are one."""
    asked = [word.casefold() for word in words]
    places = [*_columns(), *_sessions(), *_caches(), *_files(folders)]
    return sorted({where for where, text in places if any(word in text.casefold() for word in asked)})


def _columns() -> Iterator[tuple[str, str]]:
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {quoted(table)}")  # noqa: S608 - names from the database itself
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from ((f"{table}.{name}", _text(value)) for name, value in zip(names, row, strict=True))


def _sessions() -> Iterator[tuple[str, str]]:
    """Their rows are signed and packed."""
    return ((f"session {row.pk}", str(row.get_decoded())) for row in Session.objects.all())


def _caches() -> Iterator[tuple[str, str]]:
    for cache in caches.all(initialized_only=True):
        for key, value in getattr(cache, "_cache", {}).items():
            yield f"cache {key}", f"{key} {_text(value)}"


def _files(folders: tuple[Path, ...]) -> Iterator[tuple[str, str]]:
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                yield f"file {path.relative_to(folder)}", f"{path.name} {_text(path.read_bytes())}"


def _text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode(errors="replace")
    return str(value)
