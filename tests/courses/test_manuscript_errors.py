"""What the reader of manuscripts refuses, and where it says the fault is."""

import re

import pytest

from courses.domain.manuscript import ManuscriptError, blocks, read_course, read_page

from .manuscripts import COURSE, LESSON, QUIZ, written


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("::: video\nx\n:::", "unknown block 'video'"),
        ("::: callout Say this\nYou are not alone.", "the block 'callout Say this' is not closed"),
        ("One.\n:::\nTwo.", "':::' closes no block"),
        ("::: callout One\n::: check-in\n:::\n:::", "'::: check-in' stands inside the block 'callout One'"),
        ("::: accordion\nNo heading.\n:::", "'No heading.' stands before the first '### '"),
        (
            "::: scenario Stairs\nSam.\n+ Wait\n= Sam comes.\nMore.\n:::",
            "'More.' stands after the ways of a scenario",
        ),
        ("::: scenario Stairs\n= Sam comes.\n:::", "'= Sam comes.' follows no way"),
    ],
    ids=[
        "unknown-block",
        "open-block",
        "stray-end",
        "block-in-block",
        "accordion-text-first",
        "scenario-text-last",
        "consequence-of-nothing",
    ],
)
def test_blocks_refuse_what_they_do_not_know(text, message):
    with pytest.raises(ManuscriptError, match=f"^{re.escape(message)}$"):
        list(blocks(text))


@pytest.mark.parametrize(
    ("module", "message"),
    [
        ("## Song: La la\nslug: 1", "module_1.md, Song: La la: 'Song' is no lesson and no quiz"),
        (LESSON.replace("slug: 1\n", ""), "module_1.md, Lesson: What helps: 'slug' is missing"),
        (LESSON.replace("minutes: 3\n", ""), "module_1.md, Lesson: What helps: 'minutes' is missing"),
        (
            LESSON.replace("done when: You have read this page.\n", ""),
            "module_1.md, Lesson: What helps: 'done when' is missing",
        ),
        (
            LESSON.replace("minutes: 3", "minutes: three"),
            "module_1.md, Lesson: What helps: invalid literal for int() with base 10: 'three'",
        ),
        (LESSON + "\n::: video\n:::", "module_1.md, Lesson: What helps: unknown block 'video'"),
        (QUIZ.replace("slug: 2\n", ""), "module_1.md, Quiz: Looking back: 'slug' is missing"),
        (
            QUIZ.replace("### one", "### some"),
            "module_1.md, Quiz: Looking back: 'some' is no kind of question",
        ),
        (QUIZ + "What is this?\n", "module_1.md, Quiz: Looking back: unknown line 'What is this?'"),
        (
            QUIZ.replace("lesson: 1", "colour: red"),
            "module_1.md, Quiz: Looking back: unknown line 'colour: red'",
        ),
        (
            QUIZ.replace("- Shouting\n", ""),
            "module_1.md, Quiz: Looking back: '  = It rarely helps.' follows no choice",
        ),
        (
            QUIZ.replace("[x] ", ""),
            "module_1.md, Quiz: Looking back: 'What helps most?' has 0 right answers",
        ),
        (
            QUIZ.replace("- Shouting", "- [x] Shouting"),
            "module_1.md, Quiz: Looking back: 'What helps most?' has 2 right answers",
        ),
        (
            "## Quiz: Looking back\nslug: 1\n### true-false: Yes?\ntrue = One.\nfalse = Two.\nright: true\n> So.",
            "module_1.md, Quiz: Looking back: 'Yes?' has 0 right answers",
        ),
    ],
    ids=[
        "unknown-activity",
        "lesson-without-slug",
        "lesson-without-minutes",
        "lesson-without-done-when",
        "minutes-in-words",
        "unknown-block",
        "quiz-without-slug",
        "unknown-question",
        "unknown-line",
        "unknown-header",
        "feedback-of-nothing",
        "nothing-right",
        "two-right-of-one",
        "right-said-too-late",
    ],
)
def test_read_course_names_file_and_place_of_an_error(tmp_path, module, message):
    folder = written(tmp_path, modules=(module,))

    with pytest.raises(ManuscriptError, match=f"^{re.escape(message)}$"):
        read_course(folder)


@pytest.mark.parametrize(
    "missing", ["title", "neutral title", "slug", "summary", "minutes", "certificate line"]
)
def test_read_course_without_a_needed_line_is_refused(tmp_path, missing):
    course = re.sub(rf"^{missing}: .*\n", "", COURSE, flags=re.M)

    with pytest.raises(ManuscriptError, match=f"^course.md: '{missing}' is missing$"):
        read_course(written(tmp_path, course=course))


@pytest.mark.parametrize("missing", ["You will be able to", "Introduction"])
def test_read_course_without_a_needed_section_is_refused(tmp_path, missing):
    course = COURSE.replace(f"## {missing}\n", "## Something else\n")

    with pytest.raises(ManuscriptError, match=f"^course.md: '{missing}' is missing$"):
        read_course(written(tmp_path, course=course))


def test_read_course_with_a_module_without_title_is_refused(tmp_path):
    folder = written(tmp_path, modules=(LESSON,))
    (folder / "module_1.md").write_text("slug: 1\n\n" + LESSON)

    with pytest.raises(ManuscriptError, match=r"^module_1\.md: 'title' is missing$"):
        read_course(folder)


def test_read_page_without_title_is_refused(tmp_path):
    (tmp_path / "help.md").write_text("Take a breath.")

    with pytest.raises(ManuscriptError, match=r"^help\.md: 'title' is missing$"):
        read_page(tmp_path / "help.md")
