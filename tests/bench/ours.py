"""Prepares our site: the sample partnership, people part-way through a course, and quizzes to answer.

    python -m tests.bench.ours FACTS SETS REQUESTS

What the bench has to know of it goes to the file FACTS, as JSON.
"""

import json
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.urls import reverse  # noqa: E402

from accounts.models import User  # noqa: E402
from certificates.domain import issue_certificate  # noqa: E402
from certificates.models import AvailableCertificate, Certificate  # noqa: E402
from certificates.tasks import render_certificate  # noqa: E402
from courses.domain import ensure_edition  # noqa: E402
from courses.enums import ActivityKind  # noqa: E402
from courses.models import LessonPage  # noqa: E402
from courses.queries import (  # noqa: E402
    CourseInSection,
    OutlineActivity,
    address_book,
    live_quiz,
    questions_from_json,
)
from dashboards.domain import load_sample_partnership  # noqa: E402
from learning.domain import begin_as_guest, finish_lesson, start_attempt  # noqa: E402
from learning.domain.claiming import make_claim_code  # noqa: E402
from learning.domain.completion import complete_activity  # noqa: E402
from learning.domain.enrolment import ensure_enrolment  # noqa: E402
from learning.models import Learner  # noqa: E402
from learning.views.pausing import SEEN_COOKIE, sign_of_life  # noqa: E402
from partners.models import Partner  # noqa: E402
from partners.scoping import for_learner  # noqa: E402

COURSE = "course-1"
OWNER, ADOPTER = "programme", "clarion"
LANGUAGE = settings.LANGUAGE_CODE
# As long as Django's own, so that it need not be masked.
IN_PLACE = {"X-In-Place": "yes"}
CSRF = "benchbenchbenchbenchbenchbenchbe"


def main(facts_file: str, sets: str, requests: str) -> None:
    call_command("migrate", interactive=False, verbosity=0)
    load_sample_partnership()
    adopted, own = course_at(ADOPTER), course_at(OWNER)
    lesson = _lesson_to_read(adopted)
    with transaction.atomic():
        facts = {
            "lesson": {"adopted": adopted.address + lesson.address, "own": own.address + lesson.address},
            "blocks": [block["type"] for block in LessonPage.objects.get(pk=lesson.page_id).body.raw_data],
            "start": adopted.address,
            "people": {
                "guest": _begun(_guest(), adopted, besides=lesson),
                "signed_in": _begun(_signed_in(), adopted, besides=lesson),
            },
            "answers": {
                name: [_answers(adopted, person, int(requests)) for _set in range(int(sets))]
                for name, person in (("guest", _guest), ("signed_in", _signed_in))
            },
            "questions": {
                way: [_questions(adopted, int(requests), way) for _set in range(int(sets))]
                for way in ("in_place", "by_pages")
            },
            "one_question": {way: _answers(adopted, _guest, 1)[0] for way in ("in_place", "by_pages")},
            "claim": _claim(),
            "certificate": _certificate(adopted),
            "course": _course_to_copy(own),
            "connection_seconds": settings.DATABASES["default"].get("CONN_MAX_AGE", 0),
        }
    Path(facts_file).write_text(json.dumps(facts))


def course_at(slug: str) -> CourseInSection:
    """Course 1 in the section of this partner."""
    partner = Partner.objects.get(slug=slug)
    return next(
        course
        for course in address_book(LANGUAGE).courses_of(partner.pk)
        if course.address.endswith(f"/{COURSE}/")
    )


def _lesson_to_read(course: CourseInSection) -> OutlineActivity:
    """The one with the most kinds of blocks, of those that need nothing but their words.

    Contacts and pictures would cost the bare site more; most lessons have no picture.
    """
    found = []
    for activity in course.outline.activities:
        if activity.kind is ActivityKind.LESSON:
            page = LessonPage.objects.get(pk=activity.page_id)
            kinds = {block["type"] for block in page.body.raw_data}
            if not page.content_note and not kinds & {"contacts", "picture", "audio", "video", "download"}:
                found.append((len(kinds), -activity.position, activity))
    return max(found)[-1]


def _guest() -> tuple[Learner, str]:
    learner, token = begin_as_guest(language=LANGUAGE)
    return learner, f"{settings.LEARNER_COOKIE_NAME}={token}; {SEEN_COOKIE}={sign_of_life(token)}"


