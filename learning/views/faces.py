"""What each public page shows, gathered as plain values: a template prints, it does not compute."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from courses.enums import ActivityKind
from courses.models import AdoptedCoursePage
from courses.queries import (
    Address,
    OutlineActivity,
    Place,
    address_book,
    frozen_lesson,
    frozen_quiz,
    live_lesson,
    live_quiz,
    voided_ids,
    withdrawn,
)
from learning.models import CourseCompletion, Enrolment, Learner
from learning.queries import open_enrolments
from learning.queries.keeping import months_kept
from pages.models import HomePage
from pages.validators import telling_words
from partners.context_processors import chosen_borough
from partners.models import PartnerPage
from partners.queries import BrandFace, brand_of, partner_faces, remembered
from partners.queries.succession import DepartureFace
from partners.scoping import for_learner

from .people import current_learner
from .quizzes import new_since, quizzes_face, sitting_url, sittings_at
from .shown import activity_face, away, shown_title, title_of
from .way import Way, language


def rich(text: str):
    """Stored rich text as HTML. Links lead only to what the editor allows."""
    return mark_safe(expand_db_html(text)) if text else ""  # noqa: S308 - whitelisted on entry


def home(request, address: Address) -> dict:
    page = remembered(
        ("learning.home", address.source_page_id), lambda: HomePage.objects.get(pk=address.source_page_id)
    )
    programme = next((face for face in partner_faces().values() if face.is_programme), None)
    return {
        "page": page,
        "browser_title": settings.SITE_NAME,
        "introduction": rich(page.introduction),
        "partners": partners_with_sections(),
        "courses": course_cards(current_learner(request, quietly=True), programme.partner_id)
        if programme
        else [],
    }


def partners_with_sections() -> list[BrandFace]:
    """The associations whose sections are open, by name."""
    shown = [face for face in partner_faces().values() if not face.is_programme]
    shown = [face for face in shown if face.section_url and address_book().find(face.section_url)]
    return sorted(shown, key=lambda face: face.name.lower())


def departed(departure: DepartureFace, onward: Address | None) -> dict:
    """`onward`: where the programme offers the same."""
    return {
        "browser_title": departure.name,
        "here": {
            "name": departure.name,
            "left_on": departure.left_on,
            "notice": departure.notice,
            "list_until": departure.export_until if departure.may_take_list else None,
            "course_title": onward.outline.title if onward else "",
            "course_url": onward.path if onward else "",
            "programme_url": brand_of().section_url,
            "my_learning_url": reverse("dashboards:my-learning"),
        },
    }


def section(request, address: Address) -> dict:
    request.partner_id = address.partner_id
    page = remembered(
        ("learning.section", address.source_page_id),
        lambda: PartnerPage.objects.get(pk=address.source_page_id),
    )
    return {
        "page": page,
        "browser_title": _section_title(brand_of(partner_id=address.partner_id)),
        "courses": course_cards(current_learner(request, quietly=True), address.partner_id),
    }


def _section_title(brand: BrandFace) -> str:
    """With the name of the association, unless that says what the pages are about."""
    if telling_words(brand.short_name):
        return settings.SITE_NAME
    return f"{brand.short_name} – {settings.SITE_NAME}"


def course_cards(learner: Learner | None, partner_id: int) -> list[dict]:
    """The courses of a section, and how far a learner is with each. Two SQL, none for a reader."""
    begun, completed = {}, set()
    if learner:
        with for_learner(learner.pk):
            begun = {row.course_key: row.pk for row in open_enrolments()}
            completed = set(CourseCompletion.objects.values_list("enrolment_id", flat=True))
    cards = []
    for course in address_book().courses_of(partner_id):
        outline = course.outline
        if course.is_hidden and course.course_key not in begun:
            continue
        cards.append(
            {
                "title": outline.title,
                "summary": outline.summary,
                "minutes": outline.minutes,
                "parts": len(outline.modules),
                "url": course.address,
                "begun": course.course_key in begun,
                "completed": begun.get(course.course_key) in completed,
                "is_sample": outline.is_sample,
                "is_next": False,
            }
        )
    forward = next((card for card in cards if not card["completed"]), cards[0] if cards else None)
    if forward:
        forward["is_next"] = True
    return cards


def place(request, way: Way) -> dict | None:
    """The context of a page of a course; None when there is nothing to show any more."""
    if way.outline is None:
        return None
    if way.address.place is Place.COURSE:
        return course(request, way)
    if way.address.place is Place.MODULE:
        return module(way)
    if way.address.kind is ActivityKind.QUIZ:
        return quiz(way)
    return lesson(request, way)


def course(request, way: Way) -> dict:
    outline, brand = way.outline, way.brand
    waiting, label = _way_in(way)
    here = {
        "course": {
            **way.course_face(),
            "summary": outline.summary,
            "minutes": outline.minutes,
            "audience": outline.audience,
            "outcomes": list(outline.outcomes),
            "introduction": rich(outline.introduction),
            "content_note": outline.content_note,
        },
        **own_words(way.address),
        "part_count": len(outline.modules),
        "partner_name": brand.short_name,
        "section_url": brand.section_url,
        "is_programme": brand.is_programme,
        "parts": way.parts(),
        "start_url": way.url_of(waiting) if waiting else way.course_address,
        "start_label": label,
        "progress": way.progress,
        "learner": way.learner,
        "completed_on": way.enrolment.completed_at if way.enrolment else None,
        "complete_url": complete_url(way.enrolment) if way.is_completed else None,
        "is_by_voiding": way.is_completed and way.enrolment.is_by_voiding,
        "new_since": new_since(way),
        **quizzes_face(way),
    }
    return {"page": None, "browser_title": title_of(way), "here": here}


def not_offered(address: Address) -> dict:
    """A course that the section has hidden, for whoever has not begun it."""
    brand = brand_of(partner_id=address.partner_id)
    return {
        "browser_title": settings.SITE_NAME,
        "here": {"partner_name": brand.short_name, "section_url": brand.section_url},
    }


def _way_in(way: Way) -> tuple[OutlineActivity | None, str]:
    """What the one button of the course's first page leads to, and what it says."""
    waiting = way.next_to_do
    if way.enrolment is None:
        label = _("Start")
    elif not way.is_completed:
        label = _("Carry on")
    else:
        is_extra = bool(waiting and waiting.is_extra)
        label = way.go_on_label(way.module_of(waiting)) if is_extra else _("Look again")
    return waiting or next(iter(way.outline.activities), None), label


