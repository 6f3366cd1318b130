"""A resident's long way: the network goes, the language turns, the phone changes, the day ends. One record of it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Error
from pytest_django.live_server_helper import LiveServer

from certificates.models import Certificate
from learning.models import Attempt, CourseCompletion, Enrolment, Learner, Response
from tests.factories.kept import kept
from tests.journeys.steps import choose_rightly, go_forward, let_the_worker_work, press, walk_to
from tests.journeys.test_exit import leave_to
from tests.screens.mirror import COOKIE

ANSWER = re.compile(r"/learn/[\w-]{22}/answer/$")
COURSE = "/clarion/short-course/"


@pytest.fixture
def site(settings, transactional_db, django_db_serialized_rollback):
    """A site of our own, which also speaks the made-up language from right to left."""
    from dashboards.domain import load_sample_partnership  # noqa: PLC0415 - needs the database set up

    at = settings.MIDDLEWARE.index("csp.middleware.CSPMiddleware")
    mirror = "tests.screens.mirror.MirrorMiddleware"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE[:at], mirror, *settings.MIDDLEWARE[at:]]
    kept(load_sample_partnership)
    server = LiveServer("localhost")
    yield server.url
    server.stop()


def count(model) -> int:
    return model._base_manager.count()


def to_next_question(page) -> None:
    for _page in range(60):
        if page.locator("input[name=choice]").count():
            return
        go_forward(page)
    raise AssertionError(f"no question on the way; last was {page.url}")


def direction(page) -> str:
    return page.evaluate("document.documentElement.dir")


def answer_cut_off(page, *, is_heard: bool) -> None:
    """Answers while the network goes. `is_heard`: the answer still got through, and only the reply is lost."""
    before = count(Response)
    if is_heard:

        def lose_the_reply(route):
            route.fetch(max_redirects=0)
            route.abort("connectionreset")

        page.route(ANSWER, lose_the_reply)
    else:
        page.context.set_offline(True)
    choose_rightly(page)
    with page.expect_event("requestfailed", lambda request: ANSWER.search(request.url)):
        page.locator("[data-primary]").click(no_wait_after=True)
    page.wait_for_timeout(300)
    page.unroute(ANSWER)
    page.context.set_offline(False)
    assert count(Response) == before + is_heard


def send_again(page) -> None:
    """What the browser offers: the same form once more, by its own button or by the page's."""
    if page.locator("[data-primary]").count():
        press(page, page.locator("[data-primary]"))
    else:
        page.reload()
        page.wait_for_load_state("load")


def open_with_code(first, second, site: str) -> None:
    """From one phone to the other, with what stands on a slip of paper."""
    first.goto(f"{site}/code/")
    first.locator("form[action='/code/new/'] button").click()
    code = first.locator(".slip__code bdi").inner_text()
    second.goto(f"{site}/code/open/")
    second.fill("input[name=code]", code.lower().replace(" ", "-"))
    second.locator("main form button[type=submit]").click()
    second.wait_for_url("**/my-learning/")


def is_paused(page) -> bool:
    """The pause page, which names nobody and nothing."""
    said = page.locator("main").inner_text()
    return "Paused" in said and "course" not in said.lower() and "Clarion" not in said


def test_from_guest_to_certificate_with_everything_in_the_way(site, phone):
    first = phone(javascript=False)
    first.goto(site + COURSE)
    to_next_question(first)
    answer_cut_off(first, is_heard=True)
    send_again(first)
    assert (count(Response), first.url.rsplit("/learn/")[1][22:]) == (1, "/answered/1/")

    first.context.add_cookies([{"name": COOKIE, "value": "1", "url": site}])
    first.reload()
    assert direction(first) == "rtl"
    go_forward(first)
    assert direction(first) == "rtl"

    second = phone()
    open_with_code(first, second, site)
    assert direction(second) == "ltr"
    second.goto(site + COURSE)
    to_next_question(second)
    answer_cut_off(second, is_heard=False)
    send_again(second)
    assert (count(Response), second.url.rsplit("/learn/")[1][22:]) == (2, "/answered/2/")
    go_forward(second)
    left_at, answers = second.url, count(Response)

    with time_machine.travel(timezone.now() + timedelta(days=1), tick=True):
        second.goto(left_at)
        assert is_paused(second)
        go_forward(second)
        assert (second.url, count(Response)) == (left_at, answers)
        leave_and_come_back(second)

        walk_to(second, "/name/")
        second.fill("input[name=name]", "Zoë Ọlá Example")
        go_forward(second)
        go_forward(second)
        let_the_worker_work()
        second.wait_for_selector("a[href$='.pdf']", timeout=15_000)
        back_over_the_look(second)
    everything_is_there_once()


def back_over_the_look(page) -> None:
    """A page again, and not the browser's question whether to send a form twice."""
    at_last = page.url
    page.go_back()
    assert page.url == at_last


def everything_is_there_once() -> None:
    learner = Learner._base_manager.get(enrolments__isnull=False)
    assert learner.claimed_at
    assert [count(model) for model in (Enrolment, CourseCompletion, Certificate)] == [1, 1, 1]
    for attempt in Attempt._base_manager.all():
        assert attempt.finished_at
        given = [row.question_id for row in Response._base_manager.filter(attempt=attempt)]
        assert len(given) == len(set(given)) == len(attempt.questions)
    assert len(set(Attempt._base_manager.values_list("activity_key"))) == count(Attempt)


def leave_and_come_back(page) -> None:
    """Exit, then Back: the pause page, and from there to the same place."""
    seen, at = [], page.url
    leave_to(page, seen)
    page.locator("[data-exit]").first.click()
    page.wait_for_url("https://www.bbc.co.uk/weather")
    try:
        page.go_back()
    except Error:
        page.wait_for_load_state("load")
    assert is_paused(page), page.url
    go_forward(page)
    page.goto(at)
    assert not is_paused(page)
