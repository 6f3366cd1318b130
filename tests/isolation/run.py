"""One share of the whole walk."""

import sys
import time
from functools import partial

from .asking import Asking
from .fill import Filler
from .people import people
from .taking_out import all_guards, take_out
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
            for finding in walked.findings:
                _say(f"  {finding}")
            _say(f"{person.name}: {walked.requests} requests in {time.monotonic() - began:.0f} s")
    missed = list(take_out(Asking(world, everybody), all_guards()[share::of]))
    for row in missed:
        _say(str(row))
    return {
        "requests": report.requests,
        "marks": report.marks,
        "findings": [str(row) for row in report.findings],
        "removed": len(missed),
        "unnoticed": [str(row) for row in missed if row.wrong_before or not row.by],
    }


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