def own_words(address: Address) -> dict:
    """What a section says beside a shared course: an introduction, and whom to ask. From memory."""
    page = None
    if address.is_adopted:
        pk = address.section_page_id
        page = remembered(("learning.adopted", pk), lambda: AdoptedCoursePage.objects.filter(pk=pk).first())
    return {
        "own_introduction": rich(page.own_introduction) if page else "",
        "own_contacts": page.contact_keys() if page else [],
    }


def module(way: Way) -> dict | None:
    found = next((row for row in way.modules if row.key == way.address.key), None)
    if found is None:
        return None
    begun = sittings_at(way).open_ids
    waiting = next((row for row in found.asked if row.key not in way.done_keys), None)
    target = waiting or next(iter(found.asked or found.activities), None)
    activities = [
        {
            "number": row.number,
            "title": shown_title(row),
            "minutes": 0 if row.is_withdrawn else row.minutes,
            "kind": row.kind.value,
            "done": row.key in way.done_keys,
            "is_part_way": row.key in begun,
            "url": way.url_of(row),
        }
        for row in found.activities
    ]
    here = {
        "course": way.course_face(),
        "number": found.position or None,
        "from_partner": way.brand.short_name if found.is_extra else "",
        "title": found.title,
        "minutes": found.minutes,
        "activities": activities,
        "parts": way.parts(),
        "progress": way.progress,
        "next_url": way.url_of(target) if target else way.course_address,
        "next_label": _("Start this part") if waiting is target and target else _("Look again"),
    }
    if any(row["done"] for row in activities) and waiting:
        here["next_label"] = _("Carry on")
    return {"browser_title": title_of(way, str(found.position or "")), "here": here}


