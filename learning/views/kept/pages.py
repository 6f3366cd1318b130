"""The pages of a kept course, as they are stored on a phone.

They are the pages of the course itself, rendered for nobody: no progress, no name, no right answer, no token of a
form. Two phones that began the same edition in the same section keep the same bytes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.enums import ActivityKind, QuestionKind
from courses.queries import Question
from learning.domain import rounds
from learning.domain.asking import asking_of
from learning.models import Attempt, Enrolment
from learning.views import faces, sitting
from learning.views.pages import template_of
from partners.conf import BOROUGH_COOKIE, READING_COOKIE
from partners.models import HelpPage
from partners.queries import brand_of, remembered

from .course import KeptCourse, NeutralWay

# Kinds that need no more of a server than to store and mark the answer.
ANSWERABLE = {QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE}
# What the worker shows by itself, stored under names that are no addresses.
PAUSED, OFFLINE, SAID, CHOOSE, CLEARED = (
    f"/phone/kept/{name}/" for name in ("paused", "offline", "said", "choose", "cleared")
)
# In a stored page the worker writes the way on in its place.
ONWARD = "/phone/kept/on/"
# A phone shows one picture, not a choice of sizes: the smallest.
_SIZES = re.compile(r'\s(?:srcset|sizes)="[^"]*"')


@dataclass(frozen=True)
class QuizPages:
    """`form` stands in the addresses its forms are sent to; `attempt` is the same where it has been begun."""

    path: str
    start: str
    form: str
    attempt: str
    version: int
    questions: tuple[dict, ...]
    onward: str


@dataclass(frozen=True)
class CoursePages:
    """`pages` by address; `lessons`: where finishing one leads, by the address its form is sent to."""

    pages: dict[str, str]
    quizzes: tuple[QuizPages, ...]
    lessons: dict[str, str]


def digest(html: str) -> str:
    return sha256(html.encode()).hexdigest()[:12]


def course_pages(course: KeptCourse) -> CoursePages:
    """All of it. Costs some milliseconds a page: asked for when a phone begins to keep it, and when it changed."""
    pages, quizzes, lessons = dict(_pages_of_phone(course)), [], {}
    way = course.way()
    pages.update(_place(course, way))
    for module in way.modules:
        pages.update(_place(course, course.way_at_module(module)))
        for activity in module.activities:
            there = course.way_at_activity(activity)
            pages.update(_place(course, there))
            if activity.kind is ActivityKind.LESSON:
                finish = reverse("learning:finish-lesson", args=[there.address.path.strip("/")])
                lessons[finish] = there.onward()[0]
            else:
                shown, quiz = _quiz(course, there, len(quizzes))
                pages.update(shown)
                quizzes.append(quiz)
    return CoursePages(pages, tuple(quizzes), lessons)


def attempt_pages(course: KeptCourse, found: Attempt) -> tuple[dict[str, str], QuizPages] | None:
    """What is still asked in an open attempt, as it was asked. For the learner's own phone."""
    way = course.way()
    activity = way.outline.by_key.get(found.activity_key) or way.extras.by_key.get(found.activity_key)
    return _asked(course, course.way_at_activity(activity), found, "a") if activity else None


def _quiz(course: KeptCourse, way: NeutralWay, number: int) -> tuple[dict[str, str], QuizPages]:
    """Of a quiz that nobody has begun."""
    content = faces.quiz_content(way)
    questions = [_in_no_order(question) for question in content.questions] if content else []
    found = Attempt(
        public_id=f"{'0' * 18}{number:04}",
        enrolment=Enrolment(edition_id=course.edition_id),
        course_key=course.course_key,
        activity_key=way.address.key,
        course_address=course.course_address,
        partner_id=course.partner_id,
        questions=[question.to_json() for question in questions],
        standing={},
    )
    return _asked(course, way, found, "q")


def _asked(
    course: KeptCourse, way: NeutralWay, found: Attempt, letter: str
) -> tuple[dict[str, str], QuizPages]:
    path, pages, listed, asking = way.address.path, {}, [], asking_of(found)
    for number, question in enumerate(asking.asked, start=1):
        if rounds.is_settled(found.standing, question.id) or question.kind not in ANSWERABLE:
            continue
        page = f"{path}?{letter}={number}"
        context = sitting.question(
            _request(course, path), found, asking, question, error="", notice="", key=""
        )
        pages[page] = _render(course, path, "learning/question.html", context)
        listed.append({"id": question.id, "page": page})
    # As with a connection: first what was never answered.
    listed.sort(key=lambda row: row["id"] in found.standing)
    quiz = QuizPages(
        path=path,
        start=reverse("learning:start-quiz", args=[path.strip("/")]),
        form=found.public_id,
        attempt=found.public_id if letter == "a" else "",
        version=found.version,
        questions=tuple(listed),
        onward=way.onward()[0],
    )
    return pages, quiz


def _in_no_order(question: Question) -> Question:
    """An author who lets choices be shuffled may have written the right one first."""
    if not question.is_shuffled:
        return question
    choices = sorted(question.choices, key=lambda choice: digest(choice.id))
    return replace(question, choices=tuple(choices))


def _place(course: KeptCourse, way: NeutralWay) -> Iterator[tuple[str, str]]:
    path = way.address.path
    request = _request(course, path)
    context = faces.place(request, way)
    if context is None:
        return
    yield path, _render(course, path, template_of(way.address, context), context)
    if context["here"].get("show_note"):
        request.GET = QueryDict("open=1")
        opened = faces.place(request, way)
        yield context["here"]["open_url"], _render(course, path, template_of(way.address, opened), opened)


def _pages_of_phone(course: KeptCourse) -> Iterator[tuple[str, str]]:
    """Get help, what may be done with the phone, and what the worker says by itself."""
    # What stands before the course names nobody, as it does with a connection: its brand is the programme's.
    nobodys = replace(course, partner_id=0)
    for at in (course, nobodys):
        address = brand_of(partner_id=at.partner_id).help_url
        page = help_page(address)
        if page:
            context = {"page": page, "self": page, "browser_title": page.browser_title()}
            yield address, _render(at, address, "partners/help_page.html", context)
    titles = {"browser_title": settings.SITE_NAME}
    clear, fresh, own = (
        reverse("learning:clear-phone"),
        reverse("learning:start-fresh"),
        reverse("learning:kept"),
    )
    # The pause page says nothing of what waits behind it, not even that something does.
    yield (
        PAUSED,
        _render(nobodys, PAUSED, "learning/paused.html", {**titles, "here": {"next": ONWARD}}, False),
    )
    for at, template in {
        clear: "learning/clear_phone.html",
        fresh: "learning/start_fresh.html",
        own: "learning/kept/list.html",
    }.items():
        yield at, _render(nobodys, at, template, {**titles, "here": {}})
    for at, words in _said().items():
        there = nobodys if at == CLEARED else course
        context = {**titles, "here": {"said": words}}
        yield at, _render(there, at, "learning/kept/said.html", context, at != CLEARED)


def _said() -> dict[str, dict]:
    """What the worker says where the server cannot."""
    return {
        SAID: {
            "heading": _("Kept on this phone"),
            "text": _("It is sent when there is a connection."),
            "url": ONWARD,
            "label": _("Carry on"),
        },
        CHOOSE: {
            "heading": _("Choose an answer first"),
            "text": _("Or set this question aside."),
            "url": ONWARD,
            "label": _("Back to the question"),
        },
        OFFLINE: {
            "heading": _("There is no connection just now"),
            "text": _("This page is not kept on this phone. Nothing is lost. Try again later."),
            "url": reverse("learning:kept"),
            "label": _("See what is kept on this phone"),
        },
        CLEARED: {
            "heading": _("The course is gone from this phone"),
            "text": _(
                "What was kept here is deleted. With the next connection this phone forgets the rest by itself."
            ),
            "url": "",
            "label": "",
        },
    }


def help_page(address: str) -> HelpPage | None:
    """The page at which Get help leads, from memory."""

    def build():
        # A tree path begins with the front page's own word, which no address has.
        found = HelpPage.objects.live()
        return {f"/{page.url_path.split('/', 2)[2]}": page for page in found}

    return remembered("learning.kept.help_pages", build).get(address)


def _request(course: KeptCourse, path: str) -> HttpRequest:
    """Of nobody: the templates ask it for the brand and what is chosen on this phone, and find no person."""
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    request.partner_id = course.partner_id
    request.COOKIES = {BOROUGH_COOKIE: course.borough, READING_COOKIE: course.reading}
    return request


def _render(course: KeptCourse, path: str, template: str, context: dict, is_keeping: bool = True) -> str:
    # A token of a form would belong to one phone; the worker brings one when it sends.
    own = {"is_kept": True, "is_keeping": is_keeping, "csrf_token": ""}
    return _SIZES.sub("", render_to_string(template, {**context, **own}, _request(course, path)))
