"""Freezes a live course as an edition."""

from django.db import transaction
from wagtail.models import Page

from courses.enums import ActivityKind
from courses.models import CoursePage, Edition, EditionActivity, LessonPage, QuizPage
from courses.queries import Outline, live_outline
from courses.queries.outline import course_words, outline_from_pages, quiz_minutes
from courses.queries.questions import questions_from_blocks
from partners.queries import remembered


def ensure_edition(*, course_page_id: int) -> int:
    """The id of the edition that a live course is now; made when there is none yet.

    Runs when an enrolment begins, never on GET, and before that transaction: what is remembered must
    be stored. Idempotent: the same structure is the same row. Raises CoursePage.DoesNotExist when
    the course is not live.
    """
    return remembered(("courses.edition", course_page_id), lambda: _ensure(course_page_id))


def _ensure(course_page_id: int) -> int:
    outline = live_outline(course_page_id)
    if outline is None:
        raise CoursePage.DoesNotExist
    found = Edition.objects.filter(course_key=outline.course_key, fingerprint=outline.fingerprint).first()
    return found.pk if found else _make(course_page_id)


@transaction.atomic
def _make(course_page_id: int) -> int:
    # Published anew since this request began, it is the course of now that is begun: all of it is of one day.
    outline = outline_from_pages(course_page_id)
    if outline is None:
        raise CoursePage.DoesNotExist
    course = CoursePage.objects.select_related("locale").get(pk=outline.page_id)
    words = {"course": course_words(course), "modules": module_words(outline)}
    Edition.objects.bulk_create(
        [
            Edition(
                course_key=outline.course_key,
                fingerprint=outline.fingerprint,
                asks_for_pass=outline.asks_for_pass,
                content={course.locale.language_code: words},
            )
        ],
        ignore_conflicts=True,
    )
    edition = Edition.objects.get(course_key=outline.course_key, fingerprint=outline.fingerprint)
    _freeze(edition, course, outline)
    return edition.pk


def _freeze(edition: Edition, course: CoursePage, outline: Outline) -> None:
    language = course.locale.language_code
    pages = {
        page.pk: page for model in (LessonPage, QuizPage) for page in model.objects.descendant_of(course)
    }
    EditionActivity.objects.bulk_create(
        [
            EditionActivity(
                edition=edition,
                activity_key=activity.key,
                kind=activity.kind,
                position=activity.position,
                module_position=activity.module_position,
                is_required=activity.is_required,
                pass_mark=activity.pass_mark,
                address=activity.address,
                fingerprint=activity.fingerprint,
                content={language: frozen_words(activity.kind, pages[activity.page_id])},
            )
            for activity in outline.activities
        ],
        ignore_conflicts=True,
    )


def module_words(outline: Outline) -> list[dict]:
    return [
        {
            "key": str(module.key),
            "position": module.position,
            "title": module.title,
            "address": module.address,
        }
        for module in outline.modules
    ]


def frozen_words(kind: ActivityKind, page: Page) -> dict:
    """An activity's words and blocks as plain data, enough to show it when its page is gone."""
    if kind is ActivityKind.QUIZ:
        questions = questions_from_blocks(list(page.questions.raw_data))
        return {
            "title": page.title,
            "minutes": quiz_minutes(len(questions)),
            "questions": [question.to_json() for question in questions],
        }
    return {
        "title": page.title,
        "minutes": page.minutes,
        "content_note": page.content_note,
        "done_when": page.done_when,
        "body": list(page.body.raw_data),
    }
