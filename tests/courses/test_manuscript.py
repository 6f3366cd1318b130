"""The reader of manuscripts: what each piece of the dialect becomes."""

import re
from pathlib import Path

import pytest

from courses.domain.manuscript import (
    CourseDraft,
    LessonDraft,
    ModuleDraft,
    QuestionDraft,
    QuizDraft,
    blocks,
    inline,
    prose,
    read_course,
    read_page,
)
from courses.enums import QuestionKind

from .manuscripts import COURSE, LESSON, QUIZ, written


def only_question(folder: Path, text: str) -> QuestionDraft:
    draft = read_course(written(folder, modules=(f"## Quiz: Looking back\nslug: 1\n\n{text}",)))
    return draft.modules[0].activities[0].questions[0]


# The whole


WHOLE_LESSON = LessonDraft(
    title="What helps",
    slug="1",
    minutes=3,
    content_note="",
    done_when="You have read this page.",
    blocks=[("paragraph", "<p>One steady adult helps.</p>")],
)
WHOLE_QUIZ = QuizDraft(
    title="Looking back",
    slug="2",
    questions=[
        QuestionDraft(
            kind=QuestionKind.SINGLE,
            text="What helps most?",
            lesson="1",
            is_shuffled=True,
            explanation="<p>Listening helps.</p>",
            choices=[("Shouting", False, "It rarely helps."), ("Listening", True, "That helps.")],
        )
    ],
)


def test_read_course_gives_the_whole_draft(tmp_path):
    folder = written(tmp_path, modules=(LESSON + "\n" + QUIZ,))

    draft = read_course(folder)

    assert draft == CourseDraft(
        title="Small signs",
        neutral_title="Course 1",
        slug="course-1",
        summary="What helps.",
        audience="Everybody",
        minutes=60,
        certificate_line="Noticing",
        content_note="This course talks about harm.",
        outcomes=["Say what helps", "Choose one step"],
        introduction="<p>Hello.</p>",
        modules=[ModuleDraft(title="Part 1", slug="1", activities=[WHOLE_LESSON, WHOLE_QUIZ])],
    )


def test_read_course_orders_modules_by_number_not_by_name(tmp_path):
    folder = written(tmp_path, modules=("",) * 11)

    draft = read_course(folder)

    assert [module.slug for module in draft.modules] == [str(number) for number in range(1, 12)]


def test_read_course_without_audience_and_note_leaves_them_empty(tmp_path):
    course = re.sub(r"^(audience|content note): .*\n", "", COURSE, flags=re.M)

    draft = read_course(written(tmp_path, course=course))

    assert (draft.audience, draft.content_note) == ("", "")


def test_read_course_lesson_with_content_note(tmp_path):
    lesson = LESSON.replace("minutes: 3\n", "minutes: 3\ncontent note: This part talks about harm.\n")

    draft = read_course(written(tmp_path, modules=(lesson,)))

    assert draft.modules[0].activities[0].content_note == "This part talks about harm."


def test_read_page_gives_title_and_blocks(tmp_path):
    page = tmp_path / "help.md"
    page.write_text("title: Get help\n\nTake a breath.\n\n::: contacts childline\n:::\n")

    found = read_page(page)

    assert found == (
        "Get help",
        [("paragraph", "<p>Take a breath.</p>"), ("contacts", {"keys": ["childline"]})],
    )


# Questions


def test_question_of_many_keeps_every_right_choice(tmp_path):
    question = only_question(
        tmp_path,
        "### many: What helps?\n- [x] Time\n  = Yes.\n- [x] Tea\n  = Yes.\n- Fear\n  = No.\n> Time and tea.",
    )

    assert question == QuestionDraft(
        kind=QuestionKind.MULTIPLE,
        text="What helps?",
        lesson="",
        is_shuffled=True,
        explanation="<p>Time and tea.</p>",
        choices=[("Time", True, "Yes."), ("Tea", True, "Yes."), ("Fear", False, "No.")],
    )


