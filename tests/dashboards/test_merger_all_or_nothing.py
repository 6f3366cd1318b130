"""A merger or a departure that is cut short leaves everything as it was: by an error at any step, and by SIGKILL."""

import json
import os
import signal
import subprocess
import sys
from datetime import date

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from dashboards.domain import departures, mergers
from learning.domain import agree_to_share
from partners.enums import Role
from tests.factories.partners import make_person
from tests.learning.acts import guest

STEPS_OF_MERGER = (
    "hand_courses_over",
    "hand_over",
    "carry_on_elsewhere",
    "ask_for_agreements",
    "_write_down",
    "public_content_changed",
)
STEPS_OF_DEPARTURE = (
    "remember_courses",
    "close_section",
    "carry_on_elsewhere",
    "end_agreements",
    "end_staff",
    "cancel_invitations",
    "move_sub_brands_out",
    "record",
    "public_content_changed",
)
# Runs in a process of its own: merges, and is killed right after the step that it is given.
KILLED = """
import json, os, signal, sys
from datetime import date
import django
from django.conf import settings
name, step = json.loads(sys.argv[1])
settings.DATABASES["default"]["NAME"] = name
django.setup()
from dashboards.domain import mergers
from partners.models import Partner
if step:
    real = getattr(mergers, step)
    def killed(*args, **kwargs):
        real(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(mergers, step, killed)
mergers.merge_partners(
    source=Partner.objects.get(slug="alder"), target=Partner.objects.get(slug="birch"),
    dated_on=date(2025, 1, 2), legal_successor_on=date(2025, 1, 2), by=None,
)
"""


class CutShort(Exception):
    """Raised by a test in the middle."""


@pytest.fixture
def under_way(small_course):
    """At Alder: staff, somebody part-way who shares, and somebody with an open quiz."""
    partners = small_course.partners
    make_person(partners.alder, Role.TRAINER)
    first, second = guest("alder"), guest("alder")
    first.read("1/1/")
    second.begin("1/3/")
    with first.door():
        agree_to_share(learner=first.learner, partner_id=partners.alder.partner.pk)
    return partners


def everything() -> dict:
    """All rows of all tables, but for when a session or a cache was touched."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.managed and model._meta.label not in ("sessions.Session",)
    }


def cut(monkeypatch, module, step: str) -> None:
    real = getattr(module, step)

    def cut_short(*args, **kwargs):
        real(*args, **kwargs)
        raise CutShort

    monkeypatch.setattr(module, step, cut_short)


def test_error_at_any_step_of_a_merger_leaves_everything_as_it_was(under_way):
    before = everything()

    for step in STEPS_OF_MERGER:
        with pytest.MonkeyPatch.context() as patch:
            cut(patch, mergers, step)
            with pytest.raises(CutShort):
                mergers.merge_partners(
                    source=under_way.alder.partner,
                    target=under_way.birch.partner,
                    dated_on=date(2025, 1, 2),
                    legal_successor_on=date(2025, 1, 2),
                    by=None,
                )
        assert everything() == before, step


def test_error_at_any_step_of_a_departure_leaves_everything_as_it_was(under_way):
    before = everything()

    for step in STEPS_OF_DEPARTURE:
        with pytest.MonkeyPatch.context() as patch:
            cut(patch, departures, step)
            with pytest.raises(CutShort):
                departures.leave_partnership(
                    partner=under_way.alder.partner, left_on=date.today(), notice="Gone.", by=None
                )
        assert everything() == before, step


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_killed_in_the_middle_leaves_everything_as_it_was_and_can_be_done_again(under_way):
    before = everything()

    for step in ("hand_courses_over", "ask_for_agreements"):
        assert run(step) == -signal.SIGKILL
        assert everything() == before, step

    assert run("") == 0
    assert everything() != before


def run(step: str) -> int:
    """The exit code of a process of its own on the database of this test."""
    # What this test has written must be seen by another process, and no lock of its own may be in the way.
    name = str(connection.settings_dict["NAME"])
    connection.close()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    done = subprocess.run(
        [sys.executable, "-c", KILLED, json.dumps([name, step])],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode
