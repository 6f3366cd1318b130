"""The same answer twenty times at once, two phones at once, and eight processes that write at once.

    python -m tests.kill.bursts --folder FOLDER

What was acknowledged is compared with what is stored, as after killing.
"""

import argparse
import json
import re
import statistics
import sys
import time
from dataclasses import dataclass

from .databases import add_where, database, names, none_or_more, say
from .phone import Phone, Reply, Tally
from .run import Found, compared, prepared
from .server import Place, served
from .walking import Choice, Goal, Journal, Resident, walking

IN_A_BURST = 20
WRITERS, THREADS = 8, 2
# What the other phones may not meet either; see run.FORBIDDEN.
FORBIDDEN = ("bursts with", "pairs of", "not told", "told to wait")
CODE = re.compile(r"<bdi[^>]*>((?:[0-9A-Z]{4} ){3}[0-9A-Z]{4})</bdi>")


class Impatient(Resident):
    """Sends each answer twenty times at once; all replies have to lead to the same place."""

    def answer(self, choice: Choice) -> Reply:
        replies = at_once([(self.phone, choice)] * IN_A_BURST)
        if len({(reply.status, reply.location) for reply in replies}) > 1:
            self.tally.add("bursts with different replies")
        if not self.note(choice, replies[0]):
            raise AssertionError(f"{choice.action} answers {replies[0].status}")
        return self.phone.get(replies[0].location)


class TwoPhones(Resident):
    """Opens the work on a second phone with a claim code, and answers each question on both at once."""

    second: Phone | None = None

    def answer(self, choice: Choice) -> Reply:
        if choice.version == 0 and not self._has_begun_here(choice):
            self.second = self._second_phone()
        page = self.second.get(f"/learn/{choice.attempt}/").page()
        other = self.filled_in(page.form_onward, page.form_to("/set-aside/"))
        both = [(self.phone, choice), (self.second, other)]
        replies = at_once(both)
        counted = [self.note(asked, reply) for (_phone, asked), reply in zip(both, replies, strict=True)]
        if counted.count(True) != 1:
            self.tally.add("pairs of which not one counted")
            raise AssertionError([(reply.status, reply.location) for reply in replies])
        late, told = both[counted.index(False)][1], replies[counted.index(False)]
        self.journal.refused.append((late.attempt, late.key))
        self.tally.add("told to be too late" if _is_told(told) else "not told to be too late")
        return self.phone.get(replies[counted.index(True)].location)

    def _has_begun_here(self, choice: Choice) -> bool:
        """The second quiz of the same resident."""
        return any(answer.walk == self.walk for answer in reversed(self.journal.answers[-200:]))

    def _second_phone(self) -> Phone:
        asked = self.phone.get("/code/").page().form_to("/code/new/")
        slip = self.phone.get(self.phone.post(asked.action, asked.fields).location)
        code = CODE.search(slip.html)
        if not code:
            raise AssertionError(f"no code at {slip.path}: {slip.html[:2000]}")
        second = Phone(self.port, self.tally)
        form = second.get("/code/open/").page().form_to("/code/open/")
        opened = second.post(form.action, [*form.fields, ("code", code[1])])
        if opened.status != 302:
            raise AssertionError(f"the code answers {opened.status}")
        return second


def _is_told(told: Reply) -> bool:
    """With a page that says so, at the address it was sent to."""
    return told.status == 409


def at_once(answers: list[tuple[Phone, Choice]]) -> list[Reply]:
    """Each on a connection of its own; all are sent before the first reply is read."""
    connections = [phone.connect() for phone, _choice in answers]
    for connection in connections:
        connection.connect()
    try:
        for connection, (phone, choice) in zip(connections, answers, strict=True):
            phone.send(connection, "POST", choice.action, choice.fields)
        return [
            phone.receive(connection, choice.action)
            for connection, (phone, choice) in zip(connections, answers, strict=True)
        ]
    finally:
        for connection in connections:
            connection.close()


