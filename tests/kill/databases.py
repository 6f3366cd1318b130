"""Where a run takes place: on SQLite in its folder, on a PostgreSQL of its own, or on one after the other."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .postgres import Postgres, postgres

DATABASES = ("sqlite", "postgresql")


def add_where(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--database", choices=[*DATABASES, "postgres", "both"], default="both")
    parser.add_argument("--folder", type=Path, required=True, help="an empty one, for the data")
    parser.add_argument("--postgres", type=Path, help="the folder of initdb and postgres")
    parser.add_argument("--server", type=Path, help="an empty folder for PostgreSQL, with a short path")


def names(chosen: str) -> tuple[str, ...]:
    if chosen == "both":
        return DATABASES
    return ("postgresql",) if chosen.startswith("postgres") else (chosen,)


@contextmanager
def database(name: str, chosen: argparse.Namespace) -> Iterator[tuple[str, Postgres | None]]:
    """Its address, and the server where it can be restarted."""
    if name == "sqlite":
        yield str(chosen.folder / "site.sqlite3"), None
        return
    with postgres(chosen.postgres, chosen.server) as server:
        yield server.create("site"), server


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def none_or_more(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("must be 0 or more")
    return number


def one_or_more(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
