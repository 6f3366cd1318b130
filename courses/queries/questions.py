"""Questions as plain data: read from a page's blocks, kept in editions, copied into attempts."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from courses.enums import QuestionKind

from .fingerprints import fingerprint


@dataclass(frozen=True)
class Choice:
    id: str
    text: str
    is_right: bool
    feedback: str


@dataclass(frozen=True)
class Question:
    """`explanation` is rich text as stored. `lesson` is the slug of a lesson in the same module, or empty.
    `recording_id`: the document that holds it read aloud.
    """

    id: str
    kind: QuestionKind
    text: str
    explanation: str
    lesson: str
    is_shuffled: bool
    choices: tuple[Choice, ...]
    recording_id: int | None = None

    @property
    def right_ids(self) -> frozenset[str]:
        return frozenset(choice.id for choice in self.choices if choice.is_right)

    def to_json(self) -> dict:
        return asdict(self)


def questions_from_blocks(raw: list[dict]) -> list[Question]:
    """`raw` is a quiz's StreamField data with its ids (StreamValue.raw_data or stored JSON)."""
    return [_from_block(block["id"], QuestionKind(block["type"]), block["value"]) for block in raw]


def questions_from_json(stored: list[dict]) -> list[Question]:
    """The way back from Question.to_json()."""
    return [
        Question(
            **{
                **row,
                "kind": QuestionKind(row["kind"]),
                "choices": tuple(Choice(**choice) for choice in row["choices"]),
            }
        )
        for row in stored
    ]


def quiz_fingerprint(questions: Iterable[Question], pass_mark: int | None) -> str:
    """Over question and choice ids, right answers and the pass mark; over no wording."""
    parts = [
        [question.id, question.kind.value, [[choice.id, choice.is_right] for choice in question.choices]]
        for question in questions
    ]
    return fingerprint([parts, pass_mark])


def _from_block(identifier: str, kind: QuestionKind, value: dict) -> Question:
    if kind is QuestionKind.TRUE_FALSE:
        choices = (
            Choice("true", _("True"), bool(value["is_true"]), value["feedback_true"]),
            Choice("false", _("False"), not value["is_true"], value["feedback_false"]),
        )
    else:
        choices = tuple(
            Choice(row["id"], row["value"]["text"], bool(row["value"]["is_right"]), row["value"]["feedback"])
            for row in value["choices"]
        )
    return Question(
        id=identifier,
        kind=kind,
        text=value["text"],
        explanation=value["explanation"],
        lesson=value.get("lesson") or "",
        is_shuffled=bool(value.get("is_shuffled")),
        choices=choices,
        recording_id=value.get("recording"),
    )
