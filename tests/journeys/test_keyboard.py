"""From the section's front page to the certificate without a mouse; and what the focus is on afterwards."""

from tests.journeys.steps import let_the_worker_work, question_asked
from tests.screens.keyboard import Keyboard

ON = "main [data-primary]"


def test_from_the_first_page_to_the_certificate_by_keyboard_alone(site, phone):
    page = phone(reduced_motion="reduce")
    keys = Keyboard(page)
    page.goto(f"{site}/clarion/")
    keys.press("Tab")
    assert keys.is_at(".skip-link")
    keys.press("Enter")
    assert keys.is_at("main")
    keys.follow("a[href='/clarion/short-course/']")

    has_missed_one = False
    for _page in range(30):
        if page.url.endswith("/name/"):
            break
        if page.locator("input[name=choice]").count():
            if not has_missed_one:
                keys.follow(ON)
                assert page.get_by_text("Choose an answer first").first.is_visible()
                assert keys.is_at(".errors"), page.evaluate("document.activeElement.outerHTML")
                has_missed_one = True
            keys.choose("input[name=choice]", question_asked(page).right_ids)
        keys.follow(ON)
    keys.to("input[name=name]")
    page.keyboard.type("Zoë Ọlá Example")
    keys.follow(ON)
    keys.follow(ON)
    let_the_worker_work()
    page.reload()
    keys.to("a[href$='.pdf']")

    assert (keys.found, has_missed_one) == ([], True)
    assert keys.stops > 50


def test_nothing_is_under_the_exit_bar_on_the_way_back_up(site, phone):
    page = phone(size={"width": 320, "height": 256}, reduced_motion="reduce")
    page.goto(f"{site}/clarion/course-1/1/2/")
    keys = Keyboard(page)

    keys.to(".site-footer a[href='/']")
    keys.to(".skip-link", key="Shift+Tab")

    assert keys.found == []
