"""What ought to be: who has done what, on which structure. Asks the site for nothing.

Whatever the site computes is worked out again, from the acts alone.
"""

from uuid import UUID

from .things import (
    Agreement,
    Code,
    Course,
    Enrolment,
    Given,
    Mark,
    Merger,
    Person,
    Phone,
    Question,
    Sitting,
    Step,
)


class Model:
    """Everybody, and what each act makes of them."""

    def __init__(self, courses: list[Course]):
        self.courses = courses
        self.people: list[Person] = []
        self.phones: list[Phone] = []
        self.codes: list[Code] = []
        self.enrolments: list[Enrolment] = []
        self.marks: list[Mark] = []
        self.sittings: list[Sitting] = []
        self.agreements: list[Agreement] = []
        self.mergers: list[Merger] = []
        self.mergers_made = self.ends = 0
        self.away: set[UUID] = set()
        self.questions_away: set[tuple[UUID, str]] = set()
        self.voided: set[tuple[UUID, str]] = set()

    # Who is where

    def phones_of(self, person: Person) -> list[Phone]:
        return [row for row in self.phones if row.owner is person and row.is_open]

    def reachable(self) -> list[Person]:
        """Those who hold a phone that opens their work."""
        return [row for row in self.people if not row.is_erased and self.phones_of(row)]

    def open_enrolment(self, person: Person, course: Course) -> Enrolment | None:
        own = [row for row in self.of(person) if row.course is course and not row.is_closed]
        assert len(own) < 2
        return own[0] if own else None

    def of(self, person: Person) -> list[Enrolment]:
        return [row for row in self.enrolments if row.owner is person]

    def sittings_of(self, person: Person) -> list[Sitting]:
        return [row for row in self.sittings if row.enrolment.owner is person]

    def done(self, enrolment: Enrolment) -> dict[UUID, Mark]:
        found = [row for row in self.marks if row.enrolment is enrolment]
        assert len({row.key for row in found}) == len(found)
        return {row.key: row for row in found}

    # Where an activity can be read

    def places(self, person: Person, course: Course, language: str) -> list[tuple[str, Step]]:
        """Section and step: all that answers this person with something else than "not here"."""
        enrolment = self.open_enrolment(person, course)
        found = {step.key: step for step in course.steps(language)}
        if enrolment is None:
            return [(section, step) for step in found.values() for section in course.sections]
        kept = {step.key: step for step in enrolment.structure.steps}
        # What is gone is read where the course stands still, and where it was begun.
        gone = {enrolment.address, *(course.sections if course.is_live else ())}
        return [
            (section, step)
            for key, step in (found | kept).items()
            for section in (course.sections if key in found else sorted(gone))
        ]

    # Acts

    def begin(self, pk: int, person: Person, course: Course, section: str, language: str) -> Enrolment:
        """The open enrolment, begun today on the structure as it stands if there is none."""
        enrolment = self.open_enrolment(person, course)
        if enrolment is None:
            enrolment = Enrolment(pk, person, course, course.structure(language), section, section)
            self.enrolments.append(enrolment)
        assert enrolment.id == pk
        return enrolment

    def read(self, enrolment: Enrolment, step: Step, section: str) -> bool:
        """Whether this completed the course. What is away is passed by, and asked again once it is back."""
        if step.key not in self.away:
            self._mark(enrolment, step.key, section)
        return self.complete(enrolment, section)

    def asked(self, sitting: Sitting) -> list[Question]:
        return self.asked_of(sitting.questions, sitting.key)

    def asked_of(self, questions, key: UUID) -> list[Question]:
        """Neither away nor found wrong."""
        return [row for row in self.still_asked(questions, key) if (key, row.id) not in self.voided]

    def voided_in(self, key: UUID) -> set[str]:
        return {question_id for found, question_id in self.voided if found == key}

    def still_asked(self, questions, key: UUID) -> list[Question]:
        if key in self.away:
            return []
        return [row for row in questions if (key, row.id) not in self.questions_away]

    def waiting(self, sitting: Sitting) -> list[Question]:
        return [row for row in self.asked(sitting) if row.id not in sitting.settled()]

    def sit(self, public_id: str, enrolment: Enrolment, step: Step, section: str) -> Sitting:
        own = self.open_sitting(enrolment, step.key)
        if own is None:
            own = Sitting(
                public_id, enrolment, step.key, section, tuple(self.still_asked(step.questions, step.key))
            )
            self.sittings.append(own)
        assert own.id == public_id
        return own

    def last_finished(self, enrolment: Enrolment | None, key: UUID) -> str:
        """What a quiz's page says was finished last: one more sitting is begun after that one only."""
        ended = [
            row for row in self.sittings if row.enrolment is enrolment and row.key == key and row.is_finished
        ]
        return max(ended, key=lambda row: row.end).id if ended else ""

    def open_sitting(self, enrolment: Enrolment, key: UUID) -> Sitting | None:
        found = [
            row
            for row in self.sittings
            if row.enrolment is enrolment and row.key == key and not row.is_finished
        ]
        assert len(found) < 2
        return found[0] if found else None

    def keep(self, sitting: Sitting, question: Question, chosen, key: str, *, is_aside: bool) -> None:
        is_right = not is_aside and frozenset(chosen) == question.right
        number = sitting.version + 1
        sitting.answers.append(
            Given(number, question.id, tuple(sorted(set(chosen))), is_right, is_aside, key, number - 1)
        )
        if not self.waiting(sitting):
            self.finish(sitting)

    def go_on(self, sitting: Sitting) -> None:
        """An act that stores nothing itself: past what is away."""
        if sitting.key in self.away:
            self.complete(sitting.enrolment, sitting.partner)
        elif not sitting.is_finished and not self.waiting(sitting):
            self.finish(sitting)

    def finish(self, sitting: Sitting) -> None:
        self.ends += 1
        sitting.end, sitting.score = (
            self.ends,
            sitting.worked_out(self.still_asked(sitting.questions, sitting.key), self.voided_in(sitting.key)),
        )
        sitting.is_late = sitting.enrolment.is_closed
        for enrolment in {sitting.enrolment, self._goes_on(sitting.enrolment)}:
            self._mark(enrolment, sitting.key, sitting.partner)
        self.complete(sitting.enrolment, sitting.partner)

    def void(self, key: UUID, question_id: str) -> None:
        """Everybody gets the mark: scores rise or stay, and what has nothing left to ask is finished."""
        self.voided.add((key, question_id))
        for sitting in [row for row in self.sittings if row.key == key]:
            voided = self.voided_in(key) & {row.id for row in sitting.questions}
            if sitting.is_finished and voided:
                score = sitting.worked_out(list(sitting.questions), voided)
                if sitting.score is None or score > sitting.score:
                    sitting.score = score
                    self.complete(sitting.enrolment, sitting.enrolment.partner)
            elif not sitting.is_finished and voided & self._shown(sitting) and not self.waiting(sitting):
                self.finish(sitting)

    def _shown(self, sitting: Sitting) -> set[str]:
        return {row.id for row in self.still_asked(sitting.questions, sitting.key)}

    def _mark(self, enrolment: Enrolment, key: UUID, section: str) -> None:
        if key not in self.done(enrolment):
            self.marks.append(Mark(enrolment, key, section))

    def _goes_on(self, enrolment: Enrolment) -> Enrolment:
        """In which what is done counts: the open one, where this one was closed by a merger."""
        return self.open_enrolment(enrolment.owner, enrolment.course) if enrolment.is_closed else enrolment

    def complete(self, enrolment: Enrolment, section: str) -> bool:
        enrolment = self._goes_on(enrolment)
        if enrolment.completed_at or not self._is_all_done(enrolment):
            return False
        enrolment.completed_at = section
        return True

    def _is_all_done(self, enrolment: Enrolment) -> bool:
        done = self.done(enrolment)
        steps = enrolment.structure.steps
        missing = [
            step
            for step in steps
            if step.is_required
            and step.key not in self.away
            and (step.key not in done or not self._is_passed(enrolment, step))
        ]
        return not missing and any(step.key in done for step in steps)

    def _is_passed(self, enrolment: Enrolment, step: Step) -> bool:
        if not enrolment.structure.asks_for_pass or step.pass_mark is None:
            return True
        return any(
            row.is_finished and row.score is not None and row.score >= step.pass_mark
            for row in self.sittings
            if row.key == step.key
            and row.enrolment.owner is enrolment.owner
            and row.enrolment.course is enrolment.course
            and (row.enrolment is enrolment or (row.enrolment.is_closed and row.is_late))
        )

    # What is shown

    def progress(self, enrolment: Enrolment, partners: set[str] | None = None) -> tuple[int, int]:
        """Done and in all: through the eyes of some partners, else of the learner."""
        required = [
            row.key for row in enrolment.structure.steps if row.is_required and row.key not in self.away
        ]
        if enrolment.completed_at and (partners is None or enrolment.completed_at in partners):
            return len(required), len(required)
        done = self.done(enrolment)
        seen = [
            key for key in required if key in done and (partners is None or done[key].partner in partners)
        ]
        return len(seen), len(required)

    # Everything goes

    def ask_removal(self, person: Person) -> None:
        for phone in self.phones_of(person):
            phone.is_open = False
        self.end_sharing(person)
        person.has_asked_removal = True

    def erase(self, person: Person) -> None:
        """Facts stay as counts; answers, sittings, phones and codes go, of whoever was joined too."""
        for pk in self.with_joined(person):
            self.sittings = [row for row in self.sittings if row.enrolment.owner is not pk]
            self.phones = [row for row in self.phones if row.owner is not pk]
            self.codes = [row for row in self.codes if row.owner is not pk]
            self.mergers = [row for row in self.mergers if pk not in (row.kept, row.joined)]
            self.end_sharing(pk)
            pk.is_erased = True

    def with_joined(self, person: Person) -> list[Person]:
        found = [person]
        for each in found:
            found += [
                row.joined
                for row in self.mergers
                if row.kept is each and not row.is_undone and row.joined not in found
            ]
        return found
