"""All words and the structure of a shared course as plain data, so that two days can be laid side by side."""

import re
from collections.abc import Iterator
from html import unescape

from django.utils.html import strip_tags
from wagtail.blocks import Block

from courses.enums import ActivityKind
from courses.models import LessonPage, QuizPage
from partners.queries import remembered

from .outline import Outline, OutlineActivity, live_outline
from .questions import questions_from_blocks

# Where a line of rich text ends.
LINE_ENDS = re.compile(r"</(?:p|li|h[1-6]|blockquote)>|<br ?/?>|<hr ?/?>", re.I)
# Fields of blocks that name a picture or a file. Kept by number: another one may bear the same title.
PICTURES = frozenset({"image"})
FILES = frozenset({"file", "captions"})

Text = dict[str, str]


def words_of(course_page_id: int) -> dict | None:
    """`{"texts": […], "activities": [{key, kind, module, number, title, texts}]}`; None when it is not live.

    A text is `{id, kind, text}`: the id lasts through every new version of the page.
    """
    return remembered(("courses.words", course_page_id), lambda: _read(course_page_id))


def _read(course_page_id: int) -> dict | None:
    outline = live_outline(course_page_id)
    if outline is None:
        return None
    ids = [activity.page_id for activity in outline.activities]
    lessons = {page.pk: page for page in LessonPage.objects.filter(pk__in=ids)}
    quizzes = {page.pk: page for page in QuizPage.objects.filter(pk__in=ids)}
    return {
        "texts": _course_texts(outline),
        "activities": [
            _activity(
                outline,
                activity,
                _lesson_texts(lessons[activity.page_id])
                if activity.kind is ActivityKind.LESSON
                else _quiz_texts(quizzes[activity.page_id]),
            )
            for activity in outline.activities
        ],
    }


def _activity(outline: Outline, activity: OutlineActivity, texts: list[Text]) -> dict:
    return {
        "key": str(activity.key),
        "kind": activity.kind.value,
        "module": str(outline.module_of(activity).key),
        "number": activity.number,
        "title": activity.title,
        "texts": [
            _text("title", activity.title),
            _text("is_required", "yes" if activity.is_required else "no"),
            *texts,
        ],
    }


def _course_texts(outline: Outline) -> list[Text]:
    return [
        _text("title", outline.title),
        _text("summary", outline.summary),
        _text("audience", outline.audience),
        _text("minutes", outline.minutes),
        _text("introduction", plain(outline.introduction)),
        _text("outcomes", "\n".join(outline.outcomes)),
        _text("content_note", outline.content_note),
        _text("certificate_line", outline.certificate_line),
        _text("asks_for_pass", "yes" if outline.asks_for_pass else "no"),
        _text("cpd_accreditor", outline.cpd_accreditor),
        _text("cpd_reference", outline.cpd_reference),
        *(_text("part", module.title, str(module.key)) for module in outline.modules),
    ]


def _lesson_texts(page: LessonPage) -> list[Text]:
    found = [
        _text("minutes", page.minutes),
        _text("content_note", page.content_note),
        _text("done_when", page.done_when),
    ]
    for block in page.body.raw_data:
        definition = page.body.stream_block.child_blocks.get(block["type"])
        found += _value_texts(block["value"], block["type"], block["id"], definition)
    return found


def _value_texts(value, kind: str, identifier: str, definition: Block | None) -> Iterator[Text]:
    """Every word in a block's value, whatever the block: lists and fields are walked through.

    Fields in the order in which they are written: PostgreSQL keeps none in its JSON.
    """
    if isinstance(value, dict):
        fields = getattr(definition, "child_blocks", {})
        order = {name: number for number, name in enumerate(fields)}
        for name in sorted(value, key=lambda name: (order.get(name, len(order)), name)):
            yield from _value_texts(value[name], name, f"{identifier}.{name}", fields.get(name))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            is_item = isinstance(item, dict) and "value" in item and "id" in item
            inner, name = (item["value"], item["id"]) if is_item else (item, str(number))
            of_item = getattr(definition, "child_block", None)
            yield from _value_texts(inner, kind, f"{identifier}.{name}", of_item)
    elif value not in (None, ""):
        yield _text(kind, plain(str(value)), identifier)


def _quiz_texts(page: QuizPage) -> list[Text]:
    found = [_text("pass_mark", "" if page.pass_mark is None else f"{page.pass_mark} %")]
    for question in questions_from_blocks(list(page.questions.raw_data)):
        found.append(_text("question", question.text, question.id))
        if question.recording_id:
            found.append(_text("file", question.recording_id, f"{question.id}.recording"))
        for choice in question.choices:
            base = f"{question.id}.{choice.id}"
            found.append(_text("right_choice" if choice.is_right else "choice", choice.text, base))
            found.append(_text("feedback", choice.feedback, f"{base}.feedback"))
        found.append(_text("explanation", plain(question.explanation), f"{question.id}.explanation"))
    return found


def _text(kind: str, text: object, identifier: str = "") -> Text:
    return {"id": identifier or kind, "kind": kind, "text": str(text)}


def plain(text: str) -> str:
    """Rich text as lines of words."""
    lines = unescape(strip_tags(LINE_ENDS.sub("\n", text))).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())
