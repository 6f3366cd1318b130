"""A bounded part of what bin/stateful does in full: the same runs every time."""

import logging

import pytest

from .run import run
from .world import plant

# django_db: only then does pytest-django set the database up.
pytestmark = pytest.mark.django_db

RUNS, SEED = 8, 1


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    from django.db import transaction  # noqa: PLC0415

    with django_db_blocker.unblock(), transaction.atomic():
        logging.disable(logging.CRITICAL)
        yield plant()
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)


def test_site_says_what_ought_to_be_whatever_people_and_trainers_do(world):
    run(world, runs=RUNS, steps=50, number=SEED, is_shrunk=False)
