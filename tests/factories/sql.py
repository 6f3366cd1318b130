"""Counts what a request asks of the database, BEGIN and COMMIT included."""

from contextlib import contextmanager
from types import SimpleNamespace

from django.db import connection
from django.test.utils import CaptureQueriesContext


@contextmanager
def counting():
    """`found.number` and `found.queries` after the block."""
    found = SimpleNamespace(number=0, queries=[])
    with CaptureQueriesContext(connection) as captured:
        yield found
    found.queries = [row["sql"] for row in captured.captured_queries]
    found.number = len(found.queries)
