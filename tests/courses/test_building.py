"""The builder: the same draft gives the same ids, and what is there already is left alone."""

from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from wagtail.models import Page

from courses.domain.building import build_course, question_stream, stable_id, stream
from courses.domain.manuscript import LessonDraft, QuizDraft, read_course
from courses.enums import QuestionKind
from courses.models import CoursePage, LessonPage, ModulePage, QuizPage
from courses.queries import Question, questions_from_blocks
from dashboards.domain.sample import load_boroughs, load_contacts
from partners.queries import content_version
from tests.factories.courses import course_draft, quiz_draft

SAMPLES = Path(settings.BASE_DIR) / "courses" / "samples"
SHARED = ("course_1", "course_2", "course_3")


def ids_of(quiz: QuizPage) -> list[tuple[str, list[str]]]:
    """Question ids, each with the ids of its choices."""
    raw = quiz.questions.raw_data
    return [(block["id"], [choice["id"] for choice in block["value"].get("choices", [])]) for block in raw]


def all_ids(questions: list[tuple[str, list[str]]]) -> list[str]:
    return [name for question, choices in questions for name in (question, *choices)]


def tree(course: CoursePage) -> list[tuple]:
    rows = course.get_descendants(inclusive=True).order_by("path")
    return list(rows.values_list("pk", "title", "url_path", "translation_key", "latest_revision_id"))


# Stable ids


def test_stable_id_is_the_same_everywhere():
    assert stable_id("alder", "course-1", "question", 1) == "a1e6a0a1-301e-53e4-b94a-4a1425d2fadb"


def test_stable_id_differs_by_place():
    places = [
        ("alder", "course-1"),
        ("birch", "course-1"),
        ("alder", "course-1", 1),
        ("alder", "course-1", 2),
    ]

    assert len({stable_id(*place) for place in places}) == len(places)


def test_stream_gives_each_block_and_list_item_the_id_of_its_place():
    data = stream(
        [("contacts", {"keys": ["nspcc", "childline"]}), ("check_in", {"text": "<p>Think.</p>"})],
        ("home", "help"),
    )

    assert data == [
        {
            "type": "contacts",
            "value": {
                "keys": [
                    {
                        "type": "item",
                        "value": "nspcc",
                        "id": stable_id("home", "help", "block", 1, "item", 1),
                    },
                    {
                        "type": "item",
                        "value": "childline",
                        "id": stable_id("home", "help", "block", 1, "item", 2),
                    },
                ]
            },
            "id": stable_id("home", "help", "block", 1),
        },
        {"type": "check_in", "value": {"text": "<p>Think.</p>"}, "id": stable_id("home", "help", "block", 2)},
    ]


def test_stream_puts_in_the_picture_that_is_there_and_leaves_out_the_one_that_is_not():
    blocks = [
        ("picture", {"image": "missing", "alt_text": "No", "caption": ""}),
        ("picture", {"image": "seesaw", "alt_text": "A seesaw", "caption": ""}),
    ]

    data = stream(blocks, ("home",), {"seesaw": 7})

    assert data == [
        {
            "type": "picture",
            "value": {"image": 7, "alt_text": "A seesaw", "caption": ""},
            "id": stable_id("home", "block", 2),
        }
    ]


def test_question_stream_writes_true_or_false_as_its_block_takes_it():
    data = question_stream(quiz_draft("3"), ("alder", "course-1", "1", "3"))

    assert data[2] == {
        "type": "true_false",
        "value": {
            "text": "Nobody can help.",
            "explanation": "<p>Many can.</p>",
            "lesson": "1",
            "is_true": False,
            "feedback_true": "Many feel so.",
            "feedback_false": "Many can help.",
        },
        "id": stable_id("alder", "course-1", "1", "3", "question", 3),
    }


# Building


def test_build_course_makes_live_pages_in_order_with_stable_keys(two_partners):
    course = build_course(section=two_partners.alder, draft=course_draft())

    found = [
        (page.specific_class, page.live, page.url_path, str(page.translation_key))
        for page in course.get_descendants(inclusive=True).order_by("path").specific()
    ]
    base = "/home/alder/course-1/"
    expected = [(CoursePage, True, base, stable_id("alder", "course-1"))]
    for module in ("1", "2"):
        expected.append((ModulePage, True, f"{base}{module}/", stable_id("alder", "course-1", module)))
        for kind, slug in ((LessonPage, "1"), (LessonPage, "2"), (QuizPage, "3")):
            key = stable_id("alder", "course-1", module, slug)
            expected.append((kind, True, f"{base}{module}/{slug}/", key))
    assert found == expected


def test_build_course_keeps_every_word_of_the_draft(two_partners):
    draft = course_draft()

    course = CoursePage.objects.get(
        pk=build_course(section=two_partners.alder, draft=draft, is_shared=True, is_sample=True).pk
    )

    assert {
        "title": course.title,
        "neutral_title": course.neutral_title,
        "slug": course.slug,
        "summary": course.summary,
        "audience": course.audience,
        "minutes": course.minutes,
        "certificate_line": course.certificate_line,
        "content_note": course.content_note,
        "outcomes": course.outcome_lines(),
        "introduction": course.introduction,
    } == {name: value for name, value in vars(draft).items() if name != "modules"}
    assert (course.is_shared, course.is_sample, course.asks_for_pass) == (True, True, False)


