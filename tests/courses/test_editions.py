"""Editions: the same structure is the same edition, whatever the words; what is kept is enough to show it again."""

import copy

import pytest

from courses.domain import ensure_edition
from courses.domain.building import build_course
from courses.enums import ActivityKind
from courses.models import CoursePage, Edition, EditionActivity, LessonPage, ModulePage, QuizPage
from courses.queries import frozen_lesson, frozen_quiz, live_outline, live_quiz
from tests.factories.courses import course_draft

ENGLISH = "en-gb"
BASE = "/home/programme/course-1"


@pytest.fixture
def stranger(small_course) -> int:
    """The edition of another course of the same shape; it must stay as it is."""
    course = build_course(section=small_course.partners.birch, draft=course_draft(slug="own"))
    return ensure_edition(course_page_id=course.pk)


@pytest.fixture
def begun(small_course, stranger) -> int:
    """The edition of the shared course as it was built."""
    return ensure_edition(course_page_id=small_course.course.pk)


def now(small_course) -> int:
    return ensure_edition(course_page_id=small_course.course.pk)


def course() -> CoursePage:
    return CoursePage.objects.get(url_path=f"{BASE}/")


def lesson(address: str = "1/1") -> LessonPage:
    return LessonPage.objects.get(url_path=f"{BASE}/{address}/")


def quiz() -> QuizPage:
    return QuizPage.objects.get(url_path=f"{BASE}/1/3/")


def publish(page, **changes) -> None:
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


def rewrite(change) -> None:
    """Publishes the first quiz with its questions changed."""
    page = quiz()
    data = copy.deepcopy(list(page.questions.raw_data))
    change(data)
    publish(page, questions=data)


# Making


def test_ensure_edition_keeps_the_whole_structure(small_course):
    edition_id = now(small_course)

    outline = live_outline(small_course.course.pk)
    edition = Edition.objects.get()
    assert (edition.pk, edition.course_key, edition.fingerprint, edition.asks_for_pass) == (
        edition_id,
        small_course.course.translation_key,
        outline.fingerprint,
        False,
    )
    columns = (
        "activity_key",
        "kind",
        "position",
        "module_position",
        "is_required",
        "pass_mark",
        "address",
        "fingerprint",
    )
    assert list(EditionActivity.objects.values_list(*columns)) == [
        (row.key, row.kind.value, row.position, row.module_position, True, None, row.address, row.fingerprint)
        for row in outline.activities
    ]


def test_ensure_edition_twice_is_the_same_row(small_course, begun):
    before = list(Edition.objects.values()), list(EditionActivity.objects.values())

    again = now(small_course)

    assert again == begun
    assert (list(Edition.objects.values()), list(EditionActivity.objects.values())) == before


