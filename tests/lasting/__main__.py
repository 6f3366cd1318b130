"""From first to last: for each database the parts that were chosen, each on a site of its own."""

import argparse
import json
import sys
from contextlib import nullcontext

from tests.kill.databases import add_where, names, none_or_more, one_or_more, say
from tests.kill.postgres import postgres
from tests.kill.server import Place, place

from .asking import ask
from .deaths import kill_workers

PARTS = ("outlive", "deaths", "guesses")
HTTP_CODES = 2_000
LEASE_SECONDS = 10


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/lasting", allow_abbrev=False)
    parser.add_argument("--part", choices=PARTS, help="only this one")
    parser.add_argument("--certificates", type=one_or_more, default=1_000)
    parser.add_argument("--deaths", type=none_or_more, default=200)
    parser.add_argument("--guesses", type=one_or_more, default=1_000_000)
    parser.add_argument(
        "--lease", type=one_or_more, default=LEASE_SECONDS, help="seconds; production's is 90"
    )
    parser.add_argument("--world", choices=("sample", "small"), default="sample", help="what is outlived")
    add_where(parser)
    return parser.parse_args(given)


def outlive(where: Place, *, certificates: int, world: str) -> tuple[str, list[str]]:
    """The figures, and what is wrong."""
    said = json.loads(where.run("tests.lasting.outlive", str(certificates), world).splitlines()[-1])
    figures = ", ".join(f"{number} {what}" for what, number in said["figures"].items())
    return f"outlive: {figures}; {len(said['wrong'])} changed", said["wrong"]


def deaths(where: Place, chosen: argparse.Namespace) -> tuple[str, list[str]]:
    line, wrong = kill_workers(
        where, certificates=chosen.certificates, kills=chosen.deaths, lease=chosen.lease
    )
    return f"deaths: {line}", wrong


def guesses(where: Place, *, count: int, over_http: int = HTTP_CODES) -> tuple[str, list[str]]:
    said = json.loads(where.run("tests.lasting.guesses", str(count), str(over_http)).splitlines()[-1])
    line, wrong = ask(where, others=said["others"], given=said["given"])
    if said["hits"] or said["missed"]:
        wrong.append(f"{said['hits']} guesses hit, {said['missed']} of those given are not found")
    first = f"{count} codes looked up, {said['hits']} hits, {said['microseconds each']} microseconds each"
    return f"guesses: {first}; {line}", wrong


def main() -> int:
    chosen = arguments()
    lines, wrong = [], []
    for name in names(chosen.database):
        with _server(name, chosen) as server:
            for part in PARTS:
                if chosen.part in (None, part):
                    say(f"{name}: {part}")
                    folder = chosen.folder / f"{name}-{part}"
                    folder.mkdir()
                    address = server.create(part) if server else str(folder / "site.sqlite3")
                    line, found = _run(part, place(folder, database=address), chosen)
                    # At once, too: what comes after it may be broken off.
                    say(line)
                    lines.append(f"{name}: {line}")
                    wrong += [f"{name}: {part}: {row}" for row in found]
    print(*wrong[:40], *lines, sep="\n", flush=True)
    return 1 if wrong else 0


def _server(name: str, chosen: argparse.Namespace):
    return postgres(chosen.postgres, chosen.server) if name == "postgresql" else nullcontext()


def _run(part: str, where: Place, chosen: argparse.Namespace) -> tuple[str, list[str]]:
    if part == "outlive":
        return outlive(where, certificates=chosen.certificates, world=chosen.world)
    if part == "deaths":
        return deaths(where, chosen)
    return guesses(where, count=chosen.guesses)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)  # bin/lasting says so
