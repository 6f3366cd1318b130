"""How far it is, seen by a connection that only reads."""

import sqlite3
import time

from tests.kill.server import Place

ROWS = "SELECT id, attempts, made_at IS NOT NULL FROM certificates_certificatepdf"


class Watch:
    """`longest_wait`: seconds from the first lease of a file that was begun more than once to its being made."""

    def __init__(self, where: Place) -> None:
        self._where = where
        self._begun: dict[int, float] = {}
        self._waits: dict[int, float] = {}

    def __enter__(self) -> "Watch":
        if path := self._where.environment["KILL_SQLITE"]:
            self._database = sqlite3.connect(
                f"file:{path}?mode=ro", uri=True, timeout=20, isolation_level=None
            )
        else:
            import psycopg  # noqa: PLC0415 - only where there is a PostgreSQL

            address = self._where.environment["DATABASE_URL"].replace("postgres:", "postgresql:", 1)
            self._database = psycopg.connect(address, autocommit=True)
        return self

    def __exit__(self, *_error) -> None:
        self._database.close()

    def made(self) -> int:
        """How many there are."""
        now, made = time.monotonic(), 0
        for pk, attempts, is_made in self._database.execute(ROWS).fetchall():
            made += bool(is_made)
            if attempts and not is_made:
                self._begun.setdefault(pk, now)
            elif is_made and attempts > 1 and pk in self._begun:
                self._waits.setdefault(pk, now - self._begun[pk])
        return made

    @property
    def longest_wait(self) -> float:
        return max(self._waits.values(), default=0.0)
