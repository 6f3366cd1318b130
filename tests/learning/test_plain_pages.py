"""A page without any style still serves: the way out and help come first, and nothing needs a style to be reached."""

import re

import pytest

from tests.architecture.house import files

ADDRESSES = ("/", "/alder/", "/alder/course-1/", "/alder/course-1/1/1/", "/alder/course-1/1/3/", "/my-learning/",
             "/phone/", "/check/", "/alder/help/", "/alder/nothing-here/")  # fmt: skip
DRAGGED = re.compile(
    r"\bdraggable\b|\bdrag(start|over|end|enter|leave)\b|\bondrop\b|['\"]drop['\"]|pointermove|touchmove"
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_exit_and_help_come_first_in_the_source(guest, small_course, address):
    page = guest.get(address).content.decode()
    places = [
        page.index(mark)
        for mark in ('class="skip-link"', "data-exit", 'class="get-help"', 'id="main"', "<h1")
    ]
    before = page[page.index("<body") : page.index("data-exit")]

    assert places == sorted(places)
    assert re.findall(r"<(?:a|button|input|img|form)\b", before) == ["<a", "<a"]
    # Without a style a drawing is as wide as its window, not as its numbers say.
    assert re.findall(r'<svg class="scene[^>]*width="\d+"', page) == []


def test_nothing_is_done_by_dragging():
    scripts = files("*.js", "*.mjs", folders=("static",))
    pages = files("*.html", folders=("templates",))
    found = [path.name for path in (*scripts, *pages) if DRAGGED.search(path.read_text(encoding="utf-8"))]

    assert found == []
    assert len(pages) > 100
