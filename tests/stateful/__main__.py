"""From first to last, for each database: migrates, copies, and lets people and trainers loose in each process."""

import argparse
import json
import logging
import os
import random
import shutil
import subprocess
import sys
import time

from tests.kill.databases import add_where, names, one_or_more, say
from tests.kill.postgres import Postgres, postgres

RUNS = {"sqlite": 2000, "postgresql": 500}


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/stateful", allow_abbrev=False)
    parser.add_argument("--runs", type=one_or_more, help="2000 on SQLite, 500 on PostgreSQL")
    parser.add_argument("--steps", type=one_or_more, default=50, help="acts in each run")
    parser.add_argument("--workers", type=one_or_more, default=2, help="processes side by side")
    parser.add_argument("--seed", type=int, help="the same runs once more")
    parser.add_argument(
        "--without-shrinking", action="store_true", help="tell a finding as it was met, at once"
    )
    add_where(parser)
    parser.add_argument("--share", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--address", help=argparse.SUPPRESS)
    chosen = parser.parse_args(given)
    if chosen.seed is None:
        chosen.seed = random.randrange(10**6)
    return chosen


def main() -> int:
    chosen = arguments()
    if chosen.share is not None:
        return _share(chosen)
    lines, is_wrong = [], False
    for name in names(chosen.database):
        began = time.monotonic()
        runs = chosen.runs or RUNS[name]
        say(f"{name}: {runs} runs of {chosen.steps} acts in {chosen.workers} processes, seed {chosen.seed}")
        if name == "sqlite":
            results = _let_loose(chosen, runs, None)
        else:
            with postgres(chosen.postgres, chosen.server) as server:
                results = _let_loose(chosen, runs, server)
        is_broken = len(results) < chosen.workers
        is_wrong |= is_broken or any(result["findings"] for result in results)
        told = _told(results, time.monotonic() - began)
        lines += [f"{name}: {line}" for line in (*told, *(["a part of it broke off"] if is_broken else []))]
    print(*lines, sep="\n", flush=True)
    return 1 if is_wrong else 0


def _let_loose(chosen: argparse.Namespace, runs: int, server: Postgres | None) -> list[dict]:
    """One database for each process."""
    folder = chosen.folder / ("postgresql" if server else "sqlite")
    folder.mkdir()
    template = server.create("template") if server else str(folder / "template.sqlite3")
    subprocess.run([sys.executable, "-m", "tests.stateful", *_words(chosen, 1, template, -1)], check=True)
    jobs, files = [], []
    for share in range(chosen.workers):
        address = _copy(template, share, server)
        own = runs // chosen.workers + (share < runs % chosen.workers)
        words = _words(chosen, own, address, share)
        files.append(folder / f"{share}.json")
        with files[-1].open("w") as told:
            jobs.append(subprocess.Popen([sys.executable, "-m", "tests.stateful", *words], stdout=told))
    for job in jobs:
        job.wait()
    return [result for file in files if (result := _figures(file.read_text()))]


def _figures(text: str) -> dict | None:
    """The last line of a process; what stands before it is the way to a finding. None of one that broke off."""
    *way, last = text.splitlines() or [""]
    print(*way, sep="\n", end="\n" if way else "", flush=True)
    try:
        return json.loads(last)
    except ValueError:
        return None


def _words(chosen: argparse.Namespace, runs: int, address: str, share: int) -> list[str]:
    words = ["--folder", str(chosen.folder), "--address", address, "--share", str(share)]
    words += ["--runs", str(runs), "--steps", str(chosen.steps), "--seed", str(chosen.seed)]
    return [*words, "--without-shrinking"] if chosen.without_shrinking else words


def _copy(template: str, share: int, server: Postgres | None) -> str:
    if server is None:
        return shutil.copyfile(template, template.replace("template", f"share{share}"))
    return server.create(f"share{share}", template="template")


def _told(results: list[dict], seconds: float) -> list[str]:
    """The figures of all processes together."""
    acts: dict[str, int] = {}
    for result in results:
        for name, number in result["acts"].items():
            acts[name] = acts.get(name, 0) + number
    count, runs = sum(acts.values()), sum(result["runs"] for result in results)
    cpu = sum(result["cpu_seconds"] for result in results)
    findings = sum(result["findings"] for result in results)
    by_name = ", ".join(f"{name} {number}" for name, number in sorted(acts.items(), key=lambda row: -row[1]))
    return [
        f"acts: {by_name}",
        f"{runs} runs, {count} acts in {seconds:.0f} s, {1000 * cpu / max(count, 1):.1f} ms of CPU each, "
        f"{findings} findings",
    ]


def _share(chosen: argparse.Namespace) -> int:
    """One process: with share -1 the template, else so many runs."""
    _set_up(chosen.address)
    from django.core.management import call_command  # noqa: PLC0415 - after the set-up
    from django.db import connection  # noqa: PLC0415

    if chosen.share < 0:
        call_command("migrate", interactive=False, verbosity=0)
        connection.close()
        return 0
    from .run import run_share  # noqa: PLC0415 - models come after the set-up

    result = run_share(
        runs=chosen.runs,
        steps=chosen.steps,
        number=chosen.seed * 100 + chosen.share,
        is_shrunk=not chosen.without_shrinking,
    )
    print(json.dumps(result))
    return 0


def _set_up(address: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    is_server = address.startswith("postgres:")
    if is_server:
        os.environ["TEST_DATABASE_URL"] = address
    import django  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415

    if not is_server:
        settings.DATABASES["default"]["NAME"] = address
    django.setup()
    logging.disable(logging.CRITICAL)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)  # bin/stateful says so
