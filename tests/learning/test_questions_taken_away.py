"""A question, or all that is left of a quiz, is taken away for safety while people sit it, and after."""

import pytest

from courses.models import QuizPage
from courses.queries import address_book
from learning.models import Attempt, Response
from tests.factories.walking import form_around_primary, right_choices

from .acts import asked, right, stored, wrong
from .taking_away import CALM, COURSE, bring_back, phone_of, press, progress, take_away

# Questions


def ids(path: str = f"{COURSE}1/3/") -> list[str]:
    from courses.queries import live_quiz  # noqa: PLC0415

    found = address_book().find(path)
    return [row.id for row in live_quiz(found.outline.by_key[found.key].page_id).questions]


def test_question_is_not_asked_in_a_new_attempt(resident):
    first, *rest = ids()
    take_away(f"{COURSE}1/3/", first)

    attempt = resident.begin("1/3/")

    assert [question.id for question in asked(attempt)] == rest
    assert resident.finish_quiz("1/3/").attempt.finished_at


def test_question_leaves_an_attempt_under_way(resident):
    attempt = resident.begin("1/3/")
    first, second, third = asked(attempt)
    resident.answer(attempt, first, wrong(first))
    take_away(f"{COURSE}1/3/", first.id)
    phone = phone_of(resident)

    page = phone.get(f"/learn/{attempt.public_id}/").content.decode()
    resident.answer(attempt, second, right(second))
    done = resident.answer(attempt, third, right(third))

    assert second.text in page
    assert "Question 1 of 2" in page
    assert (stored(attempt).finished_at is not None, stored(attempt).score) == (True, 100)
    assert len(stored(attempt).questions) == 3
    assert done.attempt.finished_at


def test_answer_to_what_was_taken_away_meanwhile_is_not_stored(resident):
    attempt = resident.begin("1/3/")
    first, second, _third = asked(attempt)
    phone = phone_of(resident)
    action, fields = form_around_primary(phone.get(f"/learn/{attempt.public_id}/").content.decode())
    take_away(f"{COURSE}1/3/", first.id)

    page = phone.post(action, {**fields, "choice": right_choices(attempt.public_id, first.id)})

    assert page.status_code == 409
    assert "You have not missed anything" in page.content.decode()
    assert second.text in page.content.decode()
    assert Response._base_manager.count() == 0


@pytest.mark.parametrize("act", ["carry on", "answer", "set aside", "start again"])
def test_attempt_of_which_the_rest_is_taken_away_ends_with_the_next_act(resident, act):
    attempt = resident.begin("1/3/")
    first, *rest = asked(attempt)
    resident.answer(attempt, first, right(first))
    phone = phone_of(resident)
    action, fields = form_around_primary(phone.get(f"/learn/{attempt.public_id}/").content.decode())
    for question in rest:
        take_away(f"{COURSE}1/3/", question.id)

    looked = phone.get(f"/learn/{attempt.public_id}/").content.decode()
    assert CALM in looked
    assert stored(attempt).finished_at is None
    {
        "carry on": lambda: press(phone, f"/learn/{attempt.public_id}/"),
        "answer": lambda: phone.post(action, {**fields, "choice": right(rest[0])}),
        "set aside": lambda: phone.post(action.replace("/answer/", "/set-aside/"), fields),
        "start again": lambda: (
            press(phone, f"{COURSE}1/3/") if False else phone.post(f"/learn/quiz{COURSE}1/3/")
        ),
    }[act]()
    if act == "start again":
        press(phone, f"/learn/{attempt.public_id}/")

    assert (stored(attempt).finished_at is not None, stored(attempt).score) == (True, 100)
    assert Response._base_manager.count() == 1
    assert progress(resident).done == 1


def test_quiz_of_which_all_questions_are_taken_away_is_passed_by(resident):
    for identifier in ids():
        take_away(f"{COURSE}1/3/", identifier)
    phone = phone_of(resident)
    resident.read("1/1/")

    page = phone.get(f"{COURSE}1/3/").content.decode()
    press(phone, f"{COURSE}1/3/")

    assert CALM in page
    assert progress(resident).done == 2


def test_attempt_waits_while_its_quiz_is_away_and_goes_on_afterwards(resident):
    attempt = resident.begin("1/3/")
    first, second, _third = asked(attempt)
    resident.answer(attempt, first, right(first))
    phone = phone_of(resident)
    away = take_away(f"{COURSE}1/3/")

    page = phone.get(f"/learn/{attempt.public_id}/").content.decode()
    press(phone, f"/learn/{attempt.public_id}/")
    bring_back(away)

    assert CALM in page
    assert second.text not in page
    assert stored(attempt).finished_at is None
    assert second.text in phone.get(f"/learn/{attempt.public_id}/").content.decode()


def test_past_quiz_shows_a_calm_line_in_its_place(resident):
    attempt = resident.finish_quiz("1/3/").attempt
    first, second, _third = asked(attempt)
    away = take_away(f"{COURSE}1/3/", first.id)
    phone = phone_of(resident)

    page = phone.get(f"/learn/{attempt.public_id}/").content.decode()
    feedback = phone.get(f"/learn/{attempt.public_id}/answered/1/")
    bring_back(away)

    assert first.text not in page
    assert second.text in page
    assert CALM in page
    assert "2 of 2" in page
    assert feedback.status_code == 302
    assert first.text in phone.get(f"/learn/{attempt.public_id}/").content.decode()


def test_pass_mark_is_asked_of_what_is_left(resident, small_course):
    """Wrong at first in one of three; once that one is away, all that counts was right."""
    attempt = resident.begin("1/3/")
    first, second, third = asked(attempt)
    resident.answer(attempt, first, wrong(first))
    resident.answer(attempt, second, right(second))
    take_away(f"{COURSE}1/3/", first.id)

    resident.answer(attempt, third, right(third))

    assert stored(attempt).score == 100


def test_question_is_gone_from_the_frozen_quiz_too(resident):
    """The quiz was taken out of the course; whoever began before still has it, without that question."""
    resident.read("1/1/")
    first, *rest = ids()
    take_away(f"{COURSE}1/3/", first)
    QuizPage.objects.get(url_path__endswith="/programme/course-1/1/3/").unpublish()

    phone_of(resident).post(f"/learn/quiz{COURSE}1/3/")

    attempt = Attempt._base_manager.get()
    assert [question.id for question in asked(attempt)] == rest
