"""Answers: each stored once and as given, and nothing that was not offered."""

import pytest

from learning.domain import rounds
from learning.domain.errors import NoChoice, StaleAnswer, UnknownChoice
from learning.models import ActivityCompletion, Attempt, Response
from learning.queries.people import token_hash

from .acts import asked, responses, right, rows, stored, unchanged, wrong

pytestmark = pytest.mark.usefixtures("stranger")

QUIZ = "1/3/"


def test_answer_is_stored_as_given_and_marked(resident, small_course):
    attempt = resident.begin(QUIZ)
    first, second, third = asked(attempt)
    both = [choice.id for choice in second.choices[:2]]

    resident.answer(attempt, first, wrong(first))
    resident.answer(attempt, second, [*reversed(both), both[0]])
    resident.answer(attempt, third, ["false"])

    assert responses(attempt) == [
        (first.id, wrong(first), False, False, 1),
        (second.id, sorted(both), True, False, 2),
        (third.id, ["false"], True, False, 3),
    ]
    found = stored(attempt)
    assert found.version == 3
    assert found.standing == {
        first.id: {"outcome": "again", "rounds": 1, "first_right": False},
        second.id: {"outcome": "right", "rounds": 1, "first_right": True},
        third.id: {"outcome": "right", "rounds": 1, "first_right": True},
    }
    assert found.finished_at is None


def test_answer_tells_its_place_in_the_attempt(resident):
    attempt = resident.begin(QUIZ)
    question = asked(attempt)[0]

    told = [resident.answer(attempt, question, wrong(question)) for _time in range(2)]

    assert [(answered.sequence, answered.attempt.pk, answered.completion) for answered in told] == [
        (1, attempt.pk, None),
        (2, attempt.pk, None),
    ]


def test_set_aside_is_stored_and_not_asked_again(resident):
    attempt = resident.begin(QUIZ)
    first, second, _third = asked(attempt)

    resident.set_aside(attempt, first)

    assert responses(attempt) == [(first.id, [], False, True, 1)]
    assert rounds.next_question(asked(attempt), stored(attempt).standing) == second


def test_response_row_carries_the_partner_of_the_attempt(resident, small_course):
    attempt = resident.begin(QUIZ)
    question = asked(attempt)[0]

    resident.at("birch").answer(attempt, question, right(question))

    found = Response._base_manager.get(attempt_id=attempt.pk)
    assert (found.learner_id, found.partner_id, found.course_key) == (
        resident.learner.pk,
        small_course.partners.alder.partner_id,
        small_course.course.translation_key,
    )


# The same form twice


def test_answer_with_the_same_key_is_the_same_reply_and_stored_once(resident):
    attempt = resident.begin(QUIZ)
    question = asked(attempt)[0]

    told = [resident.answer(attempt, question, wrong(question), version=0, key="k") for _time in range(3)]

    assert [(answered.sequence, answered.completion) for answered in told] == [(1, None)] * 3
    assert len(responses(attempt)) == 1
    assert stored(attempt).version == 1


def test_set_aside_with_the_same_key_is_the_same_reply_and_stored_once(resident):
    attempt = resident.begin(QUIZ)

    told = [resident.set_aside(attempt, asked(attempt)[0], version=0, key="k") for _time in range(2)]

    assert [answered.sequence for answered in told] == [1, 1]
    assert len(responses(attempt)) == 1


def test_last_answer_with_the_same_key_is_the_same_reply_after_the_end(resident):
    attempt = resident.begin(QUIZ)
    first, second, third = asked(attempt)
    for question in (first, second):
        resident.answer(attempt, question, right(question))

    told = [resident.answer(attempt, third, right(third), version=2, key="last") for _time in range(2)]

    assert [answered.sequence for answered in told] == [3, 3]
    assert len(responses(attempt)) == 3
    assert len(rows(ActivityCompletion, "pk")) == 1


def test_key_of_an_earlier_answer_on_a_fresh_form_is_stale(resident):
    """Only a forged form does so; it must not end in a fault."""
    attempt = resident.begin(QUIZ)
    first, second, _third = asked(attempt)
    resident.answer(attempt, first, right(first), key="k")
    before = stored(attempt)

    with pytest.raises(StaleAnswer):
        resident.answer(attempt, second, right(second), key="k")

    assert unchanged(before)
    assert len(responses(attempt)) == 1


