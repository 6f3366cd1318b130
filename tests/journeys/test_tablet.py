"""A tablet in a community room, touched by one person after another. In a real browser."""

from learning.views.pausing import IDLE_SECONDS
from learning.views.tablet import WARN_SECONDS
from partners.enums import Role
from partners.models import PartnerPage
from tests.factories.partners import make_person
from tests.journeys.conftest import PHONE

LESSON = "/clarion/course-1/1/1/"


def set_as_tablet(page, site: str) -> None:
    make_person(PartnerPage.objects.get(slug="clarion"), Role.MANAGER, "hall@tablet.example")
    page.goto(f"{site}/sign-in/?next=/staff/clarion/tablets/")
    page.fill("input[name=login]", "hall@tablet.example")
    page.fill("input[name=password]", "a long password")
    page.locator("main form [type=submit]").first.click()
    page.fill("input[name=label]", "Hall")
    page.get_by_role("button", name="Set this device and sign me out").click()


def read(page, site: str) -> None:
    page.goto(site + LESSON)
    with page.expect_response("**/learn/finish/**"):
        page.get_by_role("button", name="I have read this").click()
    page.wait_for_load_state()
    page.goto(site + LESSON)


def test_person_is_asked_whether_they_are_still_there_and_then_finishes(site, phone):
    page = phone(size=PHONE)
    set_as_tablet(page, site)
    assert "ready for the next person" in page.locator("main").inner_text()
    page.clock.install()
    read(page, site)

    page.clock.fast_forward((WARN_SECONDS + 10) * 1000)
    asked = page.get_by_role("dialog", name="Are you still here?")
    asked.wait_for()
    with page.expect_response("**/tablet/still-here/") as told:
        asked.get_by_role("button", name="I am still here").click()
    assert told.value.status == 204
    assert not asked.is_visible()
    assert page.url == site + LESSON

    page.clock.fast_forward((WARN_SECONDS + 10) * 1000)
    asked.wait_for()
    page.clock.fast_forward((IDLE_SECONDS - WARN_SECONDS) * 1000)
    # The server's own half hour is not over: it asks once more instead of closing.
    page.wait_for_url("**/tablet/still-here/")
    page.get_by_role("link", name="Finish").click()
    page.get_by_role("button", name="Get a code").click()
    code = page.locator(".slip__code").inner_text()
    page.get_by_role("link", name="Finish").first.click()
    page.get_by_role("button", name="Finish").click()
    page.wait_for_url("**/tablet/finished/")
    page.go_back()
    page.wait_for_load_state()

    assert code not in page.content()
    assert "Small signs" not in page.content()
    page.goto(f"{site}/my-learning/")
    assert "Nothing here yet" in page.locator("main").inner_text()


def test_without_scripts_the_page_asks_by_itself(site, phone):
    page = phone(size=PHONE, javascript=False)
    set_as_tablet(page, site)
    read(page, site)

    refresh = page.locator("meta[http-equiv=refresh]").get_attribute("content")
    page.goto(site + refresh.partition("url=")[2])
    page.get_by_role("button", name="I am still here").click()

    assert refresh.startswith(f"{WARN_SECONDS};")
    assert page.url == site + LESSON
    assert page.get_by_role("link", name="Finish").is_visible()
