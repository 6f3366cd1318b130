"""Codes that nobody was given, looked up by the million.

    python -m tests.lasting.guesses COUNT OVER_HTTP

A tenth of them are near misses: a code that was given, with one letter changed. Prints the figures as JSON, and as many
more codes for whoever asks over HTTP.
"""

import json
import secrets
import sys
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from certificates.domain import codes  # noqa: E402
from certificates.queries import find_by_code  # noqa: E402
from learning.domain.code_letters import LETTERS  # noqa: E402
from tests.factories.courses import make_small_course  # noqa: E402
from tests.factories.partners import make_partners  # noqa: E402

from .holders import all_files, holders  # noqa: E402

HOLDERS = 10


def near(code: str) -> str:
    """With one letter changed; its check letters are right again."""
    place = secrets.randbelow(len(code))
    return code[:place] + secrets.choice(LETTERS.replace(code[place], "")) + code[place + 1 :]


def look_up(count: int, given: list[str]) -> int:
    """How many of so many codes, as they would be typed, lead to a certificate."""
    hits = 0
    for number in range(count):
        code = near(given[number % len(given)]) if number % 10 == 0 else codes.new_code()
        hits += find_by_code(codes.parse(codes.printed(code))) is not None
    return hits


def main(count: str, over_http: str) -> dict:
    call_command("migrate", interactive=False, verbosity=0)
    make_small_course(make_partners())
    for _holder in holders(HOLDERS):
        pass
    given = [file.certificate.code for file in all_files()]
    began = time.monotonic()
    hits = look_up(int(count), given)
    took = time.monotonic() - began
    missed = sum(find_by_code(code) is None for code in given)
    return {
        "given": codes.printed(given[0]),
        "others": [codes.printed(codes.new_code()) for _code in range(int(over_http))],
        "hits": hits,
        "missed": missed,
        "seconds": round(took, 1),
        "microseconds each": round(took / max(int(count), 1) * 1e6),
    }


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