def test_ensure_edition_from_memory_costs_the_version_only(small_course, begun, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert now(small_course) == begun


def test_ensure_edition_after_a_change_elsewhere_is_the_same_row(small_course, begun):
    publish(LessonPage.objects.get(url_path="/home/birch/own/1/1/"), is_required=False)

    assert now(small_course) == begun
    assert Edition.objects.count() == 2


def test_ensure_edition_of_the_same_structure_elsewhere_is_another_edition(begun, stranger):
    assert begun != stranger
    assert Edition.objects.count() == 2


def test_ensure_edition_of_a_course_that_is_not_live_is_refused(small_course):
    course().unpublish()

    with pytest.raises(CoursePage.DoesNotExist):
        now(small_course)

    assert Edition.objects.count() == 0


# The same edition


def new_course_words():
    publish(
        course(), title="New", summary="New", outcomes="New", minutes=90, content_note="New", is_sample=True
    )


def new_lesson_words():
    publish(
        lesson(),
        title="New",
        minutes=9,
        done_when="New",
        content_note="New",
        body=[("check_in", {"text": "New"})],
    )


def new_module_title():
    publish(ModulePage.objects.get(url_path=f"{BASE}/1/"), title="New")


def new_quiz_title():
    publish(quiz(), title="New")


def new_question_words():
    def change(data):
        for block in data:
            block["value"] |= {"text": "New?", "explanation": "<p>New.</p>", "lesson": "2"}
            for choice in block["value"].get("choices", []):
                choice["value"] |= {"text": "New", "feedback": "New."}
        data[2]["value"] |= {"feedback_true": "New.", "feedback_false": "New."}

    rewrite(change)


def shuffled():
    def change(data):
        data[0]["value"]["is_shuffled"] = True

    rewrite(change)


def new_slug():
    publish(lesson(), slug="talk")


def taken_away_from_adopters():
    publish(course(), is_shared=False)


WORDING = [
    new_course_words,
    new_lesson_words,
    new_module_title,
    new_quiz_title,
    new_question_words,
    shuffled,
    new_slug,
    taken_away_from_adopters,
]


@pytest.mark.parametrize("change", WORDING)
def test_change_of_wording_is_the_same_edition_with_its_first_words(small_course, begun, change):
    before = list(Edition.objects.values()), list(EditionActivity.objects.values())

    change()

    assert now(small_course) == begun
    assert (list(Edition.objects.values()), list(EditionActivity.objects.values())) == before


# A new edition


def other_right_answer():
    def change(data):
        first, second, _third = data[0]["value"]["choices"]
        first["value"]["is_right"], second["value"]["is_right"] = False, True

    rewrite(change)


def other_truth():
    def change(data):
        data[2]["value"]["is_true"] = True

    rewrite(change)


def one_right_answer_more():
    def change(data):
        data[1]["value"]["choices"][2]["value"]["is_right"] = True

    rewrite(change)


def other_question_id():
    def change(data):
        data[0]["id"] = "11111111-1111-4111-8111-111111111111"

    rewrite(change)


def other_choice_id():
    def change(data):
        data[0]["value"]["choices"][1]["id"] = "11111111-1111-4111-8111-111111111111"

    rewrite(change)


def one_question_less():
    rewrite(lambda data: data.pop())


def questions_in_another_order():
    rewrite(lambda data: data.reverse())


def other_pass_mark():
    publish(quiz(), pass_mark=60)


def optional_lesson():
    publish(lesson(), is_required=False)


def optional_quiz():
    publish(quiz(), is_required=False)


def asking_for_a_pass():
    publish(course(), asks_for_pass=True)


def lessons_in_another_order():
    lesson("1/1").move(lesson("1/2"), pos="right")


def modules_in_another_order():
    first, second = ModulePage.objects.child_of(course()).order_by("path")
    first.move(second, pos="right")


def lesson_in_another_module():
    page = lesson("1/1")
    # Its address must be free there; that alone is no change of structure (see above).
    publish(page, slug="talk")
    page.move(ModulePage.objects.get(url_path=f"{BASE}/2/"), pos="first-child")


def one_lesson_more():
    page = LessonPage(title="More", slug="9", locale=course().locale, live=False)
    ModulePage.objects.get(url_path=f"{BASE}/2/").add_child(instance=page)
    page.save_revision().publish()


def one_lesson_unpublished():
    lesson().unpublish()


def one_module_deleted():
    ModulePage.objects.get(url_path=f"{BASE}/1/").delete()


STRUCTURE = [
    other_right_answer,
    other_truth,
    one_right_answer_more,
    other_question_id,
    other_choice_id,
    one_question_less,
    questions_in_another_order,
    other_pass_mark,
    optional_lesson,
    optional_quiz,
    asking_for_a_pass,
    lessons_in_another_order,
    modules_in_another_order,
    lesson_in_another_module,
    one_lesson_more,
    one_lesson_unpublished,
    one_module_deleted,
]


@pytest.mark.parametrize("change", STRUCTURE)
def test_change_of_structure_is_a_new_edition_beside_the_old_one(small_course, begun, change):
    before = list(Edition.objects.order_by("pk").values())
    rows = list(EditionActivity.objects.filter(edition_id=begun).values())

    change()

    new = now(small_course)
    assert new not in [row["id"] for row in before]
    assert list(Edition.objects.exclude(pk=new).order_by("pk").values()) == before
    assert list(EditionActivity.objects.filter(edition_id=begun).values()) == rows


def test_structure_changed_there_and_back_is_the_first_edition(small_course, begun):
    optional_lesson()
    between = now(small_course)

    publish(lesson(), is_required=True)

    assert now(small_course) == begun
    assert between != begun
    assert Edition.objects.count() == 3


def test_draft_of_a_new_structure_is_no_new_edition(small_course, begun):
    page = lesson()
    page.is_required = False

    page.save_revision()

    assert now(small_course) == begun
    assert Edition.objects.count() == 2


# What is kept


def test_frozen_lesson_is_shown_as_it_was_when_its_page_is_gone(small_course, begun):
    page = lesson()
    shown = page.body.render_as_block()
    words = (page.title, page.minutes, page.content_note, page.done_when)
    publish(page, title="New", body=[("check_in", {"text": "New"})])

    small_course.course.delete()

    frozen = frozen_lesson(begun, page.translation_key, ENGLISH)
    assert frozen.page.body.render_as_block() == shown
    found = frozen.page
    assert (found.title, found.minutes, found.content_note, found.done_when) == words
    assert (found.pk, found.translation_key, frozen.frozen_from) == (None, page.translation_key, begun)


def test_frozen_quiz_is_the_live_one_of_that_day_when_its_page_is_gone(small_course, begun):
    page = quiz()
    live = live_quiz(page.pk)
    new_question_words()

    small_course.course.delete()

    assert frozen_quiz(begun, page.translation_key, ENGLISH) == live
    assert len(live.questions) == 3


def test_frozen_words_of_a_language_that_was_not_there_are_the_source_words(begun):
    found = frozen_quiz(begun, quiz().translation_key, "so")

    assert found == frozen_quiz(begun, quiz().translation_key, ENGLISH)


def test_frozen_activity_of_the_other_kind_or_of_another_edition_is_none(begun, stranger):
    assert frozen_lesson(begun, quiz().translation_key, ENGLISH) is None
    assert frozen_quiz(begun, lesson().translation_key, ENGLISH) is None
    assert frozen_quiz(stranger, quiz().translation_key, ENGLISH) is None
    assert frozen_lesson(stranger, lesson().translation_key, ENGLISH) is None


def test_frozen_activities_are_of_the_kinds_that_exist(begun):
    kinds = EditionActivity.objects.filter(edition_id=begun).order_by("kind").values_list("kind", flat=True)

    assert set(kinds.distinct()) == set(ActivityKind.values)
