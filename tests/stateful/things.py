"""What there is, in plain Python: courses and their parts, people, and what they have done. Ids are labels here."""

from dataclasses import dataclass, field
from uuid import UUID

OTHER = "bn"


@dataclass(frozen=True)
class Question:
    id: str
    choices: tuple[str, ...]
    right: frozenset[str]
    takes_several: bool


@dataclass(frozen=True)
class Step:
    """An activity as an edition has it. `place` is its address within the course, such as "1/2/"."""

    key: UUID
    place: str
    is_quiz: bool
    is_required: bool
    pass_mark: int | None
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Structure:
    """A course as it stood on the day somebody began it."""

    steps: tuple[Step, ...]
    asks_for_pass: bool

    def find(self, key: UUID) -> Step | None:
        return next((step for step in self.steps if step.key == key), None)


@dataclass
class Activity:
    """A page; what trainers change of it."""

    page_id: int
    step: Step
    is_live: bool = True


@dataclass
class Module:
    page_id: int
    place: str
    activities: list[Activity]
    is_live: bool = True


@dataclass
class Course:
    """`sections`: slugs of the partners that show it; the first is whose it is."""

    key: UUID
    slug: str
    page_id: int
    sections: tuple[str, ...]
    asks_for_pass: bool
    modules: list[Module]
    is_live: bool = True
    # In the other language nobody changes it.
    translated: tuple[Step, ...] = ()

    def structure(self, language: str) -> Structure:
        return Structure(tuple(self.steps(language)), self.asks_for_pass)

    def steps(self, language: str) -> list[Step]:
        """Those that can be read now."""
        return list(self.translated) if language == OTHER else [row.step for row in self.live()]

    def live(self) -> list[Activity]:
        if not self.is_live:
            return []
        return [row for module in self.modules if module.is_live for row in module.activities if row.is_live]


@dataclass(eq=False)
class Given:
    """One acknowledged answer. `version`: what its form carried."""

    sequence: int
    question_id: str
    chosen: tuple[str, ...]
    is_right: bool
    is_aside: bool
    key: str
    version: int


@dataclass(eq=False)
class Sitting:
    id: str
    enrolment: "Enrolment"
    key: UUID
    partner: str
    questions: tuple[Question, ...]
    answers: list[Given] = field(default_factory=list)
    # Which of all ends it was; 0 until then.
    end: int = 0
    # Finished on a page that was open still when its course had been closed by a merger.
    is_late: bool = False
    score: int | None = None

    @property
    def is_finished(self) -> bool:
        return bool(self.end)

    @property
    def version(self) -> int:
        return len(self.answers)

    def settled(self) -> set[str]:
        return {row.question_id for row in self.answers if row.is_right or row.is_aside}

    def worked_out(self, shown: list[Question], voided: set[str]) -> int | None:
        """Whole per cent right at the first answer, of those that came right; what was found wrong counts as right.

        None where all that is shown was set aside.
        """
        first: dict[str, Given] = {}
        for row in self.answers:
            first.setdefault(row.question_id, row)
        right = {row.question_id for row in self.answers if row.is_right}
        counted = [
            row.id in voided or first[row.id].is_right for row in shown if row.id in voided or row.id in right
        ]
        if counted:
            return 100 * sum(counted) // len(counted)
        return None if any(row.id in self.settled() for row in shown) else 100


@dataclass(eq=False)
class Mark:
    """One activity gone through."""

    enrolment: "Enrolment"
    key: UUID
    partner: str


@dataclass(eq=False)
class Enrolment:
    id: int
    owner: "Person"
    course: Course
    structure: Structure
    partner: str
    address: str
    is_closed: bool = False
    completed_at: str = ""  # the partner it was completed with; "" until then


@dataclass(eq=False)
class Phone:
    token: str
    owner: "Person"
    is_open: bool = True


@dataclass(eq=False)
class Code:
    text: str
    owner: "Person"
    is_open: bool = True


@dataclass(eq=False)
class Agreement:
    """To share with a partner; `ended_while`: how many mergers there had been when it was ended."""

    owner: "Person"
    partner: str
    is_open: bool = True
    ended_while: int = 0


@dataclass(eq=False)
class Merger:
    """`moves`: what changed hands: thing, name, before, after."""

    id: str
    number: int
    kept: "Person"
    joined: "Person"
    moves: list[tuple[object, str, object, object]]
    is_undone: bool = False


@dataclass(eq=False)
class Person:
    id: int
    is_erased: bool = False
    has_asked_removal: bool = False
