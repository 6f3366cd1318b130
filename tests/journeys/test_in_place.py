"""A quiz with its script: the page stays, its main part goes on; without a connection nothing is lost."""

import re
from functools import partial

import pytest
from playwright.sync_api import expect

from learning.models import Response
from tests.factories.courses import make_small_course
from tests.factories.partners import make_partners
from tests.journeys.steps import choose_rightly, go_forward, press


@pytest.fixture
def quiz(live_server, transactional_db, django_db_serialized_rollback) -> str:
    make_small_course(make_partners())
    return f"{live_server.url}/alder/course-1/1/3/"


@pytest.fixture
def asked(phone, quiz):
    """A phone at the first question. `page.sent` holds what it asks of the server from then on."""
    page = phone()
    page.goto(quiz)
    go_forward(page)
    page.sent = []
    page.on("request", partial(note, page.sent))
    page.evaluate("globalThis.same = true")
    return page


def note(sent: list, request) -> None:
    """What goes to the server; static files have names of their own and stay with the phone."""
    if "/static/" not in request.url:
        sent.append(f"{request.method} {re.sub('.*/learn/[^/]*', '', request.url)}")


def focused(page) -> str:
    return page.evaluate("document.activeElement.innerText").strip()


def break_off(route, **answer) -> None:
    route.fulfill(**answer) if answer else route.abort()


def stored() -> list:
    return list(Response._base_manager.order_by("sequence").values_list("sequence", flat=True))


def test_a_question_takes_two_requests_and_the_page_is_never_loaded_anew(asked):
    question = asked.url
    choose_rightly(asked)
    button = asked.get_by_role("button", name="Answer")
    button.evaluate("button => { button.click(); button.click(); button.form.requestSubmit() }")
    expect(asked.get_by_text("That's right")).to_be_visible()

    assert stored() == [1]
    assert asked.url == f"{question}answered/1/"
    assert focused(asked).startswith("That's right")
    assert "Course 1" in asked.title()
    go_forward(asked)
    assert focused(asked) == "What helps too?"
    assert asked.url == question
    assert asked.sent == ["POST /answer/", "GET /"]

    asked.go_back()
    expect(asked.get_by_text("That's right")).to_be_visible()
    assert asked.url == f"{question}answered/1/"
    asked.go_forward()
    expect(asked.get_by_text("What helps too?")).to_be_visible()
    assert asked.evaluate("same")
    asked.reload()
    assert asked.get_by_text("What helps too?").is_visible()


def test_what_was_chosen_is_kept_when_the_answer_does_not_get_through(asked, quiz):
    press(asked, asked.get_by_role("button", name="Answer"))
    assert focused(asked).startswith("Please look at this again")
    choose_rightly(asked)
    line, button = asked.get_by_role("status").last, asked.get_by_role("button", name="Answer")

    for broken, words in (
        ({}, "No connection just now"),
        ({"status": 503}, "not your doing"),
        ({"status": 429}, "Wait a minute"),
    ):
        asked.route("**/answer/", partial(break_off, **broken))
        button.click()
        expect(line).to_contain_text(words)
        assert asked.locator("input[name=choice]:checked").count() == 1
        assert asked.locator("form[aria-busy]").count() == 0
        asked.unroute("**/answer/")
    # It came through, but its reply did not: sent again, it is the same answer.
    asked.route("**/answer/", lambda route: (route.fetch(), route.abort()))
    button.click()
    expect(line).to_contain_text("No connection just now")
    asked.unroute("**/answer/")
    press(asked, button)

    assert asked.get_by_text("That's right").is_visible()
    assert stored() == [1]
    assert asked.evaluate("same")


def test_a_page_that_looks_otherwise_is_loaded_by_the_browser(asked, quiz):
    """Back to a phone that is paused meanwhile: nothing of the course stays around the pause page."""
    choose_rightly(asked)
    press(asked, asked.get_by_role("button", name="Answer"))
    asked.context.clear_cookies(name="seen")

    go_forward(asked)

    assert asked.get_by_role("heading", name="Paused").is_visible()
    assert "Alder" not in asked.locator("body").inner_text()
    assert asked.evaluate("typeof same") == "undefined"
    asked.context.clear_cookies()
    asked.goto(quiz)
    go_forward(asked)
    choose_rightly(asked)
    asked.context.clear_cookies(name="learner")
    asked.get_by_role("button", name="Answer").click()
    asked.wait_for_url("**/answer/")
    assert stored() == [1]
