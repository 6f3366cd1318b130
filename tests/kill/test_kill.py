"""A bounded part of bin/kill and bin/burst: a real server on SQLite, real forms, real kills."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from .__main__ import arguments
from .bursts import hammered
from .databases import names
from .killing import RANDOM, RESTART, planned
from .points import AFTER_COMMIT, BEFORE_COMMIT, POINTS, Orders
from .reading import Page
from .run import kill_workers, prepared
from .server import Place


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Place:
    folder = tmp_path_factory.mktemp("kill")
    template = Path(os.environ.get("SUITE_DATABASE_TEMPLATE", ""))
    if template.is_file():
        shutil.copyfile(template, folder / "site.sqlite3")
    return prepared(folder / "site", database=str(folder / "site.sqlite3"))


def test_no_answer_is_lost_or_doubled_while_workers_are_killed(site):
    line, wrong, killed = kill_workers(site, answers=150, kills=6)

    print(line)
    assert wrong == []
    assert killed.workers == 6
    assert killed.done[AFTER_COMMIT] == killed.done[BEFORE_COMMIT] == 1


def test_what_comes_many_times_at_once_counts_once(site):
    lines, wrong = hammered(site, bursts=8, pairs=6, answers=32)

    print(*lines, sep="\n")
    assert wrong == []
    assert len(lines) == 3


def test_what_is_lost_doubled_changed_or_torn_is_noticed(site):
    if not site.journal.exists():
        kill_workers(site, answers=12, kills=0)
    journal = json.loads(site.journal.read_text())
    told = journal["answers"]
    lost, changed, torn, _forgotten = told[0], told[1], told[2], told.pop(3)
    lost["key"] = "never sent"
    changed["chosen"] = ["something else"]
    site.journal.write_text(json.dumps(journal))
    with sqlite3.connect(site.environment["KILL_SQLITE"]) as database:
        database.execute(
            "UPDATE learning_response SET sequence = sequence + 1000 WHERE idempotency_key = ?", [torn["key"]]
        )
    database.close()

    wrong = json.loads(site.run("tests.kill.check", str(site.facts), str(site.journal)))["wrong"]

    assert {kind: len(rows) for kind, rows in wrong.items()} == {
        "missing": 1,
        "doubled": 2,
        "changed": 2,
        "torn": 1,
    }


def test_kills_are_spread_over_points_and_chance_and_restarts_over_the_run():
    plan = planned(500, 20)

    assert (len(plan), plan.count(RANDOM), plan.count(RESTART)) == (520, 250, 20)
    assert {point: plan.count(point) >= 31 for point in POINTS} == dict.fromkeys(POINTS, True)
    at = [number for number, death in enumerate(plan) if death == RESTART]
    assert {after - before for before, after in pairwise(at)} <= {25, 26, 27}
    assert planned(0, 0) == []


def test_order_to_die_is_carried_out_once(tmp_path):
    orders = Orders(tmp_path)
    orders.give(AFTER_COMMIT)

    assert not orders.take(BEFORE_COMMIT)
    assert [orders.take(AFTER_COMMIT), orders.take(AFTER_COMMIT), orders.take_back(AFTER_COMMIT)] == [
        True,
        False,
        False,
    ]


def test_page_is_read_as_a_phone_shows_it():
    page = Page(
        '<a href="/on/" data-primary>On</a><form action="/a/"><input type="hidden" name="key" value="k&amp;">'
        '<input type="radio" name="choice" value="1"><button data-primary>Go</button></form>'
        '<form action="/b/"><input type="hidden" name="choice" value="2"></form>'
    )

    assert page.link == "/on/"
    assert (page.form_onward.action, page.form_onward.choices) == ("/a/", ["1"])
    assert page.form_onward.value("key") == "k&"
    assert page.form_to("/b/").fields == [("choice", "2")]


def test_arguments_have_defaults_and_bounds(tmp_path):
    chosen = arguments(["--folder", str(tmp_path)])

    assert (chosen.answers, chosen.kills, chosen.restarts) == (20_000, 500, 20)
    assert names(chosen.database) == ("sqlite", "postgresql")
    assert names("postgres") == ("postgresql",)
    with pytest.raises(SystemExit):
        arguments(["--folder", str(tmp_path), "--answers", "0"])


@pytest.mark.parametrize("module", ["tests.kill", "tests.kill.bursts"])
def test_commands_say_what_they_take(module):
    said = subprocess.run(
        [sys.executable, "-m", module, "--help"], capture_output=True, text=True, check=True
    )

    assert "--database" in said.stdout
