"""A code that is shown once has to be seen whole, on the smallest phone too. In a real browser."""

import pytest

LESSON = "/clarion/course-1/1/1/"


@pytest.mark.parametrize("width", [320, 360])
def test_code_is_seen_whole_and_nothing_lies_beside_the_page(site, phone, width):
    page = phone(size={"width": width, "height": 740}, javascript=False)
    page.goto(site + LESSON)
    page.get_by_role("button", name="I have read this").click()
    page.goto(site + "/code/")

    page.get_by_role("button", name="Get a code").click()

    code = page.locator(".slip__code bdi")
    panel = page.locator(".slip").bounding_box()
    shown = code.bounding_box()
    assert len(code.inner_text().split()) == 4
    assert panel["x"] <= shown["x"]
    assert shown["x"] + shown["width"] <= panel["x"] + panel["width"]
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
