"""How somebody acts on the site: by the verbs themselves, or through the pages, as a phone does."""

from dataclasses import dataclass

from django.conf import settings
from django.test import Client
from django.utils import translation

from courses.domain import ensure_edition
from courses.queries import address_book, live_quiz, withdrawn
from learning.domain import (
    answer_question,
    begin_as_guest,
    carry_on_attempt,
    finish_lesson,
    pass_by,
    set_aside_question,
    start_attempt,
)
from learning.domain.errors import LearningRefused
from learning.models import Attempt, Enrolment
from learning.queries.people import learner_of_device
from learning.views.pausing import SEEN_COOKIE, sign_of_life
from partners.scoping import for_learner

from .things import Course, Sitting, Step

REFUSED = "refused"
GONE = "gone"


@dataclass(frozen=True)
class Form:
    """What an answer's form holds."""

    question: str
    chosen: tuple[str, ...]
    version: int
    key: str
    is_aside: bool = False


def path_of(section: str, course: Course, place: str = "") -> str:
    return f"/{section}/{course.slug}/{place}"


class Hands:
    """`token`: of the phone that is held; "" for one that holds nobody's work.

    The site has its pages in one language: in the other one, people act by the verbs.
    """

    def __init__(self, token: str, learner_id: int | None, language: str, *, by_pages: bool):
        self.token, self.learner_id, self.language, self.by_pages = token, learner_id, language, by_pages

    def phone(self) -> Client:
        client = Client(raise_request_exception=True)
        if self.token:
            client.cookies[settings.LEARNER_COOKIE_NAME] = self.token
            client.cookies[SEEN_COOKIE] = sign_of_life(self.token)
        return client

    def post(self, path: str, fields: dict | None = None):
        client = self.phone()
        answer = client.post(path, fields or {})
        assert answer.status_code < 500, f"{path}: {answer.status_code}"
        self._keep_cookie(client)
        return answer

    def get(self, path: str):
        answer = self.phone().get(path)
        assert answer.status_code < 500, f"{path}: {answer.status_code}"
        return answer

    def _keep_cookie(self, client: Client) -> None:
        cookie = client.cookies.get(settings.LEARNER_COOKIE_NAME)
        if cookie and cookie.value != self.token:
            self.token = cookie.value
            self.learner_id = learner_of_device(self.token).pk

    # Lessons and quizzes

    def read(self, section: str, course: Course, step: Step) -> int | str:
        """The enrolment's id, or GONE."""
        path = path_of(section, course, step.place)
        with translation.override(self.language):
            is_listed = address_book().find(path) is not None
        if self.by_pages or not is_listed:
            answer = self.post(f"/learn/finish{path}")
            return GONE if answer.status_code == 404 else self.enrolment_on(course)
        act = self._act(path)
        store = pass_by if act["activity_key"] in withdrawn().activities else finish_lesson
        with for_learner(self.learner_id):
            enrolment, _completion = store(**act, language=self.language)
        return enrolment.pk

    def open_quiz(self, section: str, course: Course, step: Step, after: str, *, is_as_begun: bool) -> str:
        """The sitting's id; "" where none was begun, GONE where there is nothing here.

        `is_as_begun`: the quiz on the page is the one of the learner's structure, and nothing of it is away.
        """
        path = path_of(section, course, step.place)
        with translation.override(self.language):
            found = address_book().find(path)
        if self.by_pages or found is None or not is_as_begun:
            answer = self.post(f"/learn/quiz{path}", {"after": after})
            if answer.status_code == 404:
                return GONE
            parts = answer["Location"].strip("/").split("/")
            return parts[1] if parts[0] == "learn" and len(parts) == 2 else ""
        quiz = live_quiz(found.outline.by_key[found.key].page_id)
        act = self._act(path)
        with for_learner(self.learner_id):
            return start_attempt(**act, quiz=quiz).public_id

    def _act(self, path: str) -> dict:
        if self.learner_id is None:
            learner, self.token = begin_as_guest(language=self.language)
            self.learner_id = learner.pk
        with translation.override(self.language):
            found = address_book().find(path)
        return {
            "learner_id": self.learner_id,
            "course_key": found.course_key,
            "activity_key": found.key,
            "edition_id": ensure_edition(course_page_id=found.source_page_id),
            "partner_id": found.partner_id,
            "course_address": found.course_address,
        }

    def enrolment_on(self, course: Course) -> int:
        own = Enrolment._base_manager.filter(learner_id=self.learner_id, closed_at__isnull=True)
        return own.get(course_key=course.key).pk

    # Answers

    def send(self, sitting: Sitting, form: Form) -> int | str:
        """The number that the answer was stored under; 0 where it was taken but not stored; REFUSED or GONE."""
        if self.by_pages:
            return self._send_page(sitting, form)
        verb, chosen = (
            (set_aside_question, {}) if form.is_aside else (answer_question, {"chosen": [*form.chosen]})
        )
        try:
            with for_learner(self.learner_id):
                stored = verb(
                    attempt_id=sitting.id,
                    question_id=form.question,
                    version=form.version,
                    idempotency_key=form.key,
                    language=self.language,
                    **chosen,
                )
        except Attempt.DoesNotExist:
            return GONE
        except LearningRefused:
            return REFUSED
        return stored.sequence if stored.is_stored else 0

    def _send_page(self, sitting: Sitting, form: Form) -> int | str:
        name = "set-aside" if form.is_aside else "answer"
        fields = {
            "question": form.question,
            "choice": list(form.chosen),
            "version": form.version,
            "key": form.key,
        }
        answer = self.post(f"/learn/{sitting.id}/{name}/", fields)
        if answer.status_code == 404:
            return GONE
        if answer.status_code in (409, 422):
            return REFUSED
        parts = answer["Location"].strip("/").split("/")
        if parts[2:3] == ["answered"]:
            return int(parts[3])
        # The sitting's own page, or the course's last one: it tells no number.
        return 0

    def go_on(self, sitting: Sitting) -> None:
        if self.by_pages:
            self.post(f"/learn/{sitting.id}/go-on/")
            return
        with for_learner(self.learner_id):
            carry_on_attempt(attempt_id=sitting.id, language=self.language)
