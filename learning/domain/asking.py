"""What an attempt still asks: its own questions, without what was taken away for safety or found wrong since."""

from dataclasses import dataclass

from courses.queries import Question, questions_from_json, still_asked, voided_ids
from learning.models import Attempt

from . import rounds


@dataclass(frozen=True)
class Asking:
    """`questions` are shown and stand in the sum; of these, `voided` (ids) are right without an answer."""

    questions: tuple[Question, ...]
    voided: frozenset[str]
    standing: rounds.Standing

    @property
    def upcoming(self) -> Question | None:
        return rounds.next_question(self.questions, self.standing, self.voided)

    @property
    def asked(self) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.id not in self.voided)

    @property
    def score(self) -> int | None:
        return rounds.score(self.questions, self.standing, self.voided)


def asking_of(attempt: Attempt, standing: rounds.Standing | None = None) -> Asking:
    """As things stand now, or would with another standing. No SQL when warm."""
    questions = still_asked(questions_from_json(attempt.questions), attempt.activity_key)
    ids = voided_ids(attempt.activity_key) & {question.id for question in questions}
    return Asking(questions, ids, attempt.standing if standing is None else standing)
