"""What many tests stand on is built once per process; every other time its rows are put back as they were.

Only onto the same ground: where a test has changed what was there before, it is built anew.
"""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from django.apps import apps
from django.core.cache import caches
from django.db import connection, transaction

# A full-text index and what belongs to it: the database keeps them in step with their table by itself.
INDEX_TABLES = "_fts"

T = TypeVar("T")
Rows = dict[str, dict]


@dataclass(frozen=True)
class Kept:
    """`ground`: what the database held before; `gone` and `rows`: table → keys, and the rows that were new."""

    ground: object
    gone: dict[str, list]
    rows: dict[str, list]
    value: object


_kept: dict[tuple, Kept] = {}
_columns: dict[str, tuple[str, str]] = {}


def kept(build: Callable[[], T], *key) -> T:
    """What `build` returns, with its rows in the database. `key`: what else it stands on."""
    name = (build.__module__, build.__qualname__, connection.vendor, *key)
    ground = _ground()
    known = _kept.get(name)
    if known is None or known.ground != ground:
        before = _rows()
        value = build()
        known = _kept[name] = Kept(ground, *_changes(before, _rows()), deepcopy(value))
        return value
    with transaction.atomic():
        for table, keys in known.gone.items():
            _delete(table, keys)
        for table, rows in known.rows.items():
            _insert(table, rows)
    for memory in caches.all():
        memory.clear()
    return deepcopy(known.value)


def _ground() -> object:
    """Within a test's transaction, the numbers that the next rows will bear; the whole database otherwise.

    PostgreSQL never gives a number twice: within a transaction, rows that are put back meet nobody there.
    """
    if connection.vendor == "postgresql":
        return "transaction" if connection.in_atomic_block else object()
    if not connection.in_atomic_block:
        return _rows()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
        return cursor.fetchall()


def _rows() -> Rows:
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if INDEX_TABLES not in name]
        return {table: _rows_of(table, cursor) for table in tables}


def _rows_of(table: str, cursor) -> dict:
    key, columns = _columns_of(table, cursor)
    if connection.vendor == "postgresql":
        cursor.execute(f'SELECT "{key}"::text, row_to_json("{table}")::text FROM "{table}"')  # noqa: S608
        return dict(cursor.fetchall())
    found = connection.connection.execute(f'SELECT "{key}", {columns} FROM "{table}"')  # noqa: S608
    if _is_link(table):
        # Nobody asks for the number of such a row, and a flush gives it another.
        return {row[1:]: row[1:] for row in found}
    return {row[0]: row[1:] for row in found}


def _columns_of(table: str, cursor) -> tuple[str, str]:
    """The key, and what a row is put back with."""
    if table not in _columns:
        key = connection.introspection.get_primary_key_column(cursor, table)
        names = [row.name for row in connection.introspection.get_table_description(cursor, table)]
        kept_names = [name for name in names if not (_is_link(table) and name == key)]
        _columns[table] = key, ", ".join(f'"{name}"' for name in kept_names)
    return _columns[table]


@cache
def _is_link(table: str) -> bool:
    """A table that only says what belongs together, made by Django for a many-to-many field."""
    models = apps.get_models(include_auto_created=True)
    return any(model._meta.auto_created for model in models if model._meta.db_table == table)


def _changes(before: Rows, after: Rows) -> tuple[dict, dict]:
    gone, new = {}, {}
    for table, rows in after.items():
        old = before.get(table, {})
        if keys := [key for key, row in old.items() if rows.get(key) != row]:
            gone[table] = keys
        if added := [row for key, row in rows.items() if old.get(key) != row]:
            new[table] = added
    return gone, new


def _delete(table: str, keys: list) -> None:
    key, columns = _columns[table]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'DELETE FROM "{table}" WHERE "{key}"::text = ANY(%s)', [keys])  # noqa: S608
        return
    is_link = _is_link(table)
    asked = " AND ".join(f"{name} = ?" for name in columns.split(", ")) if is_link else f'"{key}" = ?'
    rows = keys if is_link else [(row,) for row in keys]
    connection.connection.executemany(f'DELETE FROM "{table}" WHERE {asked}', rows)  # noqa: S608


def _insert(table: str, rows: list) -> None:
    if connection.vendor == "postgresql":
        statement = f'INSERT INTO "{table}" SELECT * FROM json_populate_recordset(NULL::"{table}", %s::json)'  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(statement, [json.dumps([json.loads(row) for row in rows])])
        return
    places = ", ".join("?" * len(rows[0]))
    statement = f'INSERT INTO "{table}" ({_columns[table][1]}) VALUES ({places})'  # noqa: S608
    connection.connection.executemany(statement, rows)
