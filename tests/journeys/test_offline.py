"""A course on one's own phone, where there is no connection. In a real browser, with a real worker."""

import pytest
from django.test import Client

from learning.models import ActivityCompletion, Attempt, DeviceToken, Learner, Response
from tests.factories.courses import make_small_course
from tests.factories.partners import make_partners
from tests.learning.taking_away import take_away

COURSE = "/alder/course-1/"
TEXT = "One steady adult helps."
LEFT = """async () => ({
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    caches: (await caches.keys()).length,
    lists: (await indexedDB.databases()).length,
})"""
NOTHING = {"workers": 0, "caches": 0, "lists": 0}


@pytest.fixture
def site(live_server, transactional_db, django_db_serialized_rollback):
    make_small_course(make_partners())
    return live_server.url


def text_of(page) -> str:
    return page.locator("main").inner_text()


def until(page, is_so) -> None:
    """Waits for what the worker does beside the page."""
    for _time in range(100):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError(
        f"never so; {page.url}: {page.evaluate(LEFT)} {page.context.cookies()} {text_of(page)}"
    )


def keep_course(page, site: str) -> None:
    page.goto(site + COURSE + "1/1/")
    page.get_by_role("button", name="I have read this").click()
    page.wait_for_url(lambda url: not url.endswith("/1/1/"))
    page.goto(site + "/phone/")
    page.get_by_role("button", name="This is my own phone").click()
    page.get_by_role("link", name="Small signs").click()
    assert page.evaluate(LEFT) == NOTHING
    page.get_by_role("button", name="Keep it on this phone").click()
    page.get_by_role("heading", name="It is on this phone").wait_for()


def answer(page, site: str, module: str) -> None:
    """The next question of a quiz, from its stored page."""
    page.goto(site + COURSE + f"{module}/3/")
    page.locator("main form button[type=submit]").first.click()
    page.locator("input[name=choice]").first.check()
    page.get_by_role("button", name="Answer", exact=True).click()
    assert "It is sent when there is a connection." in text_of(page)


def answer_elsewhere(context) -> None:
    """The same person, with another phone."""
    other = Client()
    token = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "learner")
    other.cookies["learner"] = token
    other.post("/phone/carry-on/")
    other.post(f"/learn/quiz{COURSE}1/3/")
    attempt = Attempt._base_manager.get()
    asked = attempt.questions[0]
    fields = {"question": asked["id"], "choice": asked["choices"][1]["id"], "version": 0, "key": "other"}
    assert other.post(f"/learn/{attempt.public_id}/answer/", fields).status_code == 302


def asked_for_news(page) -> dict:
    return page.evaluate(
        "async () => Object.fromEntries((await kept.all('courses')).map((c) => [c.id, c.version]))"
    )


def test_course_is_read_and_answered_without_a_connection_and_leaves_when_it_must(site, phone):
    page = phone()
    page.context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))
    keep_course(page, site)

    reading_is_a_visit(page, site)
    reads_and_answers(page, site)
    is_told_what_became_of_it(page, site)
    exit_pauses_what_is_kept(page, site)
    what_is_taken_away_leaves(page, site)
    clears_the_phone(page, site)
    keep_course(page, site)
    goes_on_in_place(page, site)
    goes_by_itself_on_the_last_day(page, site)


def reading_is_a_visit(page, site: str) -> None:
    """Work is kept from the last visit, and a page that is only read posts nothing but that."""
    Learner._base_manager.update(last_visit_on="2026-01-31")
    page.goto(site + COURSE + "1/1/")
    until(page, lambda: str(Learner._base_manager.get().last_visit_on) != "2026-01-31")


def reads_and_answers(page, site: str) -> None:
    """Nothing is lost, and nothing that is right is told before the server has marked it."""
    page.context.set_offline(True)
    page.goto(site + COURSE + "1/2/")
    assert TEXT in text_of(page)
    assert page.get_by_role("link", name="Exit this page").is_visible()
    page.get_by_role("button", name="I have read this").click()
    assert "Kept on this phone" in text_of(page)
    answer(page, site, "1")
    assert "That helps." not in page.content()
    page.get_by_role("link", name="Carry on").click()
    assert "What helps too?" in text_of(page)
    page.get_by_role("button", name="Answer", exact=True).click()
    assert "Choose an answer first" in text_of(page)
    answer(page, site, "1")
    page.goto(site + "/my-learning/")
    assert "There is no connection just now" in text_of(page)
    page.get_by_text("3 answers not sent yet").wait_for()
    assert Response._base_manager.count() == 0


