"""axe finds nothing on any kind of learner page: WCAG 2.2, A and AA, light and dark, phone and desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.steps import choose_rightly, go_forward, let_the_worker_work, walk_to

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def findings(page) -> list[str]:
    result = Axe().run(page, options=RULES).response
    return [
        f"{page.url}: {row['id']} {[node['target'] for node in row['nodes']][:3]}"
        for row in result["violations"]
    ]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(site, phone, size, scheme):
    page = phone(size=size, color_scheme=scheme)
    found = []
    for address in (
        "/",
        "/clarion/",
        "/clarion/course-1/",
        "/clarion/course-2/",
        "/clarion/course-1/1/",
        "/clarion/course-1/1/1/",
        "/clarion/course-1/1/2/",
        "/clarion/course-1/1/4/",
        "/clarion/course-1/3/2/",
        "/clarion/course-1/3/2/?open=1",
        "/clarion/help/",
        "/help/",
        "/words/",
        "/my-learning/",
        "/check/",
        "/check/AAAA-AAAA/",
        "/clarion/nothing-here/",
        "/sign-in/",
    ):
        page.goto(f"{site}{address}")
        found += findings(page)
    page.goto(f"{site}/clarion/short-course/1/3/")
    go_forward(page)
    found += findings(page)
    page.locator("[data-primary]").click()
    found += findings(page)  # nothing chosen: the error beside the field
    choose_rightly(page)
    page.locator("[data-primary]").click()
    found += findings(page)
    walk_to(page, "/short-course/")
    for part in ("/learn/complete/", "/name/"):
        page.goto(f"{site}/clarion/short-course/") if part == "/learn/complete/" else None
        walk_to(page, part)
        found += findings(page)
    page.locator("[data-primary]").click()
    found += findings(page)  # no name: the error beside the field
    page.fill("input[name=name]", "Sam Example")
    page.locator("[data-primary]").click()
    found += findings(page)
    page.locator("[data-primary]").click()
    found += findings(page)  # being prepared
    let_the_worker_work()
    page.wait_for_selector("a[href$='.pdf']", timeout=15_000)
    found += findings(page)
    sharing = page.locator("a[href*='/learn/sharing/']").first
    check = page.locator("a[href*='/check/']").first.get_attribute("href")
    sharing.click()
    found += findings(page)
    page.locator("button[value=yes]").click()
    found += findings(page)
    page.goto(check if check.startswith("http") else f"{site}{check}")
    found += findings(page)
    page.goto(f"{site}/my-learning/")
    found += findings(page)

    assert found == []
