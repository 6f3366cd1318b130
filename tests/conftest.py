"""Shared by all tests: the sample partnership once per run, and a memory that forgets between tests."""

import os
import time

import pytest
from django.db import connections
from django.test import Client

from accounts.domain import tries
from partners.queries import memory
from tests.factories.courses import SmallCourse, make_small_course
from tests.factories.kept import kept

# Playwright's loop runs in the thread that also asks the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(autouse=True)
def _forgetful_memory():
    """A rolled-back test leaves the version number where it was; what it had in memory must go."""
    memory.forget_everything()
    yield
    memory.forget_everything()


@pytest.fixture(autouse=True)
def _spans_begin_with_the_test(monkeypatch):
    """Tries are counted by spans: no test is to see one end while it counts."""
    monkeypatch.setattr(tries, "EPOCH", int(time.time()))


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Debian's chromium; without the network it would call at start."""
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    return {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox", "--disable-quic", *quiet]}


@pytest.fixture(scope="session")
def browser(django_db_setup, request):
    """Started after the database: Playwright's loop gives this thread a new connection object, which must
    be told what a fresh database holds."""
    fresh = getattr(connections["default"], "_test_serialized_contents", None)
    launched = request.getfixturevalue("launch_browser")()
    if fresh is not None:
        connections["default"]._test_serialized_contents = fresh
    yield launched
    launched.close()


@pytest.fixture
def guest():
    """A phone that has not been here before."""
    return Client()


@pytest.fixture
def sample(db):
    """The whole sample partnership."""
    from dashboards.domain import load_sample_partnership  # noqa: PLC0415 - needs the database set up

    kept(load_sample_partnership)


@pytest.fixture
def two_partners(db):
    """Two partners and the programme, each with a section; see tests.factories.partners."""
    from tests.factories.partners import make_partners  # noqa: PLC0415

    return kept(make_partners)


@pytest.fixture
def small_course(two_partners):
    """A shared course of the programme with two modules, adopted by both partners."""

    def on_two_partners() -> SmallCourse:
        return make_small_course(two_partners)

    return kept(on_two_partners, two_partners.alder.pk)
