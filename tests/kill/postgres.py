"""A PostgreSQL of our own that keeps its word at a crash: nothing is turned off that guards what was acknowledged."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.bench.sites import end

READY_SECONDS = 60


class Postgres:
    """On a socket in a folder of its own, without a network; as another user where this one is root."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.folder = programs, folder
        self._process: subprocess.Popen | None = None
        self.as_user: list[str] = []
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody", "nogroup")
            change = ["--reuid", "nobody", "--regid", "nogroup", "--clear-groups", "--pdeathsig", "INT"]
            self.as_user = ["setpriv", *change]

    def initialise(self) -> None:
        self._run(
            "initdb", "--username", "suite", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8"
        )

    def start(self) -> None:
        with (self.folder / "log").open("ab") as told:
            self._process = subprocess.Popen(
                [
                    *(*self.as_user, str(self.programs / "postgres"), "-D", "data"),
                    *("-c", "listen_addresses=", "-c", f"unix_socket_directories={self.folder}"),
                    *("-c", "max_connections=80", "-c", "fsync=on"),
                    *("-c", "synchronous_commit=on", "-c", "full_page_writes=on"),
                ],
                cwd=self.folder,
                stdout=told,
                stderr=told,
            )
        until = time.monotonic() + READY_SECONDS
        while not self._is_ready():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"PostgreSQL did not start:\n{(self.folder / 'log').read_text()[-4000:]}")
            time.sleep(0.02)

    def restart_at_once(self) -> None:
        """As after a power cut: every process of the server ends where it is; the next start recovers from the log."""
        self._run("pg_ctl", "stop", "--mode", "immediate")
        self._process.wait(timeout=60)
        self.start()

    def stop(self) -> None:
        """In order: INT is PostgreSQL's word for "end now, whoever is connected"."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=10)
            end(self._process)

    def address(self, database: str) -> str:
        return f"postgres:///{database}?host={self.folder}&user=suite"

    def create(self, database: str, *, template: str = "template1") -> str:
        """The address of a new database: an empty one, or a copy of one that nobody uses."""
        import psycopg  # noqa: PLC0415 - only where there is a PostgreSQL

        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        return self.address(database)

    def _is_ready(self) -> bool:
        try:
            lines = (self.folder / "data" / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        is_own = bool(lines) and lines[0] == str(self._process.pid)
        return is_own and len(lines) > 7 and lines[7].startswith("ready")

    def _run(self, program: str, *words: str) -> None:
        command = [*self.as_user, str(self.programs / program), "-D", "data", *words]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{program} ended with {done.returncode}:\n{done.stdout}{done.stderr}")


@contextmanager
def postgres(programs: Path, folder: Path) -> Iterator[Postgres]:
    """Started in an empty folder with a short path (a socket's may not be long), and stopped when the block ends."""
    server = Postgres(programs, folder)
    try:
        server.initialise()
        server.start()
        yield server
    finally:
        server.stop()
