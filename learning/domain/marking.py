"""Turns choices into right or not yet. Pure: no database, no request.

A further question type is one marker here and one block in courses/blocks/question.py.
"""

from collections.abc import Callable

from courses.enums import QuestionKind
from courses.queries import Question

from .errors import NoChoice, UnknownChoice

Marker = Callable[[Question, frozenset[str]], bool]


def _mark_exact(question: Question, chosen: frozenset[str]) -> bool:
    """All that apply and none that do not."""
    return chosen == question.right_ids


MARKERS: dict[QuestionKind, Marker] = {
    QuestionKind.SINGLE: _mark_exact,
    QuestionKind.MULTIPLE: _mark_exact,
    QuestionKind.TRUE_FALSE: _mark_exact,
}
ONE_CHOICE = frozenset({QuestionKind.SINGLE, QuestionKind.TRUE_FALSE})


def mark(question: Question, chosen: list[str]) -> bool:
    """True when the answer is right. Raises NoChoice or UnknownChoice for what cannot be an answer."""
    picked = frozenset(chosen)
    if not picked:
        raise NoChoice
    if not picked <= {choice.id for choice in question.choices}:
        raise UnknownChoice
    if question.kind in ONE_CHOICE and len(picked) > 1:
        raise UnknownChoice
    return MARKERS[question.kind](question, picked)
