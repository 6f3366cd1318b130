"""With its script a phone goes on in one answer: the page that an act leads to comes with the answer to the act."""

import re

import pytest
from django.test import Client

from learning.models import Response
from tests.factories.sql import counting
from tests.factories.walking import attribute, form_around_primary, primary, right_choices
from tests.learning.acts import rows

pytestmark = pytest.mark.django_db

IN_PLACE = {"X-In-Place": "yes"}
QUIZ = "/learn/quiz/alder/course-1/1/3/"


@pytest.fixture
def phone(small_course) -> Client:
    return Client()


def words(response) -> str:
    """A page without the mark that is made anew for each form."""
    return re.sub(r'name="(csrfmiddlewaretoken|key)" value="[^"]*"', "", response.content.decode())


def filled_in(html: str) -> tuple[str, dict]:
    """The form of the question, rightly answered."""
    action, fields = form_around_primary(html)
    fields["choice"] = right_choices(action.split("/")[-3], fields["question"])
    return action, fields


def open_question(phone: Client) -> tuple[str, dict]:
    return filled_in(phone.post(QUIZ, headers=IN_PLACE).content.decode())


def test_an_answer_comes_with_what_follows_and_is_the_same_however_it_is_asked_for(phone):
    action, fields = open_question(phone)

    in_place = phone.post(action, fields, headers=IN_PLACE)
    again = phone.post(action, fields, headers=IN_PLACE)
    without = phone.post(action, fields)
    page = phone.get(without["Location"])

    assert in_place.status_code == again.status_code == page.status_code == 200
    assert in_place["Content-Location"] == again["Content-Location"] == without["Location"]
    assert "data-focus" in words(page)
    assert words(in_place) == words(again) == words(page)
    assert "no-store" in in_place["Cache-Control"]
    assert rows(Response, "sequence") == [(1,)]


@pytest.mark.parametrize(("headers", "most"), [(IN_PLACE, 2), ({}, 3)])
def test_how_many_requests_a_question_takes(phone, headers, most):
    """From the form of one question to the form of the next; redirects that a browser follows are counted."""
    action, fields = open_question(phone)
    asked = 0
    for _question in range(2):
        response, asked = phone.post(action, fields, headers=headers), asked + 1
        while response.status_code == 302:
            response, asked = phone.get(response["Location"], headers=headers), asked + 1
        response = phone.get(attribute(primary(response.content.decode()), "href"), headers=headers)
        asked += 1
        action, fields = filled_in(response.content.decode())

    assert rows(Response, "sequence") == [(1,), (2,)]
    assert asked == 2 * most


def test_setting_a_question_aside_shows_the_next_at_once(phone):
    action, fields = open_question(phone)
    del fields["choice"]

    response = phone.post(action.replace("answer", "set-aside"), fields, headers=IN_PLACE)

    assert response.status_code == 200
    assert "Question 2 of 3" in response.content.decode()
    assert response["Content-Location"] == action.removesuffix("answer/")


def test_a_lesson_that_is_read_leads_to_the_next_at_once_and_begins_a_guest(phone):
    response = phone.post("/learn/finish/alder/course-1/1/1/", headers=IN_PLACE)

    assert response["Content-Location"] == "/alder/course-1/1/2/"
    assert words(response) == words(phone.get("/alder/course-1/1/2/"))
    assert {"learner", "seen"} <= set(response.cookies)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(("changed", "status"), [({"choice": []}, 422), ({"version": "7"}, 409)])
def test_what_is_refused_is_said_as_without_the_script(phone, changed, status):
    action, fields = open_question(phone)

    response = phone.post(action, {**fields, **changed}, headers=IN_PLACE)

    assert response.status_code == status
    assert "Content-Location" not in response
    assert rows(Response, "sequence") == []


def test_what_is_no_page_of_a_lesson_or_quiz_is_left_to_the_browser(phone):
    for address in ("1/1", "1/2", "2/1", "2/2"):
        phone.post(f"/learn/finish/alder/course-1/{address}/")
    for quiz in ("1/3", "2/3"):
        html = phone.post(f"/learn/quiz/alder/course-1/{quiz}/", headers=IN_PLACE).content.decode()
        action, fields = form_around_primary(html)
        for version in range(3):
            fields["version"] = version
            response = phone.post(action.replace("answer", "set-aside"), fields, headers=IN_PLACE)
            if version < 2:
                _action, fields = form_around_primary(response.content.decode())

    while response.status_code == 302 and "/complete/" not in response["Location"]:
        response = phone.get(response["Location"])
    assert response.status_code == 302
    assert phone.post("/learn/finish/alder/course-1/9/9/", headers=IN_PLACE).status_code == 404


@pytest.mark.parametrize("forged", ["//evil.example/", "https://evil.example/", "/admin/", "/check/"])
def test_only_own_pages_of_learning_are_shown(forged, rf):
    from django.http import HttpResponseRedirect  # noqa: PLC0415

    from learning.views.in_place import at_once  # noqa: PLC0415

    request = rf.post("/learn/x/answer/", headers=IN_PLACE)

    assert at_once(lambda request: HttpResponseRedirect(forged))(request).status_code == 302


def test_an_answer_with_what_follows_asks_the_database_less_than_both(phone):
    action, fields = open_question(phone)
    with counting() as apart:
        answered = phone.get(phone.post(action, fields)["Location"])
    response = phone.get(attribute(primary(answered.content.decode()), "href"))
    action, fields = filled_in(response.content.decode())

    with counting() as both:
        phone.post(action, fields, headers=IN_PLACE)

    assert both.number < apart.number
    assert both.number <= 12, both.queries
