"""A bounded part of the walk that is the same every time: every address, every role, every owner."""

from collections import defaultdict
from zlib import crc32

from .expect import answers
from .fill import Case, Filler
from .people import Person

ROUNDS = 2


def sample(filler: Filler, everybody: dict[str, Person]) -> dict[str, list[Case]]:
    """Person → cases. Each address meets a few persons in turn, and somebody who may use it."""
    chosen: dict[str, list[Case]] = defaultdict(list)
    by_address: dict[tuple, list[Case]] = defaultdict(list)
    for case in filler.cases():
        by_address[case.address.template, case.address.name].append(case)
    names = list(everybody)
    for (template, _name), cases in by_address.items():
        start = crc32(template.encode())
        for step in range(ROUNDS):
            person = names[(start + step * 7) % len(names)]
            chosen[person].append(cases[(start + step) % len(cases)])
        for person, case in _fitting(everybody, cases):
            chosen[person].append(case)
    return {person: list(dict.fromkeys(cases)) for person, cases in chosen.items()}


def _fitting(everybody: dict[str, Person], cases: list[Case]) -> list[tuple[str, Case]]:
    """Somebody to whom it answers, with an own thing and with another's."""
    for case in cases:
        for person in everybody.values():
            if 200 in answers(person, case, "GET") | answers(person, case, "POST") and person.user:
                others = [row for row in cases if row.named - {person.home, "shared"}]
                return [(person.name, case), *[(person.name, row) for row in others[:1]]]
    return []
