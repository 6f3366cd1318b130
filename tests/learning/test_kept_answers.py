"""Answers that waited on a phone: stored once, refused in words, never lost. The server's part."""

import pytest
from django.test import Client

from learning.domain import begin_as_guest
from learning.domain.merging import merge_learners, undo_merger
from learning.models import Attempt, Learner

from .keeping import LESSON, QUIZ, SEND, answers, bundle, first_answer, make_own_phone, quiz_in, send
from .test_claiming import get_code, open_with, phone_with_work


@pytest.fixture
def own_phone(small_course) -> Client:
    return make_own_phone()


def test_answer_is_stored_once_however_often_it_comes(own_phone):
    kept = bundle(own_phone)
    act = first_answer(kept)

    told = [send(own_phone, kept, **act) for _time in range(3)]

    assert [one.status_code for one in told] == [200, 200, 200]
    assert {one.json()["url"] for one in told} == {
        f"/learn/{Attempt._base_manager.get().public_id}/answered/1/"
    }
    assert answers() == 1


def test_what_waited_counts_once_this_phone_has_opened_other_work_and_both_are_ones_own(own_phone):
    kept, other = bundle(own_phone), phone_with_work("/learn/finish/alder/course-1/1/2/")
    open_with(own_phone, get_code(other), together="mine")

    assert send(own_phone, kept, **first_answer(kept)).status_code == 200
    assert answers() == 1
    assert send(phone_with_work(), kept, **first_answer(kept)).status_code == 409


def test_what_waited_is_not_given_to_whoever_keeps_the_work_apart(own_phone):
    kept, other = bundle(own_phone), phone_with_work("/learn/finish/alder/course-1/1/2/")
    open_with(own_phone, get_code(other), together="apart")

    assert send(own_phone, kept, **first_answer(kept)).status_code == 409
    assert answers() == 0


def test_what_waits_on_a_phone_that_a_newer_code_has_closed_waits_until_it_is_opened_again(own_phone):
    kept, other = bundle(own_phone), Client()
    open_with(other, get_code(own_phone))
    newest = get_code(other)

    # Neither stored nor refused: the phone sends it again.
    assert send(own_phone, kept, **first_answer(kept)).status_code == 403
    open_with(own_phone, newest)

    assert send(own_phone, kept, **first_answer(kept)).status_code == 200
    assert answers() == 1


def test_replay_after_the_quiz_has_ended_begins_no_other(own_phone):
    kept = bundle(own_phone)
    quiz = quiz_in(kept)
    sent = [
        {"act": "aside", "path": QUIZ, "question": row["id"], "version": 0, "key": row["id"]}
        for row in quiz["questions"]
    ]
    for act in [*sent, *sent]:
        assert send(own_phone, kept, **act).status_code == 200

    assert Attempt._base_manager.count() == 1
    assert answers() == len(sent)


def test_other_phone_was_first_and_the_person_reads_what_they_had_chosen(own_phone):
    kept = bundle(own_phone)
    act = first_answer(kept)
    own_phone.post(f"/learn/quiz{QUIZ}")
    attempt = Attempt._base_manager.get()
    own_phone.post(
        f"/learn/{attempt.public_id}/answer/",
        {"question": act["question"], "choice": act["choice"], "version": 0, "key": "other"},
    )

    told = send(own_phone, kept, **act)

    assert told.status_code == 409
    assert told.json()["asked"] == "What helps most?"
    assert told.json()["chosen"] == ["Listening"]
    assert "Nothing is lost" in told.json()["message"]
    assert answers() == 1


def test_answer_to_another_question_meanwhile_is_no_conflict(own_phone):
    kept = bundle(own_phone)
    act = first_answer(kept)
    own_phone.post(f"/learn/quiz{QUIZ}")
    attempt = Attempt._base_manager.get()
    own_phone.post(
        f"/learn/{attempt.public_id}/set-aside/",
        {"question": attempt.questions[1]["id"], "version": 0, "key": "other"},
    )

    assert send(own_phone, kept, **act).status_code == 200
    assert answers() == 2


def test_question_that_came_round_again_is_answered_after_others_that_waited(own_phone):
    own_phone.post(f"/learn/quiz{QUIZ}")
    attempt = Attempt._base_manager.get()
    first, other = attempt.questions[:2]
    wrong = first["choices"][2]["id"]
    answer = {"question": first["id"], "choice": wrong, "version": 0, "key": "wrong"}
    own_phone.post(f"/learn/{attempt.public_id}/answer/", answer)
    kept = bundle(own_phone)
    base = {"attempt": attempt.public_id, "version": quiz_in(kept)["version"]}
    waited = [
        {**base, "act": "aside", "question": other["id"], "key": "one"},
        {**base, "question": first["id"], "choice": first["choices"][0]["id"], "key": "two"},
    ]

    told = [send(own_phone, kept, **act) for act in [*waited, *waited]]

    assert [one.status_code for one in told] == [200] * 4
    assert answers() == 3


def test_answers_that_wait_on_a_phone_count_after_its_work_became_one_with_anothers(own_phone):
    kept = bundle(own_phone)
    next_one = quiz_in(kept)["questions"][1]["id"]
    waits = {"act": "aside", "path": QUIZ, "question": next_one, "version": 0, "key": "key-2"}
    here, other = Learner._base_manager.get(), begin_as_guest(language="en-gb")[0]
    merger = merge_learners(learner_id=other.pk, joined_id=here.pk, language="en-gb")

    assert send(own_phone, kept, **first_answer(kept)).status_code == 200
    undo_merger(merger_id=merger.public_id, learner_id=other.pk)
    assert send(own_phone, kept, **waits).status_code == 200
    assert answers() == 2


def test_finished_lesson_is_sent_and_leads_on(own_phone):
    kept = bundle(own_phone)

    told = send(own_phone, kept, act="finish", path="alder/course-1/1/2/", key="k")

    assert told.json() == {"outcome": "stored", "url": "/alder/course-1/1/3/"}
    assert "2 of 6 finished" in own_phone.get("/my-learning/").content.decode()


WRONG = [
    {"owner": "x"},
    {"owner": ""},
    {"choice": "forged"},
    {"choice": []},
    {"question": "\x00"},
    {"attempt": "0" * 22, "path": ""},
    {"attempt": "\x00", "path": ""},
    {"attempt": "\x00" + "0" * 21, "path": ""},
    {"path": "/nowhere/at/all/"},
    {"path": LESSON},
    {"act": "finish", "path": QUIZ},
]


def test_what_cannot_be_stored_is_told_and_changes_nothing(own_phone):
    kept = bundle(own_phone)

    for wrong in WRONG:
        told = send(own_phone, kept, **{**first_answer(kept), **wrong})

        assert told.status_code in (409, 422), wrong
        assert told.json()["outcome"] == "refused"
        assert told.json()["message"]
        assert answers() == 0


def test_sending_needs_a_token_of_this_phone(own_phone):
    kept = bundle(own_phone)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = own_phone.cookies
    act = {"owner": kept["owner"], "act": "answer", **first_answer(kept)}

    without = strict.post(SEND, act)
    with_token = strict.post(SEND, {**act, "csrfmiddlewaretoken": strict.get(SEND).json()["token"]})

    assert (without.status_code, with_token.status_code) == (403, 200)
