"""The pieces of bin/bench; none of these tests depends on how fast anything is."""

import mmap
import os
import subprocess
import sys
import time
from itertools import count

import pytest

from tests.bench import cpu, pages, phone, report
from tests.bench.__main__ import _pieces, arguments
from tests.bench.sites import REPOSITORY


class MadeUpSite:
    """Each request costs a hundredth of a second."""

    facts = {
        "lesson": {"adopted": "/alder/course-1/1/1/", "own": "/programme/course-1/1/1/"},
        "start": "/alder/course-1/",
        "blocks": ["paragraph"],
        "people": {"guest": "learner=x", "signed_in": "sessionid=x"},
        "answers": {"guest": [[], []], "signed_in": [[], []]},
        "questions": {"in_place": [[[{"path": "/a/"}, {"path": "/b/"}]]], "by_pages": [[]]},
        "claim": {"path": "/code/open/"},
        "certificate": {"path": "/certificate/x/certificate.pdf", "cookie": "learner=x"},
    }

    def __init__(self) -> None:
        self.asked = 0

    def ask(self, path: str, **_given):
        self.asked += 1
        answer = type("Answer", (), {"status": 200, "headers": {}})
        return answer, b""

    def cpu_seconds(self) -> float:
        return self.asked / 100


def test_arguments_have_defaults_and_bounds(tmp_path):
    chosen = arguments(["--folder", str(tmp_path)])

    assert (chosen.rounds, chosen.requests) == (6, 60)
    with pytest.raises(SystemExit):
        arguments(["--folder", str(tmp_path), "--rounds", "0"])


def test_pieces_of_a_phase_are_all_its_requests():
    assert _pieces(60) == [20, 20, 20]
    assert _pieces(2) == [1, 1]
    assert sum(_pieces(61)) == 61


def test_cpu_of_a_tree_counts_the_children():
    command = [sys.executable, "-c", "while True: pass"]
    busy = subprocess.Popen(command)
    try:
        assert busy.pid in cpu.tree(os.getpid())
        before = cpu.seconds_of(busy.pid)
        for _moment in count():
            if cpu.seconds_of(busy.pid) > before:
                break
            time.sleep(0.01)
    finally:
        busy.kill()
        busy.wait()


def test_a_phase_counts_what_its_server_used():
    ours, bare = MadeUpSite(), MadeUpSite()
    found = pages.phases(ours, bare)

    assert {phase.name for phase in found} == {pages.BARE, *pages.TITLES}
    assert found[0].spend(3) == pytest.approx(0.03)
    assert (ours.asked, bare.asked) == (0, 3)


def test_a_flow_is_all_that_one_person_asks():
    ours = MadeUpSite()
    flow = next(phase for phase in pages.phases(ours, MadeUpSite()) if phase.name == "question, in place")

    assert flow.spend(5) == pytest.approx(0.02)
    assert report.questions({"in_place": 2, "by_pages": 4})[1].endswith("reached")
    assert report.questions({"in_place": 2, "by_pages": 4})[2].endswith("not reached")


def test_requests_of_a_question_are_counted_to_the_next_page():
    answers = {
        "/answer/": (302, "/answered/", b""),
        "/answered/": (200, "", b'<p data-focus></p><a class="button" href="/next/" data-primary>'),
        "/next/": (200, "", b"<form>"),
    }

    class Quiz:
        facts = {"one_question": {"by_pages": {"path": "/answer/", "cookie": "", "body": ""}}}

        def ask(self, path: str, **_given):
            status, target, page = answers[path]
            return type("Answer", (), {"status": status, "headers": {"Location": target}}), page

    assert pages.requests_a_question(Quiz(), "by_pages") == 3


def test_a_phase_stops_at_an_answer_it_did_not_expect():
    site = MadeUpSite()
    phase = pages.Phase("a form", site, iter([{"path": "/"}]), 302, "/answered/")

    with pytest.raises(SystemExit, match="a form: / answered 200"):
        phase.spend(1)


def test_a_phone_loads_styles_scripts_and_icons_but_no_pictures():
    page = """
        <link rel="stylesheet" href="/static/a.css"><link rel="icon" href="/i.svg"><link rel="canonical" href="/">
        <script type="module" src="/static/b.js"></script><script>inline</script>
        <img src="/media/c.webp"><link rel="stylesheet" href="/static/a.css">
    """

    assert phone.linked(page) == ["/static/a.css", "/i.svg", "/static/b.js"]


def test_the_median_of_the_rounds_decides():
    rounds = [{pages.BARE: 0.010, **dict.fromkeys(pages.TITLES, cost)} for cost in (0.003, 0.006, 0.020)]

    shown = report.pages(rounds)

    assert len(shown) == 1 + len(pages.TITLES)
    assert shown[1].split("reads")[1].split() == ["0.60", "0.30–2.00", "0.60", "reached"]
    assert report.line("a page", [0.61, 0.61], 0.6).endswith("not reached")


def test_certificates_stand_beside_the_default_call():
    spent = {"ours": 0.05, "making": 0.01, "together": 0.06, "singly": 0.07, "default": 0.10}
    measured = {"rounds": [spent], "bytes": {"ours": 9_000, "default": 9_000}, "growth": 6 * 2**20}

    verdicts = [line.split("  ")[-1] for line in report.certificates(measured)[1:]]

    assert verdicts == ["reached", "not reached", "reached", "0.60–0.60", "reached", "not reached"]


def test_memory_of_a_process_grows_with_what_it_holds():
    before = cpu.memory_of(os.getpid())
    # Pages of its own: what was let go of before is not taken up again.
    with mmap.mmap(-1, 20_000_000, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as held:
        held.write(b"x" * len(held))

        assert cpu.memory_of(os.getpid()) - before > len(held) / 2


def test_sizes_stand_beside_their_goals():
    first = phone.View({"/": 7_000, "/a.css": 50_000})
    lines = report.phone((first, phone.View({"/": 7_000})))

    assert lines[1].split() == ["First", "view,", "kB", "57.0", "50", "not", "reached"]
    assert lines[2].split() == ["First", "view,", "requests", "2", "6", "reached"]


def test_the_bare_site_has_our_blocks_and_none_of_our_apps(tmp_path):
    """It is a Django project of its own, so that it needs a process of its own."""
    program = """
import django
django.setup()
from django.apps import apps
from django.core.management import call_command
from django.template.loader import get_template
from courses.blocks import LessonStreamBlock
from tests.bench.bare.models import LessonPage
call_command("check")
get_template("bare/lesson_page.html")
assert isinstance(LessonPage._meta.get_field("body").stream_block, LessonStreamBlock)
labels = {config.name for config in apps.get_app_configs()}
assert not labels & {"learning", "courses", "partners", "pages", "accounts"}, labels
"""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "tests.bench.bare.settings",
        "BARE_DATA_DIR": str(tmp_path),
    }
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, env=environment, capture_output=True, text=True
    )

    assert ran.returncode == 0, ran.stderr
