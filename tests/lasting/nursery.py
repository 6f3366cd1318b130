"""Sets Django up once and forks a process for everything it is asked to run: manage.py's commands as they stand, with
a lease shorter than production's and dying where they are told to, or a program of ours.

    python -m tests.lasting.nursery SECONDS

Each line of its input is JSON, [file for the output, "manage" or a module, *words]; the answer is the number of the
process.
"""

import importlib
import json
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

import django
from django.core.management import execute_from_command_line

from tests.kill.points import Orders

from .points import arm


def main(seconds: str) -> None:
    django.setup()
    from certificates.domain import storing  # noqa: PLC0415 - after the set-up

    storing.LEASE = storing.RETRY_AFTER = timedelta(seconds=float(seconds))
    # Whoever ends is gone at once.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        output, what, *words = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _child(output)
            _run(what, words)
            sys.exit(0)
        print(pid, flush=True)


def _child(output: str) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    to = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(to, 1)
    os.dup2(to, 2)


def _run(what: str, words: list[str]) -> None:
    if what != "manage":
        print(json.dumps(importlib.import_module(what).main(*words)), flush=True)
        return
    arm(Orders(Path(os.environ["KILL_FOLDER"])))
    execute_from_command_line(["manage.py", *words])


if __name__ == "__main__":
    main(*sys.argv[1:])
