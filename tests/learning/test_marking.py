"""Marking: all that apply and none that do not; and what cannot be an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.enums import QuestionKind
from courses.queries import Choice, Question
from learning.domain.errors import NoChoice, UnknownChoice
from learning.domain.marking import MARKERS, mark

ONE = (QuestionKind.SINGLE, QuestionKind.TRUE_FALSE)


def question(kind: QuestionKind, rights: list[bool]) -> Question:
    return Question(
        id="q",
        kind=kind,
        text="What helps?",
        explanation="",
        lesson="",
        is_shuffled=False,
        choices=tuple(Choice(f"c{at}", f"Choice {at}", right, "") for at, right in enumerate(rights)),
    )


@st.composite
def single_questions(draw) -> Question:
    count = draw(st.integers(2, 8))
    right = draw(st.integers(0, count - 1))
    return question(draw(st.sampled_from(ONE)), [at == right for at in range(count)])


@st.composite
def multiple_questions(draw) -> Question:
    return question(QuestionKind.MULTIPLE, draw(st.lists(st.booleans(), min_size=2, max_size=8).filter(any)))


def chosen_of(draw_from: Question):
    return st.lists(st.sampled_from([choice.id for choice in draw_from.choices]), min_size=1)


def test_every_kind_of_question_has_its_marker():
    assert set(MARKERS) == set(QuestionKind)


@given(single_questions(), st.data())
def test_one_choice_is_right_when_it_is_the_right_one(asked, data):
    chosen = data.draw(st.sampled_from(asked.choices))

    assert mark(asked, [chosen.id]) is chosen.is_right


@given(multiple_questions(), st.data())
def test_several_choices_are_right_when_they_are_exactly_the_right_ones(asked, data):
    chosen = data.draw(chosen_of(asked))

    expected = all((choice.id in chosen) == choice.is_right for choice in asked.choices)
    assert mark(asked, chosen) is expected


@given(multiple_questions(), st.data())
def test_order_and_repetition_of_choices_do_not_matter(asked, data):
    chosen = data.draw(chosen_of(asked))

    assert mark(asked, chosen) == mark(asked, [*reversed(chosen), *chosen])


@given(multiple_questions())
def test_right_choices_are_right_and_one_less_is_not(asked):
    right = sorted(asked.right_ids)

    assert mark(asked, right) is True
    if len(right) > 1:
        assert mark(asked, right[1:]) is False


@given(st.one_of(single_questions(), multiple_questions()))
def test_nothing_chosen_is_no_answer(asked):
    with pytest.raises(NoChoice):
        mark(asked, [])


@given(st.one_of(single_questions(), multiple_questions()), st.text(), st.data())
def test_choice_that_was_not_offered_is_no_answer(asked, unknown, data):
    if unknown in {choice.id for choice in asked.choices}:
        unknown += "x"
    beside = data.draw(st.sampled_from([[], sorted(asked.right_ids)]))

    with pytest.raises(UnknownChoice):
        mark(asked, [*beside, unknown])


@given(single_questions(), st.data())
def test_two_choices_where_one_is_asked_are_no_answer(asked, data):
    names = [choice.id for choice in asked.choices]
    chosen = data.draw(st.lists(st.sampled_from(names), min_size=2, unique=True))

    with pytest.raises(UnknownChoice):
        mark(asked, chosen)
