"""The whole walk: migrates a fresh database, plants, and sends every person round, in two processes."""

import argparse
import json
import logging
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

SHARES = 2


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/isolation", allow_abbrev=False)
    parser.add_argument("--folder", type=Path, required=True, help="an empty one, for the data")
    parser.add_argument("--without-guards", action="store_true", help="only take the guards out, one by one")
    parser.add_argument("--share", type=int, help=argparse.SUPPRESS)
    return parser.parse_args(given)


def main() -> int:
    chosen = arguments()
    if chosen.share is not None:
        return _share(chosen)
    began = time.monotonic()
    template = _migrated(chosen.folder)
    jobs = []
    for share in range(SHARES):
        shutil.copyfile(template, chosen.folder / f"{share}.sqlite3")
        jobs.append(
            subprocess.Popen([sys.executable, "-m", "tests.isolation", *sys.argv[1:], "--share", str(share)])
        )
    broken = any(job.wait() for job in jobs)
    results = [
        json.loads((chosen.folder / f"{share}.json").read_text()) for share in range(SHARES) if not broken
    ]
    if broken:
        print("A part of the walk broke off.")
        return 1
    return _tell(results, time.monotonic() - began)


def _tell(results: list[dict], seconds: float) -> int:
    findings = [line for result in results for line in result["findings"]]
    unnoticed = [line for result in results for line in result["unnoticed"]]
    for line in unnoticed:
        print(f"Taken out and not noticed: {line}")
    count = sum(result["requests"] for result in results)
    marks = sum(result["marks"] for result in results)
    removed = sum(result["removed"] for result in results)
    if count:
        print(f"{count} requests in {seconds:.0f} s, {marks} marks of another partner, "
              f"{len(findings) - marks} unexpected answers")  # fmt: skip
    print(f"{removed} guards taken out one by one, {removed - len(unnoticed)} noticed")
    return 1 if findings or unnoticed else 0


def _migrated(folder: Path) -> Path:
    settings = _set_up(folder / "template.sqlite3")
    from django.core.management import call_command  # noqa: PLC0415 - after the set-up
    from django.db import connection  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    connection.close()
    return Path(settings.DATABASES["default"]["NAME"])


def _share(chosen: argparse.Namespace) -> int:
    _set_up(chosen.folder / f"{chosen.share}.sqlite3")
    from .run import run_share  # noqa: PLC0415 - models come after the set-up

    result = run_share(share=chosen.share, of=SHARES, walks=not chosen.without_guards)
    (chosen.folder / f"{chosen.share}.json").write_text(json.dumps(result))
    return 0


def _set_up(database: Path):
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    import django  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415

    settings.DATABASES["default"]["NAME"] = str(database)
    django.setup()
    logging.disable(logging.CRITICAL)
    return settings


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)  # bin/isolation says so
