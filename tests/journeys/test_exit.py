"""Leaving in a hurry, and what is seen by whoever comes next. In a real browser."""

from tests.journeys.conftest import PHONE
from tests.journeys.steps import press

LESSON = "/clarion/course-1/1/1/"
NARROW = {"width": 320, "height": 400}


def leave_to(page, seen: list[str]) -> None:
    """The page that Exit leads to, without a network: what is asked of it is written down."""
    page.route(
        "https://www.bbc.co.uk/**",
        lambda route: (seen.append(str(route.request.headers.get("referer"))), route.fulfill(body="weather")),
    )


def begin(page, site: str) -> None:
    page.goto(site + LESSON)
    press(page, page.get_by_role("button", name="I have read this"))
    page.goto(site + LESSON)


def test_exit_leaves_at_once_pauses_and_keeps_no_way_back(site, phone):
    page, seen = phone(size=NARROW), []
    leave_to(page, seen)
    begin(page, site)

    page.mouse.wheel(0, 2000)
    page.get_by_role("link", name="Exit this page").click()
    page.wait_for_url("https://www.bbc.co.uk/weather")
    page.go_back()

    assert seen == ["None"]
    assert "Paused" in page.locator("main").inner_text()
    assert "Small signs" not in page.content()


def test_three_times_shift_leaves(site, phone):
    page, seen = phone(size=PHONE), []
    leave_to(page, seen)
    begin(page, site)

    said = page.locator(".exit-bar [role=status]")
    for words in ("Press Shift 2 more times to exit", "Press Shift once more to exit"):
        page.keyboard.press("Shift")
        assert said.inner_text() == words
    page.keyboard.press("a")
    assert said.inner_text() == ""
    page.keyboard.press("Shift")
    assert seen == []
    for _press in range(2):
        page.keyboard.press("Shift")
    page.wait_for_url("https://www.bbc.co.uk/weather")


def test_exit_is_in_view_and_uncovered_wherever_one_is(site, phone):
    page = phone(size=NARROW, javascript=False)
    page.goto(site + LESSON)

    for _step in range(4):
        on_top = page.evaluate(
            """() => {
                const box = document.querySelector("[data-exit]").getBoundingClientRect();
                const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                return box.top >= 0 && box.bottom <= innerHeight && at.hasAttribute("data-exit");
            }"""
        )
        assert on_top
        page.mouse.wheel(0, 600)
        page.wait_for_timeout(100)


def test_exit_is_where_something_went_wrong_and_where_somebody_types(site, phone):
    page, seen = phone(size=NARROW), []
    leave_to(page, seen)
    page.goto(f"{site}/check/")
    # The keyboard takes half of a small screen.
    page.set_viewport_size({"width": 320, "height": 200})
    page.locator("input[name=code]").focus()
    box = page.locator("[data-exit]").bounding_box()
    assert 0 <= box["y"] < 200 - box["height"]

    page.goto(f"{site}/clarion/nothing-here/")
    for _press in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://www.bbc.co.uk/weather")

    assert seen == ["None"]
