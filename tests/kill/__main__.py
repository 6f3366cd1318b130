"""From first to last: for each database a site, residents who answer, and somebody who kills."""

import argparse
import sys

from .databases import add_where, database, names, none_or_more, one_or_more, say
from .run import kill_workers, prepared


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/kill", allow_abbrev=False)
    parser.add_argument("--answers", type=one_or_more, default=20_000)
    parser.add_argument("--kills", type=none_or_more, default=500)
    parser.add_argument("--restarts", type=none_or_more, default=20, help="of PostgreSQL, as after a crash")
    add_where(parser)
    return parser.parse_args(given)


def main() -> int:
    chosen = arguments()
    lines, wrong = [], []
    for name in names(chosen.database):
        say(f"{name}: preparing")
        with database(name, chosen) as (address, server):
            where = prepared(chosen.folder / name, database=address)
            say(f"{name}: {chosen.answers} answers, {chosen.kills} kills")
            line, found, killed = kill_workers(
                where,
                answers=chosen.answers,
                kills=chosen.kills,
                restarts=chosen.restarts if server else 0,
                database=server,
            )
        for point, count in sorted(killed.done.items()):
            say(f"  {count} {point}")
        lines.append(f"{name}: {line}")
        wrong += [f"{name}: {row}" for row in found]
    print(*wrong[:40], *lines, sep="\n", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)  # bin/kill says so
