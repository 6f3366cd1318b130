"""One process's share of the runs."""

import time
import traceback

from django.db import transaction
from django.test.utils import setup_test_environment
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from .machine import Figures
from .trainers import Trainers
from .world import World, plant


def run(world: World, *, runs: int, steps: int, number: int, is_shrunk: bool) -> None:
    """Raises what was found, with the acts that lead there."""
    machine = type("People", (Trainers,), {"world": world, "__module__": Trainers.__module__})
    phases = [Phase.generate, *([Phase.shrink] if is_shrunk else [])]
    run_state_machine_as_test(
        seed(number)(machine),
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            database=None,
            deadline=None,
            print_blob=False,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        ),
    )


def run_share(*, runs: int, steps: int, number: int, is_shrunk: bool) -> dict:
    """On a database of its own, in which the world stays and each run is rolled back."""
    setup_test_environment(debug=False)
    with transaction.atomic():
        world = plant()
    began, findings = time.process_time(), 0
    try:
        run(world, runs=runs, steps=steps, number=number, is_shrunk=is_shrunk)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        findings = len(error.exceptions) if isinstance(error, BaseExceptionGroup) else 1
        traceback.print_exc()
    return {
        "runs": Figures.runs,
        "acts": Figures.acts,
        "cpu_seconds": time.process_time() - began,
        "findings": findings,
    }
