"""What a previewed page shows: no learner, no control that submits, nothing stored."""

from courses.models import CoursePage, LessonPage, ModulePage, QuizPage
from courses.queries import Outline, live_outline
from courses.queries.outline import course_words
from courses.queries.questions import questions_from_blocks
from learning.queries import Progress
from partners.context_processors import chosen_borough
from partners.queries import brand_of, section_of

from .faces import lesson_body, rich

NOWHERE = "#preview"
MADE_UP_PROGRESS = Progress(done=1, total=4)


def here(request, page) -> dict:
    """The context of a draft, in the look of the section it stands in."""
    course = _nearest(page, CoursePage)
    section = section_of(page) if page.path else None
    brand = brand_of(partner_id=section.partner_id if section else None)
    words = course_words(course) if course else {"title": page.title, "neutral_title": page.title}
    outline = live_outline(course.pk) if course and course.pk else None
    common = {
        "course": {**words, "url": NOWHERE, "introduction": rich(words.get("introduction", ""))},
        "module": {"number": 1, "title": _title(_nearest(page, ModulePage)), "url": NOWHERE},
        "number": "1.1",
        "title": page.title,
        "parts": _parts(outline),
        "progress": MADE_UP_PROGRESS,
        "is_preview": True,
        "next_url": NOWHERE,
        "next_label": "",
    }
    if isinstance(page, LessonPage):
        return {**common, **_lesson(request, page, brand)}
    if isinstance(page, QuizPage):
        questions = questions_from_blocks(list(page.questions.raw_data))
        return {
            **common,
            "count": len(questions),
            "start_url": NOWHERE,
            "is_begun": False,
            "is_finished": False,
        }
    if isinstance(page, ModulePage):
        return {**common, "number": 1, "activities": [], "minutes": 0}
    return {
        **common,
        "partner_name": brand.short_name,
        "own_introduction": "",
        "start_url": NOWHERE,
        "start_label": "",
    }


def _lesson(request, page: LessonPage, brand) -> dict:
    return {
        "minutes": page.minutes,
        "content_note": page.content_note,
        "show_note": False,
        "body_html": lesson_body(page, brand, chosen_borough(request)),
        "done_when": page.done_when,
        "finish_url": NOWHERE,
        "skip_url": NOWHERE,
        "open_url": NOWHERE,
        "is_done": False,
        "minutes_left": 0,
    }


def _parts(outline: Outline | None) -> list[dict]:
    return [
        {
            "number": module.position,
            "title": module.title,
            "url": NOWHERE,
            "minutes": module.minutes,
            "done": 0,
            "total": len(module.activities),
        }
        for module in (outline.modules if outline else ())
    ]


def _nearest(page, model):
    if isinstance(page, model):
        return page
    return model.objects.ancestor_of(page).last() if page.path else None


def _title(page) -> str:
    return page.title if page else ""
