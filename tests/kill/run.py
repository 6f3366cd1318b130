"""One run on one database: served, walked, killed, checked; and its figures in a line."""

import json
import time
from dataclasses import dataclass
from pathlib import Path

from .killing import RESTART, Killed, Killer, planned
from .phone import Tally
from .points import Orders
from .postgres import Postgres
from .server import Place, place, served
from .walking import Answer, Goal, Journal, Resident, walking

WORKERS, THREADS = 2, 4
RESIDENTS = 6
FORBIDDEN = ("errors shown", "forms not kept")


@dataclass(frozen=True)
class Found:
    """`checked`: see check.py. `tally`: what the phones have met."""

    checked: dict
    tally: dict[str, int]
    odd: list[str]

    @property
    def wrong(self) -> list[str]:
        """Each with its kind; empty where nothing was lost and nothing doubled."""
        rows = [f"{kind}: {row}" for kind, rows in self.checked["wrong"].items() for row in rows]
        rows += [f"{what}: {count}" for what, count in self.tally.items() if what.startswith(FORBIDDEN)]
        return rows + [f"odd: {row}" for row in self.odd]

    def count(self, kind: str) -> int:
        return len(self.checked["wrong"].get(kind, ()))


def compared(where: Place, journal: Journal, tally: Tally) -> Found:
    """What the residents were told, beside what the database holds."""
    journal.write(where.journal)
    checked = json.loads(where.run("tests.kill.check", str(where.facts), str(where.journal)))
    return Found(checked, dict(tally.counts), journal.odd)


def kill_workers(
    where: Place, *, answers: int, kills: int, restarts: int = 0, database: Postgres | None = None, **patience
) -> tuple[str, list[str], Killed]:
    """The figures, what is wrong, and what was done."""
    began = time.monotonic()
    facts = json.loads(where.facts.read_text())
    journal, tally = Journal.of(where), Tally()
    before = len(journal.answers)
    goal, orders = Goal(journal, before + answers), Orders(where.folder / "orders")
    with served(where, workers=WORKERS, threads=THREADS) as server:
        residents = [
            Resident(f"resident {before}-{number}", server.port, facts, goal, tally)
            for number in range(RESIDENTS)
        ]
        killer = Killer(server, orders, goal, database=database, **patience)
        with walking(residents, goal):
            killed = killer.run(planned(kills, restarts))
    found = compared(where, journal, tally)
    line = _figures(journal.answers[before:], killed, found, time.monotonic() - began)
    return line, found.wrong + _too_few(killed, kills, restarts), killed


def _too_few(killed: Killed, kills: int, restarts: int) -> list[str]:
    if (killed.workers, killed.done[RESTART]) == (kills, restarts):
        return []
    return [f"only {killed.workers} of {kills} kills, {killed.done[RESTART]} of {restarts} restarts"]


def _figures(answers: list[Answer], killed: Killed, found: Found, seconds: float) -> str:
    sent_again = sum(1 for answer in answers if answer.tries > 1)
    errors = sum(count for what, count in found.tally.items() if what.startswith("errors shown"))
    return (
        f"{len(answers)} answers acknowledged, {killed.workers} workers killed "
        f"({killed.at_points} at named points), {killed.done[RESTART]} crashes of the database; "
        f"{found.tally.get('broken connections', 0)} connections broken, "
        f"{found.tally.get('told to wait', 0)} times told to wait, {sent_again} answers sent again; "
        f"{found.checked['completions']} courses completed; {found.count('missing')} missing, "
        f"{found.count('doubled')} doubled, {found.count('torn') + found.count('changed')} torn, "
        f"{errors} errors shown, in {seconds:.0f} s"
    )


def prepared(folder: Path, *, database: str) -> Place:
    """The site's database and course."""
    where = place(folder, database=database)
    where.run("tests.kill.prepare", str(where.facts))
    return where
