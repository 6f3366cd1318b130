"""Kills workers while residents answer: half of the times at random, half at a named point; PostgreSQL now and then."""

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle, islice

from .points import POINTS, Orders
from .postgres import Postgres
from .server import Server
from .walking import Goal

RANDOM, RESTART = "at random", "restart"
# A named point that nobody passes (a completion is rare) is taken back after so long.
PASSED_WITHIN_SECONDS = 20
LOOK_SECONDS = 0.01
MOST_MINUTES = 60


@dataclass
class Killed:
    """What was done, by kind: RANDOM, RESTART or the point's name."""

    done: Counter = field(default_factory=Counter)

    @property
    def workers(self) -> int:
        return self.done.total() - self.done[RESTART]

    @property
    def at_points(self) -> int:
        return self.workers - self.done[RANDOM]


def planned(kills: int, restarts: int) -> list[str]:
    """What is to be done, evenly over the run; the same every time."""
    chance = random.Random(f"{kills} {restarts}")
    deaths = [RANDOM] * (kills - kills // 2) + list(islice(cycle(POINTS), kills // 2))
    chance.shuffle(deaths)
    for number in range(restarts):
        deaths.insert(round((number + 0.5) * (len(deaths) + 1) / max(restarts, 1)), RESTART)
    return deaths


class Killer:
    """`patience`: seconds after which a named point that nobody passed is taken back, and a random kill done."""

    def __init__(
        self,
        server: Server,
        orders: Orders,
        goal: Goal,
        *,
        database: Postgres | None = None,
        patience: float = PASSED_WITHIN_SECONDS,
    ) -> None:
        self.server, self.orders, self.goal, self.database = server, orders, goal, database
        self.patience = patience
        self.killed = Killed()
        self.chance = random.Random("who is next")

    def run(self, plan: list[str]) -> Killed:
        """One after the other, each once its share of the answers is there; nobody stops before the last."""
        self.goal.is_held = True
        try:
            self._follow(plan)
        finally:
            self.goal.is_held = False
        return self.killed

    def _follow(self, plan: list[str]) -> None:
        before = self.goal.reached
        until = time.monotonic() + MOST_MINUTES * 60
        for number, death in enumerate(plan):
            due = before + (self.goal.answers - before) * (number + 0.5) / len(plan)
            while self.goal.reached < due and not self.goal.is_over:
                if time.monotonic() > until:
                    self.goal.journal.odd.append(f"broken off after {MOST_MINUTES} minutes")
                    self.goal.over.set()
                time.sleep(LOOK_SECONDS)
            if self.goal.over.is_set():
                break
            self._do(death)

    def _do(self, death: str) -> None:
        if death == RESTART:
            self.database.restart_at_once()
            self.killed.done[RESTART] += 1
        elif death == RANDOM or not self._dies_at(death):
            self._kill_one()
            self.killed.done[RANDOM] += 1

    def _dies_at(self, point: str) -> bool:
        self.orders.give(point)
        until = time.monotonic() + self.patience
        while self.orders.is_waiting(point) and time.monotonic() < until and not self.goal.over.is_set():
            time.sleep(LOOK_SECONDS)
        if self.orders.take_back(point):
            return False
        self.killed.done[point] += 1
        return True

    def _kill_one(self) -> None:
        """Whoever is alive; the parent needs a moment to replace the one before."""
        for _moment in range(1000):
            alive = self.server.workers()
            if alive and self.server.kill(self.chance.choice(alive)):
                return
            time.sleep(LOOK_SECONDS)
        raise RuntimeError("no worker has come back for ten seconds")
