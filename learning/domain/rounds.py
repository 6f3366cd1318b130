"""Which question comes next. Pure: works on an attempt's standing (see models.Attempt)."""

from collections.abc import Sequence, Set

from courses.queries import Question
from learning.enums import Outcome

Standing = dict[str, dict]
NONE: frozenset[str] = frozenset()


def after_answer(standing: Standing, question_id: str, *, is_right: bool) -> Standing:
    """The standing once a question was answered; a right one stays right."""
    before = standing.get(question_id, {})
    return {
        **standing,
        question_id: {
            "outcome": Outcome.RIGHT.value if is_right else Outcome.AGAIN.value,
            "rounds": before.get("rounds", 0) + 1,
            "first_right": before.get("first_right", is_right),
        },
    }


def after_set_aside(standing: Standing, question_id: str) -> Standing:
    """The standing once a question was set aside: it is asked no more and leaves the sum."""
    before = standing.get(question_id, {})
    return {
        **standing,
        question_id: {
            "outcome": Outcome.ASIDE.value,
            "rounds": before.get("rounds", 0),
            "first_right": before.get("first_right", False),
        },
    }


def is_settled(standing: Standing, question_id: str) -> bool:
    """Right or set aside: it does not come round again."""
    return standing.get(question_id, {}).get("outcome") in (Outcome.RIGHT, Outcome.ASIDE)


def next_question(
    questions: Sequence[Question], standing: Standing, voided: Set[str] = NONE
) -> Question | None:
    """First those never answered, in order; then those that come round again, the least asked first.

    `voided`: ids of what was found wrong; it is asked no more.
    """
    waiting = [
        question
        for question in questions
        if question.id not in voided and not is_settled(standing, question.id)
    ]
    return min(waiting, key=lambda question: standing.get(question.id, {}).get("rounds", 0), default=None)


def right_count(questions: Sequence[Question], standing: Standing, voided: Set[str] = NONE) -> int:
    """How many are right by now, those found wrong among them."""
    return sum(1 for question in questions if question.id in voided or _is_right(standing, question.id))


def score(questions: Sequence[Question], standing: Standing, voided: Set[str] = NONE) -> int | None:
    """Whole per cent right at the first answer, of those not set aside; what was found wrong counts as right.

    None where every one was set aside: nothing was answered that a pass could rest on. 100 where nothing was asked.
    """
    given = sum(1 for question in questions if question.id in voided)
    counted = [
        standing[question.id]["first_right"]
        for question in questions
        if question.id not in voided and _is_right(standing, question.id)
    ]
    if counted or given:
        return 100 * (sum(counted) + given) // (len(counted) + given)
    is_any_aside = any(is_settled(standing, question.id) for question in questions)
    return None if is_any_aside else 100


def _is_right(standing: Standing, question_id: str) -> bool:
    return standing.get(question_id, {}).get("outcome") == Outcome.RIGHT
