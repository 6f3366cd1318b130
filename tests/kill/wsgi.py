"""The entry for gunicorn, with places at which a worker dies when it is told to (points.py).

Nothing of it is in the product: it wraps the application, the commit and the connection from outside.
"""

import os
import signal
import threading
from functools import wraps
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from config.wsgi import application as whole
from tests.kill import points

orders = points.Orders(Path(os.environ["KILL_FOLDER"]))
_now = threading.local()
AROUND = {
    "learning_response": (points.BEFORE_WRITING, points.AFTER_WRITING),
    "learning_attempt": (None, points.AFTER_COUNTING),
    "learning_coursecompletion": (None, points.AT_COMPLETION),
}


def may_die(point: str | None) -> None:
    """As kill -9 would have it: no goodbye, to nobody."""
    if point and orders.take(point):
        os.kill(os.getpid(), signal.SIGKILL)


def _watch(execute, sql, params, many, context):
    table = _written_table(sql)
    before, after = AROUND.get(table, (None, None)) if getattr(_now, "is_act", False) else (None, None)
    may_die(before)
    result = execute(sql, params, many, context)
    may_die(after)
    return result


def _written_table(sql: str) -> str:
    words = sql.split('"', 2)
    return words[1] if words[0] in ("INSERT INTO ", "UPDATE ") else ""


def _watched(sender, connection, **_kwargs) -> None:
    if _watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(_watch)


connection_created.connect(_watched)


def _around(commit):
    @wraps(commit)
    def run(self):
        is_act = getattr(_now, "is_act", False)
        may_die(points.BEFORE_COMMIT if is_act else None)
        commit(self)
        may_die(points.AFTER_COMMIT if is_act else None)

    return run


BaseDatabaseWrapper.commit = _around(BaseDatabaseWrapper.commit)


def application(environ, start_response):
    _now.is_act = environ["REQUEST_METHOD"] == "POST"
    try:
        response = whole(environ, start_response)
    finally:
        is_act, _now.is_act = _now.is_act, False
    if is_act:
        may_die(points.BEFORE_REPLY)
        return response
    return _half(response) if orders.is_waiting(points.HALF_A_PAGE) else response


def _half(response):
    """Some of a page, and then nobody."""
    whole_body = b"".join(response)
    response.close()
    yield whole_body[: len(whole_body) // 2]
    may_die(points.HALF_A_PAGE)
    yield whole_body[len(whole_body) // 2 :]
