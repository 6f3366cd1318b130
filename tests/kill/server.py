"""The site in a folder of its own: prepared, served by gunicorn as production is, and its workers by number."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.bench.cpu import PROC
from tests.bench.sites import HOST, REPOSITORY, end

NAME = "learning.example"


@dataclass(frozen=True)
class Place:
    """Where a site lives: its folder, and the environment of every program of its own."""

    folder: Path
    environment: dict

    @property
    def facts(self) -> Path:
        return self.folder / "facts.json"

    @property
    def journal(self) -> Path:
        """What the residents of the last run were told, and of those before it."""
        return self.folder / "journal.json"

    def run(self, module: str, *words: str) -> str:
        """A program of ours to its end; its output. Raises RuntimeError with what it said."""
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=REPOSITORY,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{module} ended with {done.returncode}:\n{done.stderr[-4000:]}")
        return done.stdout


def place(folder: Path, *, database: str) -> Place:
    """`database`: the address of one on PostgreSQL, or the path of a file for SQLite."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    is_postgres = database.startswith("postgres:")
    given = {
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "tests.kill.settings",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": NAME,
        "PUBLIC_BASE_URL": f"https://{NAME}",
        "DATA_DIR": str(folder / "data"),
        "DATABASE_URL": database if is_postgres else "postgres:///unused",
        "KILL_SQLITE": "" if is_postgres else database,
        "KILL_FOLDER": str(folder / "orders"),
    }
    return Place(folder, {**kept, **given})


@dataclass(frozen=True)
class Server:
    port: int
    pid: int
    log: Path

    def workers(self) -> list[int]:
        """Those that live now."""
        return [
            int(folder.name)
            for folder in PROC.iterdir()
            if folder.name.isdigit() and _parent_of_living(folder) == self.pid
        ]

    def kill(self, worker: int) -> bool:
        """As kill -9; False where it has gone already."""
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
            return True
        return False


def _parent_of_living(folder: Path) -> int:
    try:
        state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return 0
    return 0 if state == "Z" else int(parent)


@contextmanager
def served(where: Place, *, workers: int, threads: int) -> Iterator[Server]:
    """By the entry that can be told to die. A worker that dies is replaced by its parent at once."""
    listens = socket.socket()
    listens.bind((HOST, 0))
    listens.listen(512)
    log = where.folder / "gunicorn.log"
    with log.open("ab") as told:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "tests.kill.wsgi:application"),
                f"--bind=fd://{listens.fileno()}",
                f"--workers={workers}",
                f"--threads={threads}",
                *("--preload", "--graceful-timeout=2", "--no-control-socket", "--log-level=warning"),
            ],
            cwd=REPOSITORY,
            env=where.environment,
            stdout=told,
            stderr=told,
            pass_fds=[listens.fileno()],
        )
    server = Server(listens.getsockname()[1], process.pid, log)
    listens.close()  # only the server holds it now: without one, nobody answers
    try:
        _wait_for_workers(server, process, workers)
        yield server
    finally:
        end(process)


def _wait_for_workers(server: Server, process: subprocess.Popen, count: int) -> None:
    until = time.monotonic() + 120
    while len(server.workers()) < count:
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"gunicorn did not start:\n{server.log.read_text()[-4000:]}")
        time.sleep(0.05)
