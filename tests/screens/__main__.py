"""Brings a browser to every kind of page of a site with the sample partnership: to check it, or to draw it."""

import argparse
import os
import secrets
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.sites import HOST, end, program

SETTINGS = "tests.screens.settings"
BROWSER = {
    "executable_path": "/usr/bin/chromium",
    "args": [
        "--no-sandbox",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
    ],
}


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/screens", allow_abbrev=False)
    parser.add_argument("--folder", type=Path, required=True, help="an empty one, for the data")
    parser.add_argument("--check", action="store_true", help="looks at every page in every way instead")
    parser.add_argument("--only", default="", help="kinds of page whose name holds this")
    parser.add_argument("--into", type=Path, default=Path("docs/screens"), help="where the pictures go")
    parser.add_argument(
        "--look", default="", choices=("", "light-ltr", "dark-ltr", "light-rtl"), help="only this"
    )
    return parser.parse_args(given)


def main() -> int:
    chosen = arguments()
    began = time.monotonic()
    with served(chosen.folder) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**BROWSER)
        try:
            return _run(chosen, browser, site, began)
        finally:
            browser.close()


def _run(chosen: argparse.Namespace, browser, site: str, began: float) -> int:
    from tests.screens import matrix, pictures  # noqa: PLC0415 - models come after the set-up

    if chosen.check:
        return matrix.tell(matrix.check(browser, site, chosen.only), began)
    return pictures.draw(browser, site, chosen, began)


@contextmanager
def served(folder: Path):
    """The address of a site of its own, with the sample partnership in it, until the block ends."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "secret-key").write_text(secrets.token_urlsafe(50))
    port = _free_port()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "DEMO_DATA_DIR": str(folder),
        "PORT": str(port),
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright's loop runs in the thread that asks the database
    }
    _prepare()
    server = program(
        {**os.environ},
        "gunicorn",
        "config.wsgi:application",
        f"--bind={HOST}:{port}",
        "--threads=4",
        "--graceful-timeout=2",
        "--no-control-socket",
        "--log-level=error",
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(port, server)
        yield f"http://{HOST}:{port}"
    finally:
        end(server)


def _prepare() -> None:
    import django  # noqa: PLC0415 - the settings' environment comes first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from dashboards.domain import load_sample_partnership  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    load_sample_partnership()


def _free_port() -> int:
    import socket  # noqa: PLC0415

    with socket.socket() as listens:
        listens.bind((HOST, 0))
        return listens.getsockname()[1]


def _wait(port: int, server: subprocess.Popen) -> None:
    from http.client import HTTPConnection  # noqa: PLC0415

    for _turn in range(200):
        if server.poll() is not None:
            raise SystemExit("The site did not start.")
        try:
            connection = HTTPConnection(HOST, port, timeout=20)
            connection.request("GET", "/healthz/")
            connection.getresponse()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The site does not answer.")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
