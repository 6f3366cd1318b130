"""Certificates by our renderer, alone and together, against a default call of WeasyPrint on the same HTML."""

import json
import subprocess

from tests.bench.sites import Site, end, program

DOCUMENTS = 20


def measured(ours: Site, *, rounds: int, until: float, documents: int = DOCUMENTS) -> dict:
    """As tests.bench.draw prints it: rounds = [{ours, default, making, together, singly}] in seconds of CPU a
    document, bytes of one PDF, growth of the process in bytes.

    Makes fewer rounds when `until`, a time.monotonic(), comes first.
    """
    words = [str(rounds), str(documents), str(until)]
    process = program(ours.environment, "tests.bench.draw", *words, stdout=subprocess.PIPE, text=True)
    try:
        answer, _nothing = process.communicate()
    finally:
        end(process)
    if process.returncode:
        raise SystemExit("The certificates could not be drawn; the lines above say why.")
    return json.loads(answer)
