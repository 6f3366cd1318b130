"""axe finds nothing on any kind of learner page: WCAG 2.2, A and AA."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.steps import choose_rightly, go_forward, let_the_worker_work, walk_to

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
LOOKS = pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone-light", "desk-dark"]
)
PUBLIC = (
    "/",
    "/clarion/",
    "/clarion/course-1/",
    "/clarion/course-2/",
    "/clarion/course-1/1/",
    "/clarion/course-1/1/2/",
    "/clarion/course-1/1/4/",
    "/clarion/course-1/3/2/",
    "/clarion/course-1/3/2/?open=1",
    "/clarion/help/",
    "/clarion/privacy/",
    "/clarion/accessibility/",
    "/help/",
    "/words/",
    "/my-learning/",
    "/check/",
    "/check/AAAA-AAAA/",
    "/clarion/nothing-here/",
    "/sign-in/",
)


def findings(page) -> list[str]:
    result = Axe().run(page, options=RULES).response
    return [f"{page.url}: {row['id']} {row['nodes'][0]['target']}" for row in result["violations"]]


@LOOKS
def test_axe_finds_nothing_on_public_pages(site, phone, size, scheme):
    page = phone(size=size, color_scheme=scheme)

    found = []
    for address in PUBLIC:
        page.goto(f"{site}{address}")
        found += findings(page)

    assert found == []


@LOOKS
def test_axe_finds_nothing_on_the_way_through_a_quiz(site, phone, size, scheme):
    page = phone(size=size, color_scheme=scheme)
    page.goto(f"{site}/clarion/short-course/1/3/")
    go_forward(page)

    found = findings(page)
    page.locator("[data-primary]").click()
    assert page.get_by_text("Choose an answer first").first.is_visible()
    found += findings(page)
    choose_rightly(page)
    page.locator("[data-primary]").click()
    found += findings(page)
    walk_to(page, "/short-course/")
    page.goto(f"{site}/my-learning/")
    found += findings(page)

    assert found == []


@LOOKS
def test_axe_finds_nothing_from_completion_to_the_check(site, phone, size, scheme):
    page = phone(size=size, color_scheme=scheme)
    page.goto(f"{site}/clarion/short-course/")
    walk_to(page, "/learn/complete/")

    found = findings(page)
    go_forward(page)
    page.locator("[data-primary]").click()  # no name yet
    found += findings(page)
    page.fill("input[name=name]", "Sam Example")
    page.locator("[data-primary]").click()
    found += findings(page)
    page.locator("[data-primary]").click()
    found += findings(page)
    let_the_worker_work()
    page.wait_for_selector("a[href$='.pdf']", timeout=15_000)
    found += findings(page)
    check = page.locator("a[href*='/check/']").first.get_attribute("href")
    page.locator("a[href*='/learn/sharing/']").first.click()
    found += findings(page)
    page.locator("button[value=yes]").click()
    found += findings(page)
    page.goto(check if check.startswith("http") else f"{site}{check}")
    found += findings(page)

    assert found == []