@pytest.mark.parametrize("right", ["true", "false"])
def test_question_true_or_false_is_never_shuffled(tmp_path, right):
    question = only_question(
        tmp_path,
        f"### true-false: It helps.\nlesson: 1\nright: {right}\ntrue = One.\nfalse = Two.\n> Because.\n> So.",
    )

    assert question == QuestionDraft(
        kind=QuestionKind.TRUE_FALSE,
        text="It helps.",
        lesson="1",
        is_shuffled=False,
        explanation="<p>Because. So.</p>",
        choices=[("true", right == "true", "One."), ("false", right == "false", "Two.")],
    )


def test_question_with_shuffle_no_keeps_its_order(tmp_path):
    question = only_question(
        tmp_path, "### one: How many?\nshuffle: no\n- [x] 1\n  = Yes.\n- 2\n  = No.\n> One."
    )

    assert question.is_shuffled is False


# Blocks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", [("paragraph", "<p>One.</p><p>Two.</p>")]),
        (
            "::: callout Say this\nYou are **not** alone.\n:::",
            [("callout", {"heading": "Say this", "text": "<p>You are <b>not</b> alone.</p>"})],
        ),
        ("::: check-in\nWhat would you say?\n:::", [("check_in", {"text": "<p>What would you say?</p>"})]),
        ("::: contacts childline, nspcc\n:::", [("contacts", {"keys": ["childline", "nspcc"]})]),
        (
            "::: accordion\n### Who?\nYou.\n### When?\n- Now\n- Later\n:::",
            [
                (
                    "accordion",
                    {
                        "items": [
                            {"heading": "Who?", "text": "<p>You.</p>"},
                            {"heading": "When?", "text": "<ul><li>Now</li><li>Later</li></ul>"},
                        ]
                    },
                )
            ],
        ),
        (
            "::: scenario On the stairs\nSam is late.\n\n+ Wait\n= Sam comes.\n+ Ask\n= Sam tells you.\n:::",
            [
                (
                    "scenario",
                    {
                        "heading": "On the stairs",
                        "situation": "<p>Sam is late.</p>",
                        "ways": [
                            {"action": "Wait", "consequence": "<p>Sam comes.</p>"},
                            {"action": "Ask", "consequence": "<p>Sam tells you.</p>"},
                        ],
                    },
                )
            ],
        ),
        (
            "::: picture seesaw | A seesaw with stones\nOur picture\n:::",
            [("picture", {"image": "seesaw", "alt_text": "A seesaw with stones", "caption": "Our picture"})],
        ),
        (
            "Before.\n\n::: check-in\nThink.\n:::\n\nAfter.",
            [
                ("paragraph", "<p>Before.</p>"),
                ("check_in", {"text": "<p>Think.</p>"}),
                ("paragraph", "<p>After.</p>"),
            ],
        ),
        (
            "::: check-in\nA.\n:::\n\n::: check-in\nB.\n:::",
            [("check_in", {"text": "<p>A.</p>"}), ("check_in", {"text": "<p>B.</p>"})],
        ),
        ("\n\n", []),
    ],
    ids=[
        "paragraphs",
        "callout",
        "check-in",
        "contacts",
        "accordion",
        "scenario",
        "picture",
        "between-text",
        "two-in-a-row",
        "nothing",
    ],
)
def test_blocks_of_each_kind(text, expected):
    found = list(blocks(text))

    assert found == expected


# Prose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One line\nand its end.", "<p>One line and its end.</p>"),
        ("### Heading\nText.", "<h3>Heading</h3><p>Text.</p>"),
        ("### Heading\n\nText.", "<h3>Heading</h3><p>Text.</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("", ""),
    ],
    ids=["lines-join", "heading", "heading-apart", "bullets", "numbers", "nothing"],
)
def test_prose_of_each_kind(text, expected):
    assert prose(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a **b** c", "a <b>b</b> c"),
        ("a *b* c", "a <i>b</i> c"),
        ("<script>alert(1)</script> & more", "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more"),
        ('say "yes"', 'say "yes"'),
    ],
    ids=["bold", "italic", "markup-is-text", "quotes"],
)
def test_inline_knows_bold_and_italic_only(text, expected):
    assert inline(text) == expected
