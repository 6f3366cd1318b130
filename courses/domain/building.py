"""Builds course pages from drafts: for the sample partnership and for tests alike.

Every block and list item gets a uuid5 of where it stands, so that building twice gives the same ids.
"""

from collections.abc import Callable
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from wagtail.models import Page

from courses.enums import QuestionKind
from courses.models import CoursePage, LessonPage, ModulePage, QuizPage
from partners.domain import public_content_changed
from partners.models import PartnerPage

from .manuscript import CourseDraft, LessonDraft, ModuleDraft, QuestionDraft, QuizDraft

LIST_ITEMS = {"accordion": "items", "scenario": "ways", "contacts": "keys"}


def stable_id(*parts: object) -> str:
    """The same id for the same place, in every database."""
    return str(uuid5(NAMESPACE_URL, "/".join(str(part) for part in parts)))


@transaction.atomic
def build_course(
    *,
    section: PartnerPage,
    draft: CourseDraft,
    is_shared: bool = False,
    is_sample: bool = False,
    images: dict[str, int] | None = None,
    progress: Callable[[str], None] = lambda _line: None,
) -> CoursePage:
    """A live course below a section; one with the same slug is left as it is, with whatever was done to it.

    `images`: picture name in the draft → id of a SiteImage.
    """
    found = CoursePage.objects.child_of(section).filter(slug=draft.slug).first()
    if found:
        return found
    base = (section.partner.slug, draft.slug)
    course = section.add_child(
        instance=CoursePage(
            title=draft.title,
            slug=draft.slug,
            locale_id=section.locale_id,
            translation_key=UUID(stable_id(*base)),
            neutral_title=draft.neutral_title,
            summary=draft.summary,
            audience=draft.audience,
            minutes=draft.minutes,
            introduction=draft.introduction,
            outcomes="\n".join(draft.outcomes),
            certificate_line=draft.certificate_line,
            content_note=draft.content_note,
            is_shared=is_shared,
            is_sample=is_sample,
        )
    )
    for module in draft.modules:
        _build_module(course, module, (*base, module.slug), images or {})
        progress(f"{draft.neutral_title}, part {module.slug}")
    public_content_changed()
    return course


def _build_module(course: CoursePage, draft: ModuleDraft, base: tuple, images: dict[str, int]) -> None:
    module = course.add_child(
        instance=ModulePage(
            title=draft.title,
            slug=draft.slug,
            locale_id=course.locale_id,
            translation_key=UUID(stable_id(*base)),
        )
    )
    for activity in draft.activities:
        place = (*base, activity.slug)
        common = {
            "title": activity.title,
            "slug": activity.slug,
            "locale_id": course.locale_id,
            "translation_key": UUID(stable_id(*place)),
        }
        page: Page
        if isinstance(activity, LessonDraft):
            page = LessonPage(
                **common,
                minutes=activity.minutes,
                content_note=activity.content_note,
                done_when=activity.done_when,
                body=stream(activity.blocks, place, images),
            )
        else:
            page = QuizPage(**common, questions=question_stream(activity, place))
        module.add_child(instance=page)


def stream(
    blocks: list[tuple[str, object]], place: tuple, images: dict[str, int] | None = None
) -> list[dict]:
    """Blocks as StreamField JSON with stable ids."""
    data = []
    for number, (kind, value) in enumerate(blocks, start=1):
        base = (*place, "block", number)
        if kind == "picture":
            if value["image"] not in (images or {}):
                continue
            value = {**value, "image": images[value["image"]]}
        if kind in LIST_ITEMS:
            name = LIST_ITEMS[kind]
            value = {**value, name: _items(value[name], base)}
        data.append({"type": kind, "value": value, "id": stable_id(*base)})
    return data


def question_stream(draft: QuizDraft, place: tuple) -> list[dict]:
    """Questions as StreamField JSON with stable ids for questions and choices."""
    return [
        {
            "type": question.kind.value,
            "value": _question_value(question, (*place, "question", number)),
            "id": stable_id(*place, "question", number),
        }
        for number, question in enumerate(draft.questions, start=1)
    ]


def _question_value(draft: QuestionDraft, base: tuple) -> dict:
    value = {"text": draft.text, "explanation": draft.explanation, "lesson": draft.lesson}
    if draft.kind is QuestionKind.TRUE_FALSE:
        feedback = {text: kind_words for text, _right, kind_words in draft.choices}
        right = next(text for text, is_right, _feedback in draft.choices if is_right)
        return {
            **value,
            "is_true": right == "true",
            "feedback_true": feedback["true"],
            "feedback_false": feedback["false"],
        }
    choices = [
        {"text": text, "is_right": is_right, "feedback": feedback}
        for text, is_right, feedback in draft.choices
    ]
    return {**value, "choices": _items(choices, base), "is_shuffled": draft.is_shuffled}


def _items(values: list, base: tuple) -> list[dict]:
    return [
        {"type": "item", "value": value, "id": stable_id(*base, "item", number)}
        for number, value in enumerate(values, start=1)
    ]