def test_same_key_in_another_attempt_is_another_answer(resident):
    attempt, other = resident.begin(QUIZ), resident.begin("2/3/")

    for each in (attempt, other):
        resident.answer(each, asked(each)[0], right(asked(each)[0]), key="k")

    assert [len(responses(each)) for each in (attempt, other)] == [1, 1]


# What is refused


@pytest.mark.parametrize("version", [0, 2, -1])
def test_answer_from_a_page_that_is_older_is_refused(resident, version):
    attempt = resident.begin(QUIZ)
    first, second, _third = asked(attempt)
    resident.answer(attempt, first, right(first))
    before = stored(attempt)

    with pytest.raises(StaleAnswer):
        resident.answer(attempt, second, right(second), version=version)

    assert unchanged(before)
    assert len(responses(attempt)) == 1


@pytest.mark.parametrize("act", ["answer", "set_aside"])
def test_act_on_a_question_that_is_settled_is_refused(resident, act):
    attempt = resident.begin(QUIZ)
    first, second, _third = asked(attempt)
    resident.answer(attempt, first, right(first))
    resident.set_aside(attempt, second)

    for question in (first, second):
        chosen = [right(question)] if act == "answer" else []
        with pytest.raises(StaleAnswer):
            getattr(resident, act)(attempt, question, *chosen)

    assert len(responses(attempt)) == 2


@pytest.mark.parametrize("act", ["answer", "set_aside"])
def test_act_after_the_end_is_refused(resident, act):
    attempt = resident.finish_quiz(QUIZ).attempt
    question = asked(attempt)[0]
    before = stored(attempt)

    chosen = [right(question)] if act == "answer" else []
    with pytest.raises(StaleAnswer):
        getattr(resident, act)(attempt, question, *chosen)

    assert unchanged(before)


def test_empty_answer_is_refused(resident):
    attempt = resident.begin(QUIZ)

    with pytest.raises(NoChoice):
        resident.answer(attempt, asked(attempt)[0], [])

    assert (responses(attempt), stored(attempt).version) == ([], 0)


@pytest.mark.parametrize("foreign", ["no such choice", "", "true"])
def test_choice_that_was_not_offered_is_refused(resident, foreign):
    attempt = resident.begin(QUIZ)
    question = asked(attempt)[0]

    with pytest.raises(UnknownChoice):
        resident.answer(attempt, question, [foreign])

    assert (responses(attempt), stored(attempt).version) == ([], 0)


def test_choice_of_another_question_is_refused(resident):
    attempt = resident.begin(QUIZ)
    first, second, _third = asked(attempt)

    with pytest.raises(UnknownChoice):
        resident.answer(attempt, first, right(second))

    assert (responses(attempt), stored(attempt).version) == ([], 0)


@pytest.mark.parametrize("act", ["answer", "set_aside"])
def test_question_of_another_quiz_is_refused(resident, act):
    attempt, other = resident.begin(QUIZ), resident.begin("2/3/")
    question = asked(other)[0]

    chosen = [right(question)] if act == "answer" else []
    with pytest.raises(UnknownChoice):
        getattr(resident, act)(attempt, question, *chosen)

    assert (responses(attempt), stored(attempt).version) == ([], 0)


@pytest.mark.parametrize("act", ["answer", "set_aside"])
def test_attempt_of_somebody_else_is_not_there(resident, stranger, act):
    question = asked(stranger)[1]

    chosen = [right(question)] if act == "answer" else []
    with pytest.raises(Attempt.DoesNotExist):
        getattr(resident, act)(stranger, question, *chosen)

    assert unchanged(stranger)
    assert len(responses(stranger)) == 1


@pytest.mark.parametrize("key", ["\x00", "", "k" * 5000])
def test_form_with_a_forged_key_is_stored_like_any_other(small_course, client, key):
    client.post("/learn/quiz/alder/course-1/1/3/")
    attempt = Attempt._base_manager.get(
        learner__devices__token_hash=token_hash(client.cookies["learner"].value)
    )
    question = asked(attempt)[0]
    form = {"question": question.id, "choice": right(question), "version": "0", "key": key}

    told = [client.post(f"/learn/{attempt.public_id}/answer/", form) for _time in range(2)]

    assert [response.url for response in told] == [f"/learn/{attempt.public_id}/answered/1/"] * 2
    assert len(responses(attempt)) == 1
