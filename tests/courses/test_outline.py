"""A course's structure as held in memory."""

import pytest

from courses.domain import ensure_edition
from courses.domain.building import build_course
from courses.enums import ActivityKind
from courses.models import CoursePage, LessonPage, ModulePage, QuizPage
from courses.queries import live_lesson, live_outline, outline_of_edition
from courses.queries.outline import quiz_minutes
from partners.domain import public_content_changed
from partners.queries import within_request
from tests.factories.courses import course_draft


def shape(outline) -> list[tuple]:
    return [(row.number, row.position, row.kind.value, row.address, row.title) for row in outline.activities]


def test_live_outline_numbers_activities_within_their_modules(small_course):
    outline = live_outline(small_course.course.pk)

    assert shape(outline) == [
        ("1.1", 1, "lesson", "1/1/", "Lesson 1"),
        ("1.2", 2, "lesson", "1/2/", "Lesson 2"),
        ("1.3", 3, "quiz", "1/3/", "Looking back"),
        ("2.1", 4, "lesson", "2/1/", "Lesson 1"),
        ("2.2", 5, "lesson", "2/2/", "Lesson 2"),
        ("2.3", 6, "quiz", "2/3/", "Looking back"),
    ]
    assert [(row.position, row.title, row.address, row.minutes) for row in outline.modules] == [
        (1, "Module 1", "1/", 10),
        (2, "Module 2", "2/", 10),
    ]


def test_live_outline_has_the_words_of_the_course(small_course):
    outline = live_outline(small_course.course.pk)

    course = small_course.course
    assert {
        "course_key": outline.course_key,
        "title": outline.title,
        "neutral_title": outline.neutral_title,
        "outcomes": outline.outcomes,
        "minutes": outline.minutes,
        "page_id": outline.page_id,
        "edition_id": outline.edition_id,
    } == {
        "course_key": course.translation_key,
        "title": "Small signs",
        "neutral_title": "Course 1",
        "outcomes": ("Say what helps", "Choose one step"),
        "minutes": 60,
        "page_id": course.pk,
        "edition_id": None,
    }


def test_live_outline_of_one_course_holds_nothing_of_another(small_course):
    other = build_course(
        section=small_course.partners.programme, draft=course_draft(slug="course-10", modules=1, lessons=1)
    )

    outlines = [live_outline(course.pk) for course in (small_course.course, other)]

    assert [len(outline.activities) for outline in outlines] == [6, 2]
    assert not outlines[0].by_key.keys() & outlines[1].by_key.keys()


def test_live_outline_of_a_course_that_is_not_live_is_none(small_course):
    CoursePage.objects.get(pk=small_course.course.pk).unpublish()

    assert live_outline(small_course.course.pk) is None


def test_live_outline_costs_five_queries_then_only_the_version(small_course, django_assert_num_queries):
    public_content_changed()

    with within_request(), django_assert_num_queries(6):
        live_outline(small_course.course.pk)
    with within_request(), django_assert_num_queries(1):
        live_outline(small_course.course.pk)


def test_live_outline_with_ten_times_the_lessons_costs_the_same(two_partners, django_assert_num_queries):
    course = build_course(section=two_partners.alder, draft=course_draft(modules=2, lessons=20))

    with within_request(), django_assert_num_queries(6):
        found = live_outline(course.pk)

    assert len(found.activities) == 42


def test_lessons_in_a_new_order_are_numbered_anew(small_course):
    first, second = LessonPage.objects.descendant_of(small_course.course).order_by("path")[:2]

    first.move(second, pos="right")

    assert shape(live_outline(small_course.course.pk))[:3] == [
        ("1.1", 1, "lesson", "1/2/", "Lesson 2"),
        ("1.2", 2, "lesson", "1/1/", "Lesson 1"),
        ("1.3", 3, "quiz", "1/3/", "Looking back"),
    ]


def test_modules_in_a_new_order_are_numbered_anew(small_course):
    first, second = ModulePage.objects.child_of(small_course.course).order_by("path")

    first.move(second, pos="right")

    outline = live_outline(small_course.course.pk)
    assert [(row.position, row.title) for row in outline.modules] == [(1, "Module 2"), (2, "Module 1")]
    assert [(row.number, row.address) for row in outline.activities] == [
        ("1.1", "2/1/"),
        ("1.2", "2/2/"),
        ("1.3", "2/3/"),
        ("2.1", "1/1/"),
        ("2.2", "1/2/"),
        ("2.3", "1/3/"),
    ]


