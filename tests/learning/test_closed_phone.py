"""A phone that a newer code has closed says so: nobody begins a second time and misses what is done."""

import re

import pytest
from django.test import Client

from learning.models import ActivityCompletion, Learner
from tests.learning.test_claiming import (
    FIRST_LESSON,
    MY_LEARNING,
    SECOND_LESSON,
    get_code,
    open_with,
    phone_with_work,
)

CLOSED = "This phone does not open your work any more"
QUIZ = "/learn/quiz/alder/course-1/1/3/"


@pytest.fixture(autouse=True)
def _course(small_course):
    return small_course


@pytest.fixture
def first() -> Client:
    return phone_with_work()


@pytest.fixture
def closed(first) -> Client:
    """A second phone, opened with the code that was replaced since."""
    phone = Client()
    open_with(phone, get_code(first))
    assert "1 of 6 finished" in phone.get(MY_LEARNING).content.decode()
    phone.newest = get_code(first)
    return phone


@pytest.mark.parametrize("act", [SECOND_LESSON, QUIZ])
def test_act_on_a_closed_phone_is_told_and_nobody_is_begun(closed, act):
    answer = closed.post(act)

    assert (answer.status_code, CLOSED in answer.content.decode()) == (409, True)
    assert "What you have just sent is not saved." in answer.content.decode()
    assert '<meta name="asked-again" content="/my-learning/">' in answer.content.decode()
    assert (Learner._base_manager.count(), ActivityCompletion._base_manager.count()) == (1, 1)


def test_my_learning_says_so_and_the_newest_code_opens_all_of_it_again(closed):
    html = closed.get(MY_LEARNING).content.decode()

    assert CLOSED in html
    assert "Nothing here yet" not in html
    assert "/code/open/" in html
    open_with(closed, closed.newest)
    closed.post(SECOND_LESSON)
    assert "2 of 6 finished" in closed.get(MY_LEARNING).content.decode()
    assert Learner._base_manager.count() == 1


def test_who_begins_anew_on_it_begins_with_nothing(closed):
    told = closed.post(FIRST_LESSON).content.decode().partition('action="/phone/fresh/"')[2]
    lesson = re.search(r'name="next" value="([^"]+)"', told)[1]
    assert lesson == "/alder/course-1/1/1/"
    assert closed.post("/phone/fresh/", {"next": lesson})["Location"] == lesson

    assert CLOSED not in closed.get(MY_LEARNING).content.decode()
    assert closed.post(FIRST_LESSON).status_code == 302
    assert Learner._base_manager.count() == 2
    assert "1 of 6 finished" in closed.get(MY_LEARNING).content.decode()


def test_what_its_owner_has_removed_leaves_no_word_on_another_phone(first):
    other = Client()
    open_with(other, get_code(first))

    first.post("/my-data/remove/")

    assert CLOSED not in other.get(MY_LEARNING).content.decode()
    assert other.post(SECOND_LESSON).status_code == 302


def test_forged_cookie_is_a_strangers_who_begins(settings):
    phone = Client()
    phone.cookies[settings.LEARNER_COOKIE_NAME] = "forged"

    assert CLOSED not in phone.get(MY_LEARNING).content.decode()
    assert phone.post(FIRST_LESSON).status_code == 302
