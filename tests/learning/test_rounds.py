"""Rounds: what comes next, what is settled, and what stands in the sum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.enums import QuestionKind
from courses.queries import Question
from learning.domain.rounds import (
    after_answer,
    after_set_aside,
    is_settled,
    next_question,
    right_count,
    score,
)

RIGHT, WRONG, ASIDE = "right", "wrong", "aside"


def questions(count: int) -> list[Question]:
    return [
        Question(
            id=f"q{at}",
            kind=QuestionKind.SINGLE,
            text="",
            explanation="",
            lesson="",
            is_shuffled=False,
            choices=(),
        )
        for at in range(count)
    ]


def after(standing: dict, question_id: str, act: str) -> dict:
    if act == ASIDE:
        return after_set_aside(standing, question_id)
    return after_answer(standing, question_id, is_right=act == RIGHT)


def sat_through(asked: list[Question], acts: list[str]) -> tuple[dict, list[tuple[str, str]]]:
    """The standing and the history of somebody who does these acts, on whatever comes next."""
    standing, history = {}, []
    for act in acts:
        upcoming = next_question(asked, standing)
        if upcoming is None:
            break
        history.append((upcoming.id, act))
        standing = after(standing, upcoming.id, act)
    return standing, history


sittings = st.tuples(
    st.integers(1, 6).map(questions), st.lists(st.sampled_from([RIGHT, WRONG, ASIDE]), max_size=40)
)


def test_first_round_asks_in_order():
    asked = questions(3)

    _standing, history = sat_through(asked, [WRONG, RIGHT, ASIDE])

    assert [name for name, _act in history] == ["q0", "q1", "q2"]


def test_later_rounds_ask_the_least_asked_first_and_leave_out_what_is_settled():
    asked = questions(4)

    _standing, history = sat_through(asked, [WRONG, RIGHT, WRONG, ASIDE, WRONG, WRONG, RIGHT, WRONG, RIGHT])

    assert [name for name, _act in history] == ["q0", "q1", "q2", "q3", "q0", "q2", "q0", "q2", "q2"]


def test_nothing_answered_is_nothing_right():
    asked = questions(2)

    assert (right_count(asked, {}), next_question(asked, {}), is_settled({}, "q0")) == (0, asked[0], False)


def test_no_questions_leave_nothing_to_ask():
    assert (next_question([], {}), score([], {})) == (None, 100)


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([RIGHT, RIGHT, RIGHT], 100),
        ([WRONG, RIGHT, RIGHT, RIGHT], 66),
        ([WRONG, WRONG, RIGHT, RIGHT, RIGHT], 33),
        ([WRONG, WRONG, WRONG, RIGHT, RIGHT, RIGHT], 0),
        ([ASIDE, RIGHT, RIGHT], 100),
        ([ASIDE, WRONG, RIGHT, RIGHT], 50),
        ([WRONG, RIGHT, RIGHT, ASIDE], 100),
        ([ASIDE, ASIDE, ASIDE], None),
    ],
)
def test_score_counts_first_answers_of_what_was_not_set_aside(acts, expected):
    asked = questions(3)
    standing, _history = sat_through(asked, acts)

    assert next_question(asked, standing) is None
    assert score(asked, standing) == expected


def test_standing_given_is_not_changed():
    before = after({}, "q0", WRONG)
    kept = {"q0": dict(before["q0"])}

    after(before, "q0", RIGHT)
    after(before, "q0", ASIDE)
    after(before, "q1", RIGHT)

    assert before == kept


@given(sittings)
def test_every_question_is_settled_in_the_end(sitting):
    asked, acts = sitting

    standing, _history = sat_through(asked, [*acts, *[RIGHT] * len(asked)])

    assert next_question(asked, standing) is None
    assert all(is_settled(standing, question.id) for question in asked)


@given(sittings)
def test_right_stays_right_and_set_aside_stays_aside(sitting):
    asked, acts = sitting

    _standing, history = sat_through(asked, acts)

    names = [name for name, _act in history]
    settled = [name for name, act in history if act != WRONG]
    assert len(settled) == len(set(settled))
    for place, (name, act) in enumerate(history):
        assert act == WRONG or name not in names[place + 1 :]


@given(sittings)
def test_next_is_the_least_asked_of_those_that_wait_the_earlier_one_first(sitting):
    asked, acts = sitting

    standing, history = sat_through(asked, acts)

    times = {question.id: [name for name, _act in history].count(question.id) for question in asked}
    settled = {name for name, act in history if act != WRONG}
    waiting = [question for question in asked if question.id not in settled]
    expected = sorted(waiting, key=lambda question: (times[question.id], asked.index(question)))
    assert next_question(asked, standing) == (expected[0] if expected else None)


@given(sittings)
def test_nothing_is_asked_a_second_time_before_all_were_asked_once(sitting):
    asked, acts = sitting

    _standing, history = sat_through(asked, acts)

    first_round = [name for name, _act in history][: len(asked)]
    assert first_round == [question.id for question in asked][: len(first_round)]


@given(sittings)
def test_right_count_is_what_was_answered_rightly(sitting):
    asked, acts = sitting

    standing, history = sat_through(asked, acts)

    assert right_count(asked, standing) == sum(1 for _name, act in history if act == RIGHT)


@given(sittings)
def test_score_is_that_of_the_first_answers_of_what_stands_in_the_sum(sitting):
    asked, acts = sitting

    standing, history = sat_through(asked, [*acts, *[RIGHT] * len(asked)])

    aside = {name for name, act in history if act == ASIDE}
    first = {}
    for name, act in history:
        first.setdefault(name, act)
    counted = [act for name, act in first.items() if name not in aside]
    expected = 100 * counted.count(RIGHT) // len(counted) if counted else None
    assert score(asked, standing) == expected


@given(sittings, st.sets(st.integers(0, 5).map(lambda at: f"q{at}")), st.integers(0, 5))
def test_finding_one_more_question_wrong_never_lowers_a_score(sitting, voided, one_more):
    asked, acts = sitting
    standing, _history = sat_through(asked, [*acts, *[RIGHT] * len(asked)])
    ids = {question.id for question in asked}

    before = score(asked, standing, voided & ids)
    after_that = score(asked, standing, (voided | {f"q{one_more}"}) & ids)

    assert after_that is None or 0 <= after_that <= 100
    assert before is None or after_that >= before


@given(sittings, st.sets(st.integers(0, 5).map(lambda at: f"q{at}")))
def test_what_was_found_wrong_is_asked_no_more_and_is_right(sitting, voided):
    asked, acts = sitting
    standing, _history = sat_through(asked, acts)
    ids = {question.id for question in asked} & voided

    upcoming = next_question(asked, standing, ids)

    assert upcoming is None or upcoming.id not in ids
    assert right_count(asked, standing, ids) >= len(ids)
    assert score(asked, {}, {question.id for question in asked}) == 100
