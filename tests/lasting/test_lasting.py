"""A bounded part of bin/lasting: real certificates, real workers, real kills."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as test_settings

from certificates.domain import codes
from tests.certificates.factory import complete, make_partner
from tests.kill.databases import names
from tests.kill.server import Place, place

from .__main__ import arguments, outlive
from .deaths import RANDOM, kill_workers, planned
from .points import POINTS


@pytest.fixture
def site(tmp_path) -> Place:
    template = Path(os.environ.get("SUITE_DATABASE_TEMPLATE", ""))
    if template.is_file():
        shutil.copyfile(template, tmp_path / "site.sqlite3")
    return place(tmp_path / "site", database=str(tmp_path / "site.sqlite3"))


def test_certificates_outlive_everything_around_them(site):
    line, wrong = outlive(site, certificates=10, world="small")

    print(line)
    assert wrong == []
    assert "10 certificates, 3 partners" in line
    assert "10 files" in line


def test_all_are_made_once_while_workers_are_killed(site):
    line, wrong = kill_workers(site, certificates=6, kills=4, lease=4)

    print(line)
    assert wrong == []
    assert "6 of 6 certificates made by workers killed 4 times" in line


def test_two_thousand_guesses_do_not_hit(db):
    from .guesses import look_up, near  # noqa: PLC0415 - it sets Django up where it is a program

    make_partner("programme", is_programme=True)
    certificate = complete(make_partner()).issue()

    assert look_up(2_000, [certificate.code]) == 0
    close = near(certificate.code)
    assert sum(one != other for one, other in zip(close, certificate.code, strict=True)) == 1
    assert codes.parse(codes.printed(close)) == close


def test_kills_are_spread_over_points_and_chance():
    plan = planned(200)

    assert (len(plan), plan.count(RANDOM)) == (200, 100)
    assert {plan.count(point) for point in POINTS} == {20}
    assert planned(0) == []


def test_arguments_have_defaults_and_bounds(tmp_path):
    chosen = arguments(["--folder", str(tmp_path)])

    assert (chosen.certificates, chosen.deaths, chosen.guesses) == (1_000, 200, 1_000_000)
    assert names(chosen.database) == ("sqlite", "postgresql")
    for wrong in (["--certificates", "0"], ["--part", "nothing"]):
        with pytest.raises(SystemExit):
            arguments(["--folder", str(tmp_path), *wrong])


def test_command_says_what_it_takes():
    said = subprocess.run(
        [sys.executable, "-m", "tests.lasting", "--help"],
        capture_output=True,
        text=True,
        check=True,
        cwd=test_settings.BASE_DIR,
    )

    assert "--certificates" in said.stdout
