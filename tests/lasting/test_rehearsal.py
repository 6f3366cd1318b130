"""Upgrades and imports never issue and never send: a database with completions nobody asked a certificate for goes
through all that an operator does to it.
"""

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.kill.server import Place, place


@pytest.fixture
def site(tmp_path) -> Place:
    template = Path(os.environ.get("SUITE_DATABASE_TEMPLATE", ""))
    if template.is_file():
        shutil.copyfile(template, tmp_path / "site.sqlite3")
    return place(tmp_path / "site", database=str(tmp_path / "site.sqlite3"))


def test_nothing_is_issued_and_nothing_is_sent(site):
    said = json.loads(site.run("tests.lasting.rehearsal").splitlines()[-1])

    assert said["before"] == said["after"]
    assert said["before"]["available"] == 6
    assert said["before"]["certificates"] == said["before"]["files"] == 2
    assert said["steps"] >= 9
    assert said["wrong"] == []