def lesson(request, way: Way) -> dict | None:
    address = way.address
    content = live_lesson(_live_page_id(way)) if _live_page_id(way) else None
    if content is None and way.enrolment:
        content = frozen_lesson(way.enrolment.edition_id, address.key, language())
    if content is None:
        return None
    finish_url = reverse("learning:finish-lesson", args=[address.path.strip("/")])
    if address.key in withdrawn().activities:
        return away(way, finish_url)
    page, is_done = content.page, address.key in way.done_keys
    borough = chosen_borough(request)
    of = (page.pk, content.frozen_from, address.key, address.partner_id)
    name = ("learning.body", *of, borough, language())
    next_url, next_label = way.onward()
    show_note = bool(page.content_note) and not is_done and "open" not in request.GET
    here = {
        **activity_face(way, page.title),
        "minutes": page.minutes,
        "content_note": page.content_note,
        "shows_pictures": show_note and shows_pictures(page),
        "show_note": show_note,
        "open_url": f"{address.path}?open=1",
        "body_html": "" if show_note else remembered(name, lambda: lesson_body(page, way.brand, borough)),
        "done_when": page.done_when,
        "finish_url": finish_url,
        "skip_url": finish_url,
        "is_done": is_done,
        "learner": way.learner if way.enrolment else None,
        "is_preview": False,
        "is_withdrawn": content.frozen_from is not None,
        "minutes_left": way.minutes_left(),
        "next_url": next_url,
        "next_label": next_label,
    }
    return {"page": page, "browser_title": title_of(way, here["number"]), "here": here}


def shows_pictures(page) -> bool:
    """Whether there is anything in a lesson that is seen before it is read."""
    return any(block["type"] in ("picture", "video") for block in page.body.raw_data)


def lesson_body(page, brand, borough) -> str:
    """The rendered blocks. Nothing in them is about a person: they are kept for everybody."""
    gone = withdrawn()
    if page.translation_key in gone.activities:
        # A preview; learners are led past it.
        return mark_safe(render_to_string("components/looked_at_again.html"))  # noqa: S308
    ids = gone.ids_in(page.translation_key)
    context = {"page": page, "brand": brand, "borough": borough, "withdrawn_ids": ids}
    return mark_safe(render_to_string("courses/lesson_body.html", context))  # noqa: S308


def quiz(way: Way) -> dict | None:
    content = quiz_content(way)
    if content is None:
        return None
    start_url = reverse("learning:start-quiz", args=[way.address.path.strip("/")])
    if not content.questions and _is_any_away(way.address.key):
        return away(way, "" if way.address.key in way.done_keys else start_url)
    next_url, next_label = way.onward()
    sittings, key = sittings_at(way), way.address.key
    past = [{"url": sitting_url(row), "finished_on": row.finished_at} for row in sittings.of(key)]
    here = {
        **activity_face(way, content.title),
        "count": sum(1 for row in content.questions if row.id not in voided_ids(key)),
        "start_url": start_url,
        "is_begun": key in sittings.open_ids,
        "is_finished": key in way.done_keys,
        "after": sittings.last_finished(key),
        "past": past,
        "answers_kept_months": months_kept("retention_responses", way.address.partner_id),
        "is_preview": False,
        "next_url": next_url,
        "next_label": next_label,
    }
    return {"browser_title": title_of(way, here["number"]), "here": here}


def _is_any_away(activity_key) -> bool:
    gone = withdrawn()
    return activity_key in gone.activities or bool(gone.ids_in(activity_key))


def quiz_content(way: Way):
    """Today's words where the structure is still the one the learner began; else the frozen ones."""
    live = live_quiz(_live_page_id(way)) if _live_page_id(way) else None
    own = way.outline.by_key.get(way.address.key)
    if live and (way.enrolment is None or own is None or own.fingerprint == live.fingerprint):
        return live
    if way.enrolment is None:
        return None
    return frozen_quiz(way.enrolment.edition_id, way.address.key, language())


def complete_url(enrolment: Enrolment) -> str:
    return reverse("learning:course-complete", args=[enrolment.public_id])


def _live_page_id(way: Way) -> int | None:
    if not way.address.source_page_id:
        return None
    key = way.address.key
    activity = way.address.outline.by_key.get(key) or way.extras.by_key.get(key)
    return activity.page_id if activity else None