def is_told_what_became_of_it(page, site: str) -> None:
    """Another phone was first with one of the two questions: the other one is stored, once."""
    answer_elsewhere(page.context)
    page.context.set_offline(False)
    page.goto(site + COURSE)
    page.get_by_text("An answer could not be added").wait_for()
    page.get_by_role("link", name="Look at them").click()
    page.get_by_role("heading", name="Could not be added").wait_for()
    assert "What helps most?" in text_of(page)
    assert "Your answer: Listening" in text_of(page)
    sent = page.evaluate("async () => (await kept.acts()).map((act) => [act.outcome, 'choice' in act])")
    assert sorted(sent) == [["refused", False], ["stored", False]]
    page.get_by_role("button", name="I have seen these").click()
    page.get_by_role("heading", name="Could not be added").wait_for(state="hidden")
    page.goto(site + COURSE)
    assert ActivityCompletion._base_manager.count() == 2
    assert Response._base_manager.count() == 2


def exit_pauses_what_is_kept(page, site: str) -> None:
    page.context.set_offline(True)
    page.goto(site + COURSE + "1/2/")
    page.get_by_role("link", name="Exit this page").click()
    page.wait_for_url("https://www.bbc.co.uk/weather")
    page.goto(site + COURSE + "1/2/")
    assert "Paused" in text_of(page)
    assert TEXT not in page.content()
    page.get_by_role("button", name="Carry on").click()
    assert TEXT in text_of(page)


def what_is_taken_away_leaves(page, site: str) -> None:
    """With the next connection, whatever page that is used for."""
    take_away(COURSE + "1/2/")
    before = asked_for_news(page)
    page.context.set_offline(False)
    page.goto(site + COURSE)
    until(page, lambda: asked_for_news(page) != before)
    page.context.set_offline(True)
    page.goto(site + COURSE + "1/2/")
    assert "being looked at again" in text_of(page)
    assert TEXT not in page.content()


def clears_the_phone(page, site: str) -> None:
    """Without a connection: what waits is named before; the server hears of it with the next one."""
    answer(page, site, "2")
    page.goto(site + "/phone/clear/")
    page.get_by_text("1 answer not sent yet").first.wait_for()
    page.get_by_role("button", name="Clear this phone").click()
    assert "gone from this phone" in text_of(page)
    until(page, lambda: page.evaluate(LEFT)["caches"] == 0)
    page.context.set_offline(False)
    page.goto(site + "/")
    until(page, lambda: page.evaluate(LEFT) == NOTHING)
    until(page, lambda: DeviceToken._base_manager.get().closed_at is not None)
    assert page.context.cookies() == []
    assert Response._base_manager.count() == 2


def goes_on_in_place(page, site: str) -> None:
    """With a connection the page stays, as on any phone; where it breaks off the answer waits, and is sent once."""
    before = Response._base_manager.count()
    page.goto(site + COURSE + "1/3/")
    page.locator("main form button[type=submit]").first.click()
    page.evaluate("globalThis.same = true")
    page.locator("input[name=choice]").first.check()
    page.get_by_role("button", name="Answer", exact=True).click()
    page.get_by_role("link", name="Carry on").click()
    page.get_by_role("heading", name="What helps too?").wait_for()
    assert page.evaluate("same")
    assert Response._base_manager.count() == before + 1

    page.context.set_offline(True)
    page.locator("input[name=choice]").first.check()
    page.get_by_role("button", name="Answer", exact=True).click()
    page.get_by_text("It is sent when there is a connection.").wait_for()
    assert Response._base_manager.count() == before + 1
    page.context.set_offline(False)
    page.goto(site + COURSE)
    until(page, lambda: Response._base_manager.count() == before + 2)


def goes_by_itself_on_the_last_day(page, site: str) -> None:
    page.evaluate(
        """async () => {
            for (const course of await kept.all("courses")) await kept.put("courses", {...course, until: 1});
        }"""
    )
    page.goto(site + COURSE)
    until(page, lambda: page.evaluate(LEFT) == NOTHING)
