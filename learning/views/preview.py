"""What a previewed page shows: no learner, no control that submits, nothing stored."""

from courses.models import AdoptedCoursePage, CoursePage, LessonPage, ModulePage, QuizPage
from courses.queries import OutlineModule, address_book, live_outline, still_asked
from courses.queries.documents import recording_of
from courses.queries.extras import NO_EXTRAS
from courses.queries.outline import course_words
from courses.queries.questions import questions_from_blocks
from learning.queries import Progress
from pages.models import HomePage
from partners.context_processors import chosen_borough
from partners.models import PartnerPage
from partners.queries import BrandFace, brand_of, section_of

from .faces import course_cards, lesson_body, partners_with_sections, rich, shown_title
from .way import beyond_the_end

NOWHERE = "#preview"
MADE_UP_PROGRESS = Progress(done=1, total=4)


def beside(page) -> dict:
    """What a home or section page shows beside its own words, as a reader sees it who has begun nothing."""
    if isinstance(page, PartnerPage):
        return {"courses": course_cards(None, page.partner_id)}
    if isinstance(page, HomePage):
        programme = brand_of()
        return {
            "introduction": rich(page.introduction),
            "partners": partners_with_sections(),
            "courses": course_cards(None, programme.partner_id),
        }
    return {}


def here(request, page, *, brand: BrandFace | None = None) -> dict:
    """The context of a draft, in the look of the section it stands in, or in a look that is given."""
    course = _course_of(page)
    section = section_of(page) if page.path else None
    brand = brand or brand_of(partner_id=section.partner_id if section else None)
    words = course_words(course) if course else {"title": page.title, "neutral_title": page.title}
    outline = live_outline(course.pk) if course and course.pk else None
    own, extras = _adoption_of(page), NO_EXTRAS
    if own and own.pk:
        extras = address_book().extras_at(own.pk)
    modules = (*extras.before, *(outline.modules if outline else ()), *extras.after)
    is_own = bool(own) and own != page
    common = {
        "course": {**words, "url": NOWHERE, "introduction": rich(words.get("introduction", ""))},
        "module": {
            "number": None if is_own else 1,
            "title": _title(_nearest(page, ModulePage)),
            "url": NOWHERE,
        },
        "number": "" if is_own else "1.1",
        "from_partner": brand.short_name if is_own else "",
        "title": page.title,
        "parts": beyond_the_end(_parts(modules, brand), len(extras.after)),
        "part_count": len(outline.modules) if outline else 0,
        "progress": MADE_UP_PROGRESS,
        "is_preview": True,
        "next_url": NOWHERE,
        "next_label": "",
    }
    return {**common, **_of_its_kind(request, page, common, modules, brand, own)}


def _of_its_kind(request, page, common: dict, modules, brand, own: AdoptedCoursePage | None) -> dict:
    if isinstance(page, LessonPage):
        return _lesson(request, page, brand)
    if isinstance(page, QuizPage):
        return _quiz(page)
    if isinstance(page, ModulePage):
        return {"number": common["module"]["number"], **_module(page, modules)}
    return {
        "partner_name": brand.short_name,
        "own_introduction": rich(own.own_introduction) if own else "",
        "own_contacts": own.contact_keys() if own else [],
        "start_url": NOWHERE,
        "start_label": "",
    }


def _quiz(page: QuizPage) -> dict:
    """Where it begins, and below that its questions without a word of what is right."""
    asked = still_asked(questions_from_blocks(list(page.questions.raw_data)), page.translation_key)
    questions = [
        {
            "id": question.id,
            "text": question.text,
            "kind": question.kind.value,
            "recording": recording_of(question.recording_id),
            "choices": [
                {"id": choice.id, "text": choice.text, "key": f"{number}-{at}"}
                for at, choice in enumerate(question.choices, start=1)
            ],
        }
        for number, question in enumerate(asked, start=1)
    ]
    beginning = {"start_url": NOWHERE, "is_begun": False, "is_finished": False}
    return {"count": len(questions), "questions": questions, **beginning}


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


def _parts(modules: tuple[OutlineModule, ...], brand) -> list[dict]:
    return [
        {
            "number": module.position or None,
            "from_partner": brand.short_name if module.is_extra else "",
            "title": module.title,
            "url": NOWHERE,
            "minutes": module.minutes,
            "done": 0,
            "total": len(module.activities),
        }
        for module in modules
    ]


def _course_of(page) -> CoursePage | None:
    """The course a page belongs to; for an adopted one, and a section's own part, the shared course behind it."""
    adoption = _adoption_of(page)
    if adoption:
        return CoursePage.objects.filter(translation_key=adoption.course_key).first()
    return _nearest(page, CoursePage)


def _adoption_of(page) -> AdoptedCoursePage | None:
    return None if isinstance(page, CoursePage) else _nearest(page, AdoptedCoursePage)


def _module(page: ModulePage, modules: tuple[OutlineModule, ...]) -> dict:
    found = next((row for row in modules if row.key == page.translation_key), None)
    activities = [
        {
            "number": row.number,
            "title": shown_title(row),
            "minutes": row.minutes,
            "kind": row.kind.value,
            "done": False,
            "url": NOWHERE,
        }
        for row in (found.activities if found else ())
    ]
    faces = {"activities": activities, "minutes": found.minutes if found else 0}
    return {**faces, "number": found.position or None} if found else faces


def _nearest(page, model):
    if isinstance(page, model):
        return page
    return model.objects.ancestor_of(page).last() if page.path else None


def _title(page) -> str:
    return page.title if page else ""
