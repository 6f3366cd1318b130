"""Our site and a bare Wagtail site: prepared in one folder, each served by one gunicorn worker."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

from tests.bench.cpu import seconds_of_tree

REPOSITORY = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
# What a phone's browser says over HTTPS.
ENCODINGS = "gzip, deflate, br"


@dataclass(frozen=True)
class Site:
    """One that is being served. `facts` is what tests.bench.ours has prepared."""

    port: int
    pid: int
    environment: dict
    facts: dict

    def ask(
        self,
        path: str,
        *,
        cookie: str = "",
        body: str | None = None,
        encodings: str = ENCODINGS,
        **headers: str,
    ) -> tuple[HTTPResponse, bytes]:
        """One request on a connection of its own; a body makes it a form that is sent."""
        headers["Accept-Encoding"] = encodings
        if cookie:
            headers["Cookie"] = cookie
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection(HOST, self.port, timeout=60)
        try:
            connection.request("GET" if body is None else "POST", path, body, headers)
            response = connection.getresponse()
            return response, response.read()
        finally:
            connection.close()

    def cpu_seconds(self) -> float:
        """All that the server has used so far."""
        time.sleep(0.01)  # it still closes the last connection
        return seconds_of_tree(self.pid)


@contextmanager
def both_sites(folder: Path, *, sets: int, requests: int) -> Iterator[tuple[Site, Site]]:
    """Ours and the bare one, until the block ends."""
    facts_file = folder / "facts.json"
    ours_listens, bare_listens = _listening(), _listening()
    ours_port, bare_port = ours_listens.getsockname()[1], bare_listens.getsockname()[1]
    ours_environment = _environment(
        DJANGO_SETTINGS_MODULE="config.settings.demo",
        DEMO_DATA_DIR=_folder(folder, "ours"),
        PORT=str(ours_port),
    )
    bare_environment = _environment(
        DJANGO_SETTINGS_MODULE="tests.bench.bare.settings", BARE_DATA_DIR=_folder(folder, "bare")
    )
    # Two settings modules at once would each make one.
    (folder / "ours" / "secret-key").write_text(secrets.token_urlsafe(50))
    _say("Preparing both sites: database, sample partnership, static files")
    _run_all(
        (ours_environment, "tests.bench.ours", str(facts_file), str(sets), str(requests)),
        (ours_environment, "django", "collectstatic", "--noinput", "--verbosity=0"),
        (bare_environment, "django", "migrate", "--verbosity=0"),
    )
    _run_all((bare_environment, "tests.bench.bare.fill", str(facts_file)))
    facts = json.loads(facts_file.read_text())
    bare_environment["BARE_CONN_MAX_AGE"] = str(facts["connection_seconds"])
    with ExitStack() as stack:
        ours = stack.enter_context(_served("config.wsgi", ours_listens, ours_environment))
        bare = stack.enter_context(_served("tests.bench.bare.wsgi", bare_listens, bare_environment))
        yield (
            Site(ours_port, ours, ours_environment, facts),
            Site(bare_port, bare, bare_environment, facts),
        )


def program(environment: dict, module: str, *words: str, **options) -> subprocess.Popen:
    """A Python program of ours, in a process of its own."""
    command = [sys.executable, "-m", module, *words]
    return subprocess.Popen(command, cwd=REPOSITORY, env=environment, **options)


def end(process: subprocess.Popen) -> None:
    """Asks it to end, and ends it after five seconds."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def _served(wsgi: str, listens: socket.socket, environment: dict) -> Iterator[int]:
    """The process id of gunicorn. The socket listens already: the first request waits for the worker."""
    process = program(
        environment,
        "gunicorn",
        f"{wsgi}:application",
        f"--bind=fd://{listens.fileno()}",
        "--workers=1",
        "--graceful-timeout=2",
        "--no-control-socket",
        "--log-level=warning",
        pass_fds=[listens.fileno()],
    )
    listens.close()  # only the server holds it now: without one, nobody answers
    try:
        yield process.pid
    finally:
        end(process)


def _run_all(*programs: tuple) -> None:
    """Side by side; stops the bench when one of them fails."""
    running = [program(environment, *words) for environment, *words in programs]
    try:
        if [process for process in running if process.wait()]:
            raise SystemExit("The sites could not be prepared; the lines above say why.")
    finally:
        for process in running:
            end(process)


def _listening() -> socket.socket:
    """On a port that is free."""
    listens = socket.socket()
    listens.bind((HOST, 0))
    listens.listen(64)
    return listens


def _environment(**changes: str) -> dict:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONUNBUFFERED": "1", **changes}


def _folder(parent: Path, name: str) -> str:
    (parent / name).mkdir(parents=True)
    return str(parent / name)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