def _signed_in() -> tuple[Learner, str]:
    """A learner with an account, on a phone that knows only the session."""
    learner, _token = begin_as_guest(language=LANGUAGE)
    learner.user = User.objects.create_user(f"{learner.public_id}@bench.example")
    Learner._base_manager.filter(pk=learner.pk).update(user=learner.user)
    session = SessionStore()
    session[SESSION_KEY] = str(learner.user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = learner.user.get_session_auth_hash()
    session.save()
    return learner, f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def _begun(person: tuple[Learner, str], course: CourseInSection, *, besides: OutlineActivity) -> str:
    """The cookie of somebody who has read half of the lessons, but not the one that is measured.

    An enrolment is on the course, wherever it was begun: it holds in the owner's section too.
    """
    learner, cookie = person
    lessons = [row for row in course.outline.activities if row.kind is ActivityKind.LESSON and row != besides]
    with for_learner(learner.pk):
        for lesson in lessons[: len(lessons) // 2]:
            finish_lesson(**_act(learner, course, lesson), language=LANGUAGE)
    return cookie


def _answers(course: CourseInSection, person, count: int) -> list[dict]:
    """Forms that are each a right answer; a new person for each quiz, which the last answer ends."""
    found = []
    while len(found) < count:
        learner, cookie = person()
        quiz = next(row for row in course.outline.activities if row.kind is ActivityKind.QUIZ)
        with for_learner(learner.pk):
            attempt = start_attempt(**_act(learner, course, quiz), quiz=live_quiz(quiz.page_id))
        for version, question in enumerate(questions_from_json(attempt.questions)):
            fields = {
                "csrfmiddlewaretoken": CSRF,
                "question": question.id,
                "version": attempt.version + version,
                "key": f"bench-{version}",
                "choice": sorted(question.right_ids),
            }
            found.append(
                {
                    "path": reverse("learning:answer", args=[attempt.public_id]),
                    "cookie": f"{cookie}; {settings.CSRF_COOKIE_NAME}={CSRF}",
                    "body": urlencode(fields, doseq=True),
                }
            )
    return found[:count]


def _questions(course: CourseInSection, count: int, way: str) -> list[list[dict]]:
    """All that a browser asks from the form of one question to the next page, with its script or without."""
    found = []
    for form in _answers(course, _guest, count):
        page, cookie = form["path"].removesuffix("answer/"), form["cookie"]
        sequence = int(parse_qs(form["body"])["version"][0]) + 1
        answered = {"path": f"{page}answered/{sequence}/", "cookie": cookie}
        onward = {"path": page, "cookie": cookie}
        found.append([form | IN_PLACE, onward] if way == "in_place" else [form, answered, onward])
    return found


def _claim() -> dict:
    """The form that opens somebody's work on one more phone."""
    learner, _cookie = _guest()
    with for_learner(learner.pk):
        code = make_claim_code(learner=learner)
    return {
        "path": reverse("learning:open-work"),
        "cookie": f"{settings.CSRF_COOKIE_NAME}={CSRF}",
        "body": urlencode({"csrfmiddlewaretoken": CSRF, "code": code}),
    }


def _certificate(course: CourseInSection) -> dict:
    """Somebody's PDF, issued and drawn."""
    learner, cookie = _guest()
    certificate = issued(course, learner)
    with for_learner(learner.pk):
        pdf_id = certificate.pdf.pk
    render_certificate.call(pdf_id)
    return {"path": reverse("certificates:pdf", args=[certificate.public_id]), "cookie": cookie}


def issued(course: CourseInSection, learner: Learner, name: str = "Sam Example") -> Certificate:
    """Of somebody who has gone through the whole course in this section."""
    with for_learner(learner.pk):
        enrolment = ensure_enrolment(
            learner_id=learner.pk,
            course_key=course.course_key,
            edition_id=ensure_edition(course_page_id=course.source_page_id),
            partner_id=course.partner_id,
            course_address=course.address,
        )
        for activity in course.outline.activities:
            complete_activity(
                enrolment=enrolment,
                activity_key=activity.key,
                partner_id=course.partner_id,
                language=LANGUAGE,
            )
        available = AvailableCertificate.objects.get()
        return issue_certificate(available_id=available.pk, name=name, idempotency_key="bench")


def _act(learner: Learner, course: CourseInSection, activity: OutlineActivity) -> dict:
    return {
        "learner_id": learner.pk,
        "course_key": course.course_key,
        "activity_key": activity.key,
        "edition_id": ensure_edition(course_page_id=course.source_page_id),
        "partner_id": course.partner_id,
        "course_address": course.address,
    }


def _course_to_copy(course: CourseInSection) -> dict:
    """All lessons as they are stored, for the bare site."""
    modules = []
    for module in course.outline.modules:
        pages = [LessonPage.objects.filter(pk=row.page_id).first() for row in module.activities]
        lessons = [
            {
                "title": page.title,
                "slug": page.slug,
                "minutes": page.minutes,
                "body": list(page.body.raw_data),
            }
            for page in pages
            if page
        ]
        modules.append({"title": module.title, "slug": module.address.strip("/"), "lessons": lessons})
    return {"title": course.outline.title, "section": OWNER, "slug": COURSE, "modules": modules}


if __name__ == "__main__":
    main(*sys.argv[1:])