def test_unpublished_module_and_lesson_leave_no_gap(small_course):
    LessonPage.objects.get(url_path="/home/programme/course-1/2/1/").unpublish()
    ModulePage.objects.get(url_path="/home/programme/course-1/1/").unpublish()

    assert shape(live_outline(small_course.course.pk)) == [
        ("1.1", 1, "lesson", "2/2/", "Lesson 2"),
        ("1.2", 2, "quiz", "2/3/", "Looking back"),
    ]


def test_published_words_show_and_drafts_do_not(small_course):
    lesson = LessonPage.objects.get(url_path="/home/programme/course-1/1/1/")
    lesson.title = "Listening"
    revision = lesson.save_revision()
    assert live_outline(small_course.course.pk).activities[0].title == "Lesson 1"
    assert live_lesson(lesson.pk).page.title == "Lesson 1"

    revision.publish()

    assert live_outline(small_course.course.pk).activities[0].title == "Listening"
    assert live_lesson(lesson.pk).page.title == "Listening"


def test_after_leads_from_one_activity_to_the_next(small_course):
    outline = live_outline(small_course.course.pk)

    following = [outline.after(row) for row in outline.activities]

    assert following == [*outline.activities[1:], None]
    assert [outline.module_of(row).position for row in outline.activities] == [1, 1, 1, 2, 2, 2]


def test_required_keys_leave_out_what_is_optional(small_course):
    lesson = LessonPage.objects.get(url_path="/home/programme/course-1/1/1/")
    lesson.is_required = False

    lesson.save_revision().publish()

    outline = live_outline(small_course.course.pk)
    assert outline.required_keys == {row.key for row in outline.activities} - {lesson.translation_key}


def test_pass_mark_stands_with_the_quiz(small_course):
    quiz = QuizPage.objects.get(url_path="/home/programme/course-1/1/3/")
    quiz.pass_mark = 60

    quiz.save_revision().publish()

    marks = [row.pass_mark for row in live_outline(small_course.course.pk).activities]
    assert marks == [None, None, 60, None, None, None]


@pytest.mark.parametrize(("questions", "minutes"), [(0, 2), (3, 2), (4, 2), (5, 2), (7, 4), (10, 5)])
def test_quiz_minutes_are_half_a_minute_a_question_and_at_least_two(questions, minutes):
    assert quiz_minutes(questions) == minutes


def test_outline_of_an_edition_is_that_of_the_day_it_was_made(small_course):
    live = live_outline(small_course.course.pk)
    edition_id = ensure_edition(course_page_id=small_course.course.pk)

    small_course.course.delete()

    frozen = outline_of_edition(edition_id)
    assert shape(frozen) == shape(live)
    assert [row.key for row in frozen.modules] == [row.key for row in live.modules]
    assert [
        (row.key, row.kind, row.is_required, row.minutes, row.fingerprint) for row in frozen.activities
    ] == [(row.key, row.kind, row.is_required, row.minutes, row.fingerprint) for row in live.activities]
    assert (frozen.edition_id, frozen.page_id, frozen.fingerprint) == (edition_id, None, live.fingerprint)
    assert frozen.activities[2].kind is ActivityKind.QUIZ
    words = ("title", "neutral_title", "summary", "audience", "introduction", "outcomes", "certificate_line")
    assert [getattr(frozen, name) for name in words] == [getattr(live, name) for name in words]


def test_outline_of_an_edition_is_in_todays_words_while_the_structure_is_the_same(small_course):
    edition_id = ensure_edition(course_page_id=small_course.course.pk)
    lesson = LessonPage.objects.get(url_path="/home/programme/course-1/1/1/")
    lesson.title = "Listening"
    lesson.save_revision().publish()

    outline = outline_of_edition(edition_id)

    assert outline.edition_id == edition_id
    assert outline.activities == live_outline(small_course.course.pk).activities
    assert outline.activities[0].title == "Listening"


def test_outline_of_an_edition_keeps_its_own_words_once_the_structure_is_another(small_course):
    edition_id = ensure_edition(course_page_id=small_course.course.pk)
    lesson = LessonPage.objects.get(url_path="/home/programme/course-1/1/1/")
    lesson.title, lesson.is_required = "Listening", False
    lesson.save_revision().publish()

    outline = outline_of_edition(edition_id)

    assert (outline.activities[0].title, outline.activities[0].is_required) == ("Lesson 1", True)
