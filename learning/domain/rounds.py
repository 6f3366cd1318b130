"""Which question comes next. Pure: works on an attempt's standing (see models.Attempt)."""

from collections.abc import Sequence

from courses.queries import Question
from learning.enums import Outcome

Standing = dict[str, dict]


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


def next_question(questions: Sequence[Question], standing: Standing) -> Question | None:
    """First those never answered, in order; then those that come round again, the least asked first."""
    waiting = [question for question in questions if not is_settled(standing, question.id)]
    return min(waiting, key=lambda question: standing.get(question.id, {}).get("rounds", 0), default=None)


def right_count(questions: Sequence[Question], standing: Standing) -> int:
    """How many are right by now."""
    return sum(1 for question in questions if standing.get(question.id, {}).get("outcome") == Outcome.RIGHT)


def score(questions: Sequence[Question], standing: Standing) -> int:
    """Whole per cent right at the first answer, of those not set aside; 100 where all were set aside."""
    counted = [
        standing[question.id]
        for question in questions
        if standing.get(question.id, {}).get("outcome") == Outcome.RIGHT
    ]
    return 100 * sum(1 for entry in counted if entry["first_right"]) // len(counted) if counted else 100
