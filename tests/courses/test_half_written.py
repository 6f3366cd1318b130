"""What is half written can be saved, and does not go before learners by any way."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from courses.domain.building import build_course
from courses.models import CoursePage, LessonPage, QuizPage
from partners.enums import Role
from partners.forms.going_live import GoingLiveForm
from partners.forms.references import SectionPageForm
from tests.factories.courses import course_draft
from tests.partners.editing import as_user, at, draft, edit, person, press, public

NAME = "9a0f8d6e-6f0c-5c3c-9a44-7d1f6c1f0001"
# A question somebody has only begun, as the editor sends it.
BEGUN = {
    "questions-count": 1,
    "questions-0-type": "single",
    "questions-0-order": 0,
    "questions-0-deleted": "",
    "questions-0-id": NAME,
    "questions-0-value-text": "Which of these",
    "questions-0-value-explanation": "null",
    "questions-0-value-choices-count": 0,
}


@pytest.fixture
def course(two_partners) -> CoursePage:
    return build_course(section=two_partners.alder, draft=course_draft(slug="own", modules=1, lessons=1))


@pytest.fixture
def trainer(two_partners):
    return person(two_partners.alder, Role.TRAINER, email="trainer@example.org")


@pytest.fixture
def approver(two_partners):
    return person(two_partners.alder, Role.APPROVER, email="approver@example.org")


def half_written(lesson: LessonPage, by) -> None:
    """A picture that was not chosen yet, and no words for it."""
    page = lesson.get_latest_revision_as_object()
    page.title, page.body = "New words", [("picture", {"image": None, "alt_text": "", "caption": ""})]
    page.save_revision(user=by, clean=False)


@pytest.mark.parametrize("begun", [{"questions-count": 0}, BEGUN])
def test_quiz_that_is_only_begun_is_kept_as_a_draft_and_not_sent_on(course, trainer, begun):
    quiz = QuizPage.objects.descendant_of(course).get()

    edit(trainer, quiz, "Looking back again", **begun)
    kept = QuizPage.objects.get(pk=quiz.pk).get_latest_revision_as_object()
    refused = edit(trainer, quiz, "Sent", **begun, **{"action-submit": "1"})

    assert (kept.title, len(kept.questions)) == ("Looking back again", begun["questions-count"])
    assert "questions" in refused.context["form"].errors
    assert not quiz.workflow_in_progress


def test_half_written_page_is_not_published_with_many_at_once(course, trainer, approver):
    lesson = LessonPage.objects.descendant_of(course).get()
    half_written(lesson, trainer)

    response = as_user(approver).post(
        at("wagtail_bulk_action", "wagtailcore", "page", "publish", id=lesson.pk), follow=True
    )

    assert "is not finished" in response.content.decode()
    assert public(lesson) == "Lesson 1"


@pytest.mark.parametrize("field", ["body", "summary"])
def test_half_written_page_is_not_approved_from_a_list(course, trainer, approver, two_partners, field):
    page = LessonPage.objects.descendant_of(course).get() if field == "body" else course
    second = person(two_partners.alder, Role.APPROVER, email="second@example.org")
    draft(trainer, page)
    state = page.get_workflow().start(page, trainer)
    if field == "body":
        half_written(page, approver)
    else:
        changed = page.get_latest_revision_as_object()
        changed.summary = ""
        changed.save_revision(user=approver, clean=False)

    press(second, page)
    told = as_user(second).get(at("wagtailadmin_pages:edit", page.pk)).content.decode()

    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS
    assert public(page) == ("Lesson 1" if field == "body" else "Small signs")
    assert "is not finished" in told


def test_finished_page_is_approved_from_a_list(course, trainer, approver):
    lesson = LessonPage.objects.descendant_of(course).get()
    draft(trainer, lesson)
    lesson.get_workflow().start(lesson, trainer)

    press(approver, lesson)

    assert public(lesson) == "New words"


def test_staff_read_parts_in_the_order_in_which_learners_meet_them(course, trainer):
    module = LessonPage.objects.descendant_of(course).get().get_parent()
    quiz = QuizPage.objects.descendant_of(course).get()
    draft(trainer, quiz)

    found = as_user(trainer).get(at("wagtailadmin_explore", module.pk))

    assert [page.pk for page in found.context["pages"]] == [page.pk for page in module.get_children()]


def test_forms_are_validated_one_at_a_time(monkeypatch):
    """Wagtail's blocks are shared by all threads of a process, and while a draft is validated they ask for nothing."""
    within, seen = [], []

    def validate(form) -> None:
        within.append(form)
        time.sleep(0.03)
        seen.append(len(within))
        within.remove(form)

    monkeypatch.setattr(SectionPageForm, "full_clean", validate)
    forms = [GoingLiveForm.__new__(GoingLiveForm) for _form in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(GoingLiveForm.full_clean, forms))

    assert seen == [1, 1, 1, 1]
