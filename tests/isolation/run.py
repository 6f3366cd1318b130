"""One share of the whole walk."""

import sys
import time
from functools import partial

from .fill import Filler
from .people import people
from .touch import Touch
from .walk import Report, Walker
from .ways import further
from .world import plant


def run_share(*, share: int, of: int, walks: bool) -> dict:
    """Every so-and-so-many-th case of every person, so that both shares take as long."""
    world = plant()
    everybody = people(world)
    report = Report()
    if walks:
        cases = list(Filler(world).cases())
        touch = Touch(world)
        for person in everybody.values():
            began = time.monotonic()
            walked = Walker(person, touch).walk(cases[share::of], partial(further, world))
            report.add(walked)
            _say(f"{person.name}: {walked.requests} requests in {time.monotonic() - began:.0f} s")
    return {
        "requests": report.requests,
        "marks": report.marks,
        "findings": [str(row) for row in report.findings],
        "removed": 0,
        "unnoticed": [],
    }


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
