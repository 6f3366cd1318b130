"""From first to last: prepare, measure in rounds, print."""

import argparse
import sys
import time
from pathlib import Path

from tests.bench import certificates, pages, phone, report
from tests.bench.sites import Site, both_sites

# A phase is cut in pieces and the phases take turns, so that a busy moment of the machine meets them all.
PIECES = 3
# A busy machine makes fewer rounds than it was asked for, but is not at it for more than four minutes.
SECONDS = 220
# Of these, a third goes into finding out how much memory many certificates take.
CERTIFICATE_SECONDS = 80
FEWEST = 2


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", allow_abbrev=False)
    parser.add_argument("--rounds", type=_one_or_more, default=6)
    parser.add_argument("--requests", type=_one_or_more, default=60, help="to each page in each round")
    parser.add_argument("--folder", type=Path, required=True, help="an empty one, for the data")
    return parser.parse_args(given)


def main() -> None:
    until = time.monotonic() + SECONDS
    chosen = arguments()
    with both_sites(chosen.folder, sets=chosen.rounds + 1, requests=chosen.requests) as (ours, bare):
        pages.check_same_body(ours, bare)
        rounds = _rounds(ours, bare, chosen, until - CERTIFICATE_SECONDS)
        _print(report.heading(ours.facts, len(rounds), chosen.requests))
        _print(report.pages(rounds))
        _print(
            report.questions({way: pages.requests_a_question(ours, way) for way in report.QUESTION_REQUESTS})
        )
        _print(report.phone(phone.views(ours, ours.facts["lesson"]["adopted"])))
    _print(report.certificates(certificates.measured(ours, rounds=len(rounds), until=until)))
    _print(report.NOTES)


def _rounds(ours: Site, bare: Site, chosen: argparse.Namespace, until: float) -> list[dict[str, float]]:
    """For each round: what one request to each page cost, in seconds of CPU. Fewer where time is short."""
    phases = pages.phases(ours, bare)
    for phase in phases:
        phase.spend(chosen.requests)  # warm
    found = []
    while len(found) < chosen.rounds and (len(found) < FEWEST or time.monotonic() < until):
        print(f"Round {len(found) + 1} of {chosen.rounds}", file=sys.stderr, flush=True)
        spent = dict.fromkeys((phase.name for phase in phases), 0.0)
        turn = len(found) % len(phases)
        for piece in _pieces(chosen.requests):
            for phase in phases[turn:] + phases[:turn]:
                spent[phase.name] += phase.spend(piece)
        found.append({name: seconds / chosen.requests for name, seconds in spent.items()})
    return found


def _pieces(requests: int) -> list[int]:
    sizes = [requests // PIECES + (at < requests % PIECES) for at in range(PIECES)]
    return [size for size in sizes if size]


def _print(lines: list[str]) -> None:
    print("\n".join(lines), flush=True)


def _one_or_more(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)  # bin/bench says so
