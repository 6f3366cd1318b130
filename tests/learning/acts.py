"""Acts of learning as the verbs take them, without a screen: who, where, on which course."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from courses.domain import ensure_edition
from courses.queries import (
    Question,
    QuizContent,
    address_book,
    live_quiz,
    outline_of_edition,
    questions_from_json,
)
from learning.domain import (
    Answered,
    answer_question,
    begin_as_guest,
    finish_lesson,
    rounds,
    set_aside_question,
    start_attempt,
)
from learning.models import Attempt, CourseCompletion, Enrolment, Learner, Response
from partners.scoping import for_learner

ENGLISH = "en-gb"
LESSONS = ("1/1/", "1/2/", "2/1/", "2/2/")
QUIZZES = ("1/3/", "2/3/")


@dataclass
class Resident:
    """A guest who learns. `course_address` is where: "/alder/course-1/"."""

    learner: Learner
    course_address: str
    token: str = ""

    def at(self, section: str) -> "Resident":
        """The same person, in another partner's section."""
        return Resident(self.learner, f"/{section}/{self.course_address.split('/')[2]}/", self.token)

    def door(self):
        return for_learner(self.learner.pk)

    def act(self, activity: str) -> dict:
        """What each verb is told of an activity, by its address within the course."""
        found = address_book().find(self.course_address + activity)
        return {
            "learner_id": self.learner.pk,
            "course_key": found.course_key,
            "activity_key": found.key,
            "edition_id": ensure_edition(course_page_id=found.source_page_id),
            "partner_id": found.partner_id,
            "course_address": found.course_address,
        }

    def read(self, activity: str) -> tuple[Enrolment, CourseCompletion | None]:
        act = self.act(activity)
        with self.door():
            return finish_lesson(**act, language=ENGLISH)

    def begin(self, activity: str) -> Attempt:
        act, quiz = self.act(activity), live_quiz_at(self.course_address + activity)
        with self.door():
            return start_attempt(**act, quiz=quiz)

    def answer(self, attempt: Attempt, question: Question, chosen: list[str], **given) -> Answered:
        """With the version that is stored and a fresh key, unless other ones are given."""
        with self.door():
            return answer_question(
                attempt_id=attempt.public_id,
                question_id=question.id,
                chosen=chosen,
                **self._form(attempt, **given),
            )

    def set_aside(self, attempt: Attempt, question: Question, **given) -> Answered:
        with self.door():
            return set_aside_question(
                attempt_id=attempt.public_id, question_id=question.id, **self._form(attempt, **given)
            )

    def _form(self, attempt: Attempt, *, version: int | None = None, key: str | None = None) -> dict:
        return {
            "version": stored(attempt).version if version is None else version,
            "idempotency_key": key or uuid4().hex,
            "language": ENGLISH,
        }

    def finish_quiz(self, activity: str, *, wrong_first: int = 0) -> Answered:
        """Answers all rightly; the first so many only at the second time."""
        attempt = self.begin(activity)
        for question in asked(attempt)[:wrong_first]:
            self.answer(attempt, question, wrong(question))
        answered = None
        while question := rounds.next_question(asked(attempt), stored(attempt).standing):
            answered = self.answer(attempt, question, right(question))
        return answered

    def do(self, activity: str) -> CourseCompletion | None:
        """Goes through a lesson or a quiz."""
        return self.finish_quiz(activity).completion if activity in QUIZZES else self.read(activity)[1]

    def complete(self) -> CourseCompletion:
        """Everything in order, to the completion."""
        return [self.do(activity) for activity in in_order(self.course_address)][-1]


def guest(section: str = "alder", course: str = "course-1") -> Resident:
    learner, token = begin_as_guest(language=ENGLISH)
    return Resident(learner, f"/{section}/{course}/", token)


def in_order(course_address: str) -> list[str]:
    return [row.address for row in address_book().find(course_address).outline.activities]


def live_quiz_at(address: str) -> QuizContent:
    found = address_book().find(address)
    return live_quiz(found.outline.by_key[found.key].page_id)


def key_at(address: str) -> UUID:
    return address_book().find(address).key


def stored(row):
    """A record as the database holds it, past its door."""
    return type(row)._base_manager.get(pk=row.pk)


def rows(model, *columns: str) -> list[tuple]:
    """All rows there are, whosever, in the order in which they were written."""
    return list(model._base_manager.order_by("pk").values_list(*columns))


def asked(attempt: Attempt) -> list[Question]:
    return questions_from_json(stored(attempt).questions)


def right(question: Question) -> list[str]:
    return sorted(question.right_ids)


def wrong(question: Question) -> list[str]:
    """One choice that is not right."""
    return [next(choice.id for choice in question.choices if not choice.is_right)]


def required_in(edition_id: int) -> frozenset[UUID]:
    return outline_of_edition(edition_id).required_keys


def responses(attempt: Attempt) -> list[tuple]:
    own = Response._base_manager.filter(attempt_id=attempt.pk).order_by("sequence")
    return list(own.values_list("question_id", "choice_ids", "is_right", "is_set_aside", "sequence"))


def unchanged(row) -> bool:
    """Whether a record is in the database exactly as it is held here."""
    columns = [field.attname for field in row._meta.concrete_fields]
    found = stored(row)
    return [getattr(found, name) for name in columns] == [getattr(row, name) for name in columns]