def test_build_course_twice_leaves_the_first_alone(two_partners):
    course = build_course(section=two_partners.alder, draft=course_draft())
    lesson = LessonPage.objects.descendant_of(course).first()
    lesson.title = "A trainer wrote this"
    lesson.save_revision().publish()
    before, version = tree(course), content_version()

    again = build_course(section=two_partners.alder, draft=course_draft(modules=3))

    assert again.pk == course.pk
    assert tree(course) == before
    assert content_version() == version


def test_build_course_in_two_sections_gives_each_its_own_keys(two_partners):
    alder = build_course(section=two_partners.alder, draft=course_draft())
    birch = build_course(section=two_partners.birch, draft=course_draft())

    keys = [
        set(Page.objects.descendant_of(course, inclusive=True).values_list("translation_key", flat=True))
        for course in (alder, birch)
    ]
    assert [len(each) for each in keys] == [9, 9]
    assert not keys[0] & keys[1]


def test_build_course_tells_its_progress(two_partners):
    told = []

    build_course(section=two_partners.alder, draft=course_draft(), progress=told.append)

    assert told == ["Course 1, part 1", "Course 1, part 2"]


def test_build_course_says_that_public_content_changed(two_partners):
    version = content_version()

    build_course(section=two_partners.alder, draft=course_draft())

    assert content_version() > version


# Quizzes


def test_quiz_loaded_twice_has_the_same_ids(small_course):
    quizzes = QuizPage.objects.descendant_of(small_course.course).order_by("path")

    loads = [[ids_of(QuizPage.objects.get(pk=quiz.pk)) for quiz in quizzes] for _time in range(2)]

    assert loads[0] == loads[1]
    assert [len(all_ids(quiz)) for quiz in loads[0]] == [9, 9]


def test_quiz_read_through_its_blocks_has_the_ids_that_are_stored(small_course):
    quiz = QuizPage.objects.descendant_of(small_course.course).first()

    through_blocks = [
        (
            block.id,
            [choice.id for choice in block.value["choices"].bound_blocks] if "choices" in block.value else [],
        )
        for block in quiz.questions
    ]

    assert through_blocks == ids_of(quiz)


# The sample courses


@pytest.fixture
def samples(two_partners) -> dict[str, CoursePage]:
    return {
        name: build_course(section=two_partners.programme, draft=read_course(SAMPLES / name), is_shared=True)
        for name in SHARED
    }


def sample_modules() -> list:
    return [(name, module) for name in SHARED for module in read_course(SAMPLES / name).modules]


def questions_of(module) -> list[Question]:
    quizzes = [activity for activity in module.activities if isinstance(activity, QuizDraft)]
    return [
        question for quiz in quizzes for question in questions_from_blocks(question_stream(quiz, ("here",)))
    ]


def test_sample_courses_have_14_modules_42_lessons_63_questions_with_ids_that_stay(samples):
    quizzes = [quiz for course in samples.values() for quiz in QuizPage.objects.descendant_of(course)]

    again = [QuizPage.objects.get(pk=quiz.pk) for quiz in quizzes]

    models = (ModulePage, LessonPage, QuizPage)
    counts = {
        name: tuple(model.objects.descendant_of(course).count() for model in models)
        for name, course in samples.items()
    }
    assert counts == {"course_1": (5, 15, 5), "course_2": (5, 15, 5), "course_3": (4, 12, 4)}
    assert sum(len(quiz.questions) for quiz in again) == 63
    assert [ids_of(quiz) for quiz in quizzes] == [ids_of(quiz) for quiz in again]
    for quiz in again:
        names = all_ids(ids_of(quiz))
        assert len(names) == len(set(names))
        assert all(UUID(name).version == 5 for name in names)


def test_sample_pages_pass_the_rules_of_the_editor(samples):
    load_boroughs()
    load_contacts()

    for course in samples.values():
        for lesson in LessonPage.objects.descendant_of(course):
            lesson.full_clean()
            lesson.body.stream_block.clean(lesson.body)
        for quiz in QuizPage.objects.descendant_of(course):
            quiz.full_clean()
            quiz.questions.stream_block.clean(quiz.questions)


@pytest.mark.parametrize(("name", "module"), sample_modules())
def test_sample_module_asks_about_its_own_lessons_and_explains_every_answer(name, module):
    lessons = {activity.slug for activity in module.activities if isinstance(activity, LessonDraft)}

    questions = questions_of(module)

    assert {question.lesson for question in questions} <= lessons
    for question in questions:
        right = len(question.right_ids)
        assert right == 1 or (right > 1 and question.kind is QuestionKind.MULTIPLE)
        assert question.explanation != "<p></p>"
        assert all(choice.text and choice.feedback for choice in question.choices)
