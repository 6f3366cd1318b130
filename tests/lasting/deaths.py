"""Kills task workers while certificates are made: half of the times at random, half at a named point."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack, suppress
from itertools import cycle, islice
from pathlib import Path

from tests.bench.cpu import PROC
from tests.bench.sites import REPOSITORY, end
from tests.kill.points import Orders
from tests.kill.server import Place

from .points import POINTS
from .watch import Watch

WORKERS = 2
WORKER = ("db_worker", "--backend", "background", "--interval", "0.1", "--no-startup-delay")
RANDOM = "at random"
LOOK_SECONDS = 0.02
# A named point that nobody passes is taken back after so long.
PATIENCE = 20
# Nothing was made for so long: it is over, and what is missing is told.
STANDSTILL_SECONDS = 120


def planned(kills: int) -> list[str]:
    """What is to be done, the same every time."""
    deaths = [RANDOM] * (kills // 2) + list(islice(cycle(POINTS), kills - kills // 2))
    random.Random(kills).shuffle(deaths)
    return deaths


class Workers:
    """Real `db_worker` processes and the sweeper; whoever dies is replaced, as by systemd."""

    def __init__(self, nursery: "Nursery", log: Path) -> None:
        self._nursery, self._log = nursery, log
        self._sweeper = self._start("sweep_certificates", "--every", "0.5")
        self.alive = [self._start(*WORKER) for _worker in range(WORKERS)]

    def _start(self, *command: str) -> int:
        return self._nursery.start(self._log, "manage", *command)

    def replace_the_dead(self) -> None:
        for worker in self.alive.copy():
            if not is_alive(worker):
                self.alive.remove(worker)
                self.alive.append(self._start(*WORKER))

    def kill_one(self, chance: random.Random) -> None:
        kill(chance.choice(self.alive))

    def close(self) -> None:
        for process in (*self.alive, self._sweeper):
            kill(process)


class Nursery:
    """The process that all others are forked from; see nursery.py."""

    def __init__(self, where: Place, lease: float) -> None:
        self._where = where
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.lasting.nursery", str(lease)],
            cwd=REPOSITORY,
            env=where.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, output: Path, *words: str) -> int:
        """The number of the new process."""
        self._process.stdin.write(json.dumps([str(output), *words]) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def call(self, module: str, *words: str):
        """What a program of ours gives back."""
        output = self._where.folder / f"{module}.out"
        output.unlink(missing_ok=True)
        pid = self.start(output, module, *words)
        while is_alive(pid):
            time.sleep(LOOK_SECONDS)
        try:
            return json.loads(output.read_text().splitlines()[-1])
        except (ValueError, IndexError) as error:
            raise RuntimeError(f"{module} broke off:\n{output.read_text()[-4000:]}") from error

    def close(self) -> None:
        self._process.stdin.close()
        end(self._process)
        self._process.stdout.close()


def is_alive(pid: int) -> bool:
    return (PROC / str(pid)).exists()


def kill(pid: int) -> None:
    """As kill -9; it is gone when this comes back."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    while is_alive(pid):
        time.sleep(0.001)


def kill_workers(where: Place, *, certificates: int, kills: int, lease: float) -> tuple[str, list[str]]:
    """The figures, and what is wrong. `lease` in seconds; production's is a minute and a half."""
    began = time.monotonic()
    orders, done, chance = Orders(Path(where.environment["KILL_FOLDER"])), Counter(), random.Random(kills)
    log = where.folder / "workers.log"
    with ExitStack() as over:
        nursery = Nursery(where, lease)
        over.callback(nursery.close)
        nursery.call("tests.lasting.wanted", str(certificates))
        watch = over.enter_context(Watch(where))
        workers = Workers(nursery, log)
        over.callback(workers.close)
        for number, death in enumerate(planned(kills)):
            if not _until(watch, workers, number * certificates // (kills + 1)):
                break
            done[_do(death, workers, orders, watch, certificates, chance)] += 1
        _until(watch, workers, certificates)
        workers.close()
        found = nursery.call("tests.lasting.look", str(certificates))
    wrong = found["wrong"] + _told_in(log)
    if done.total() != kills:
        wrong.append(f"only {done.total()} of {kills} kills")
    at_points = done.total() - done[RANDOM]
    line = (
        f"{found['made']} of {certificates} certificates made by workers killed {done.total()} times "
        f"({at_points} at named points), in {found['tries']} tries; "
        f"{watch.longest_wait:.0f} s from one that was begun and cut off to its being made, at a lease of {lease:g} s; "
        f"{found['left by workers that came too late']} half-written files left for the daily work, "
        f"{len(wrong)} partial, doubled, missing or nobody's, in {time.monotonic() - began:.0f} s"
    )
    return line, wrong


def _until(watch: Watch, workers: Workers, made: int) -> bool:
    """False where nothing goes on any more."""
    since, last = time.monotonic(), -1
    while (now := watch.made()) < made:
        workers.replace_the_dead()
        if now != last:
            since, last = time.monotonic(), now
        if time.monotonic() - since > STANDSTILL_SECONDS:
            return False
        time.sleep(LOOK_SECONDS)
    return True


def _do(death: str, workers: Workers, orders: Orders, watch: Watch, all_of: int, chance) -> str:
    workers.replace_the_dead()
    if death == RANDOM:
        time.sleep(chance.random() * 0.3)
        workers.kill_one(chance)
        return RANDOM
    orders.give(death)
    until = time.monotonic() + PATIENCE
    while orders.is_waiting(death) and time.monotonic() < until and watch.made() < all_of:
        time.sleep(LOOK_SECONDS)
    if orders.take_back(death):
        workers.kill_one(chance)
        return RANDOM
    return death


def _told_in(log: Path) -> list[str]:
    """No traceback, and no certificate code, in what workers and sweeper have said."""
    text = log.read_text(errors="replace")
    printed = re.findall(r"\b(?:[0-9A-Z]{5}-){6}[0-9A-Z]{5}\b", text)
    return [*(["a traceback in the workers' log:\n" + text[-1500:]] if "Traceback" in text else []), *printed]