@dataclass(frozen=True)
class Phase:
    """What one kind of resident did. `count`: answers that were acknowledged."""

    kind: type[Resident]
    count: int
    tally: Tally
    seconds: float

    def told(self, found: Found) -> str:
        counts = self.tally.counts
        if self.kind is Impatient:
            said = f"{self.count} bursts of {IN_A_BURST} identical answers, "
            said += f"{counts['bursts with different replies']} with different replies"
        elif self.kind is TwoPhones:
            said = f"{self.count} pairs of phones, {counts['told to be too late']} times the second was told"
        else:
            said = f"{self.count} answers of {WRITERS} writers at once, {_how_long(self.tally.seconds)}"
        shown = sum(count for what, count in counts.items() if what.startswith("errors shown"))
        return (
            f"{said}; {counts['told to wait']} times told to wait, {shown} errors shown, "
            f"in {self.seconds:.0f} s; in all {found.count('missing')} missing, "
            f"{found.count('doubled')} doubled, {found.count('torn') + found.count('changed')} torn"
        )


def _how_long(seconds: list[float]) -> str:
    took = sorted(seconds)
    one_of_hundred = took[-1 - len(took) // 100]
    return (
        f"each in {statistics.median(took) * 1000:.0f} ms, one of a hundred in more than "
        f"{one_of_hundred * 1000:.0f} ms, the slowest in {took[-1] * 1000:.0f} ms"
    )


def hammered(where: Place, *, bursts: int, pairs: int, answers: int) -> tuple[list[str], list[str]]:
    """The figures of each phase, and what is wrong. Each writer has a process of its own: nothing but the database
    lets one wait for another."""
    facts = json.loads(where.facts.read_text())
    journal, phases, together = Journal.of(where), [], Tally()
    asked = ((Impatient, bursts, 2), (TwoPhones, pairs, 2), (Resident, answers, WRITERS))
    with served(where, workers=WRITERS, threads=THREADS) as server:
        for kind, count, residents in asked:
            if count:
                phases.append(_phase(kind, count, residents, journal, facts, server.port))
    for phase in phases:
        together.counts.update(phase.tally.counts)
    found = compared(where, journal, together)
    wrong = [f"{what}: {count}" for what, count in together.counts.items() if what.startswith(FORBIDDEN)]
    return [phase.told(found) for phase in phases], found.wrong + wrong


def _phase(
    kind: type[Resident], count: int, number_of: int, journal: Journal, facts: dict, port: int
) -> Phase:
    began, before, tally = time.monotonic(), len(journal.answers), Tally()
    goal = Goal(journal, before + count)
    residents = [
        kind(f"{kind.__name__} {before}-{number}", port, facts, goal, tally) for number in range(number_of)
    ]
    with walking(residents, goal):
        pass
    return Phase(kind, len(journal.answers) - before, tally, time.monotonic() - began)


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/burst", allow_abbrev=False)
    parser.add_argument(
        "--bursts", type=none_or_more, default=1_000, help=f"of {IN_A_BURST} identical answers"
    )
    parser.add_argument("--pairs", type=none_or_more, default=500, help="of answers from two phones at once")
    parser.add_argument("--answers", type=none_or_more, default=4_000, help=f"by {WRITERS} writers at once")
    add_where(parser)
    return parser.parse_args(given)


def main() -> int:
    chosen = arguments()
    lines, wrong = [], []
    for name in names(chosen.database):
        say(f"{name}: preparing")
        with database(name, chosen) as (address, _server):
            where = prepared(chosen.folder / name, database=address)
            say(f"{name}: {chosen.bursts} bursts, {chosen.pairs} pairs, {chosen.answers} answers")
            told, found = hammered(where, bursts=chosen.bursts, pairs=chosen.pairs, answers=chosen.answers)
        lines += [f"{name}: {line}" for line in told]
        wrong += [f"{name}: {row}" for row in found]
    print(*wrong[:40], *lines, sep="\n", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)  # bin/burst says so
