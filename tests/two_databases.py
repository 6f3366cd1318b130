"""Lets bin/test run the suite on two databases: what each run includes, begins with and says at its end.

A pytest plugin, loaded by bin/test with `-p tests.two_databases` and told what to do by the environment
(every name begins with SUITE_). Without it the suite runs as it is, on SQLite.
"""

import os
import re
import shutil
import time
from collections import Counter

import pytest
from django.conf import settings

# In the order in which they are told; the keys are those of pytest's terminal reporter.
KINDS = {
    "failed": "failed",
    "error": "errors",
    "passed": "passed",
    "skipped": "skipped",
    "xfailed": "xfailed",
    "xpassed": "xpassed",
}

# Screens of staff and of Wagtail say the same on both databases; what they rest on is tested on both. With
# SUITE_EVERYTHING set, they are too.
SCREENS = re.compile(
    r"/test_(\w*(surfaces|screens|views|acting|approval|second_person|lent|escalation|preview|people|invitation"
    r"|references|logos|posters|safety|told|many_partners|creating|ready|settings|guard|staff)\w*)\.py$"
)
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}

_began = time.monotonic()


@pytest.hookimpl(trylast=True)
def pytest_configure(config):
    """Each worker's test database begins as a copy of one that is migrated already."""
    template = os.environ.get("SUITE_DATABASE_TEMPLATE")
    if not template:
        return
    database = settings.DATABASES["default"]
    test = database.setdefault("TEST", {})
    if database["ENGINE"].endswith("postgresql"):
        test["TEMPLATE"] = template
        return
    # SQLite: the copy lies where the worker will look for its database (pytest-django adds the
    # worker's name), and "reuse" keeps Django from removing it as a left-over.
    worker = getattr(config, "workerinput", {}).get("workerid")
    test["NAME"] = os.path.join(os.path.dirname(template), "suite.sqlite3")
    shutil.copyfile(template, f"{test['NAME']}_{worker}" if worker else test["NAME"])
    config.option.reuse_db = True
    config.option.create_db = False


@pytest.hookimpl(trylast=True)  # other plugins and conftest files mark the journeys first
def pytest_collection_modifyitems(config, items):
    """Leaves the browser journeys out, or marks them as skipped where there is no browser.

    With them go the walk over every address, the screens of staff, and what asks no database at all: they say
    the same twice.
    """
    journeys = [item for item in items if item.get_closest_marker("journey")]
    if os.environ.get("SUITE_WITHOUT_JOURNEYS"):
        once = [item for item in items if _says_the_same_twice(item)]
        chosen = {*journeys, *once}
        left_out = [item for item in items if item in chosen]
        items[:] = [item for item in items if item not in chosen]
        config.hook.pytest_deselected(items=left_out)
    elif reason := os.environ.get("SUITE_SKIPS_JOURNEYS"):
        for item in journeys:
            item.add_marker(pytest.mark.skip(reason=f"journey: {reason}"))


def _says_the_same_twice(item) -> bool:
    if item.get_closest_marker("isolation") or not _asks_a_database(item):
        return True
    is_screen = item.path.parent.name in ("partners", "dashboards") and SCREENS.search(item.path.as_posix())
    return bool(is_screen) and not os.environ.get("SUITE_EVERYTHING")


def _asks_a_database(item) -> bool:
    return (
        bool(DATABASE_FIXTURES & set(item.fixturenames)) or item.get_closest_marker("django_db") is not None
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter, exitstatus):
    """Writes the result of the run to a file, and of both runs above pytest's own last line."""
    result = yield
    name = os.environ.get("SUITE_RUN")
    if name:
        line = f"{name}: {_outcome(terminalreporter, exitstatus)}"
        with open(os.environ["SUITE_RESULT_FILE"], "w", encoding="utf-8") as file:
            file.write(line)
        for journeys in _skipped_journeys(terminalreporter):
            terminalreporter.write_line(journeys, yellow=True)
        both = [os.environ.get("SUITE_BEFORE"), line, os.environ.get("SUITE_AFTER")]
        terminalreporter.write_line(" | ".join(filter(None, both)), bold=True)
    return result


def _outcome(reporter, exitstatus):
    if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
        return "no test chosen"
    counts = {kind: len(reporter.stats.get(kind, [])) for kind in KINDS}
    told = [f"{count} {KINDS[kind]}" for kind, count in counts.items() if count]
    if exitstatus not in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}:
        told.append("broken off")
    return f"{', '.join(told) or 'nothing ran'} in {time.monotonic() - _began:.0f} s"


def _skipped_journeys(reporter):
    """One line that names the files of the journeys no browser was there for."""
    reason = os.environ.get("SUITE_SKIPS_JOURNEYS")
    if not reason:
        return
    skipped = [
        report.nodeid.split("::")[0]
        for report in reporter.stats.get("skipped", [])
        if f"journey: {reason}" in str(report.longrepr)
    ]
    if skipped:
        files = ", ".join(f"{file} ({count})" for file, count in sorted(Counter(skipped).items()))
        yield f"Browser journeys skipped, {reason}: {files}"
