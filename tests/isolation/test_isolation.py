"""A bounded part of the walk that bin/isolation does in full: the same every time, over every address and role."""

import logging

import pytest

from partners.middleware import guards as doors
from partners.rules import reach

from . import guards
from .asking import Asking
from .fill import Filler
from .marks import mark
from .people import people
from .sample import sample
from .taking_out import all_guards, take_out
from .touch import Touch
from .walk import Report, Walker
from .world import plant

# django_db: only then does pytest-django set the database up.
pytestmark = [
    pytest.mark.isolation,
    pytest.mark.django_db,
    # wagtail-localize's own.
    pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning"),
]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    from django.db import transaction  # noqa: PLC0415

    with django_db_blocker.unblock(), transaction.atomic():
        logging.disable(logging.CRITICAL)
        yield plant()
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)


def test_sample_of_the_walk(world):
    everybody = people(world)
    report, touch = Report(), Touch(world)
    for name, cases in sample(Filler(world), everybody).items():
        report.add(Walker(everybody[name], touch).walk(cases))

    print(f"{report.requests} requests")
    told = "\n".join(str(row) for row in report.findings)
    assert not told, told
    assert report.requests > 1000


def test_answers_are_marked_and_their_own_learner_reads_them(world):
    for name, person in people(world).items():
        if person.learner_of:
            owner = world.owners[person.learner_of]
            page = person.client().get(f"/learn/{owner.things['attempt_id'][0]}/")
            assert mark(owner.name, "answer") in page.content.decode(), name


def test_every_guard_is_missed(world):
    asking = Asking(world, people(world))

    missed = list(take_out(asking, all_guards()))

    print(*missed, sep="\n")
    assert [str(row) for row in missed if row.wrong_before or not row.by] == []
    assert len(missed) >= 30


def test_no_guard_is_forgotten_here():
    at_the_door = {*doors.AT_THE_GATE, *doors.INSIDE, *doors.OUTSIDE}

    assert at_the_door == set(guards.AT_THE_DOOR)
    assert set(reach.REACH) == {*guards.NOUNS, *guards.LOOKED_AT}
