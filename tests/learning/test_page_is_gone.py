"""What a trainer takes away stays whole for whoever has begun it, from part to part, to the end."""

import pytest
from django.test import Client

from courses.models import CoursePage, Edition, LessonPage, ModulePage, QuizPage
from courses.queries import live_outline
from learning.models import CourseCompletion
from partners.domain import public_content_changed
from partners.models import HelpPage, Partner
from partners.scoping import Exemption, past_the_doors
from tests.factories.walking import walk


@pytest.fixture
def phone(small_course):
    phone = Client()
    phone.post("/learn/finish/alder/course-1/1/1/")
    return phone


def completions() -> int:
    with past_the_doors(Exemption.MERGE):
        return CourseCompletion.objects.count()


@pytest.mark.parametrize(
    "taken", ["course unpublished", "course deleted", "second part unpublished", "adoption deleted"]
)
def test_course_is_finished_after_its_pages_are_gone(phone, small_course, taken):
    {
        "course unpublished": lambda: small_course.course.unpublish(),
        "course deleted": lambda: CoursePage.objects.get(pk=small_course.course.pk).delete(),
        "second part unpublished": lambda: ModulePage.objects.last().unpublish(),
        "adoption deleted": lambda: small_course.alder.delete(),
    }[taken]()

    pages = walk(phone, "/alder/course-1/", until="/learn/complete/")

    assert "/alder/course-1/2/" in {address for address, _html in pages}
    assert completions() == 1
    stranger = Client().get("/alder/course-1/2/1/")
    assert stranger.status_code == 404


def test_my_learning_leads_on_after_the_course_is_gone(phone, small_course):
    small_course.course.unpublish()

    here = phone.get("/my-learning/").context["here"]

    assert phone.get(here["courses"][0]["carry_on_url"]).status_code == 200


def test_own_course_of_a_merged_partner_can_be_finished(phone, small_course):
    partners = small_course.partners
    Partner.objects.filter(slug="alder").update(left_on="2026-11-01", succeeded_by=partners.birch.partner)
    small_course.alder.unpublish()
    partners.alder.unpublish()

    kept = phone.get("/alder/course-1/1/2/")
    stranger = Client().get("/alder/course-1/1/2/")

    assert stranger.status_code == 301
    assert stranger["Location"] == "/birch/course-1/1/2/"
    assert kept.status_code in (200, 301)


def test_new_words_reach_the_certificate_of_whoever_completes_later(phone, small_course):
    course = CoursePage.objects.get(pk=small_course.course.pk)
    course.title = "Small signs, new words"
    course.save_revision().publish()

    _address, html = walk(phone, "/alder/course-1/", until="/learn/complete/")[-1]

    assert "Small signs, new words" in html
    name = phone.get(f"/certificate/{completion_id()}/name/")
    assert "Small signs, new words" in name.content.decode()


def completion_id() -> str:
    with past_the_doors(Exemption.MERGE):
        return CourseCompletion.objects.get().public_id


def test_help_page_of_an_unpublished_section_is_not_served(two_partners, guest):
    two_partners.alder.add_child(
        instance=HelpPage(title="Get help", slug="help", locale=two_partners.home.locale)
    )
    public_content_changed()
    served = guest.get("/alder/help/").status_code
    two_partners.alder.unpublish()

    assert served == 200
    assert guest.get("/alder/help/").status_code == 404


def test_quiz_without_questions_is_gone_through_by_being_opened(small_course, guest):
    from courses.models import QuizPage  # noqa: PLC0415

    for quiz in QuizPage.objects.all():
        QuizPage.objects.filter(pk=quiz.pk).update(questions="[]")
    public_content_changed()

    response = guest.post("/learn/quiz/alder/course-1/1/3/", follow=True)

    assert response.status_code == 200
    assert guest.get("/my-learning/").context["here"]["courses"][0]["progress"].done == 1


@pytest.fixture
def not_noticed(small_course, monkeypatch):
    """What is published or taken away now is another process's: this one remembers the moment before."""
    Client().get("/alder/course-1/1/1/")
    live_outline(small_course.course.pk)
    monkeypatch.setattr("courses.receivers.public_content_changed", lambda: None)


def test_first_learner_in_the_moment_of_a_change_begins_on_what_is_there_now(small_course, not_noticed):
    quiz, lesson = QuizPage.objects.first(), LessonPage.objects.last()
    quiz.questions = list(quiz.questions.raw_data)[:1]
    quiz.save_revision().publish()
    lesson.delete()

    response = Client().post("/learn/finish/alder/course-1/1/1/")

    assert response.status_code == 302
    edition = Edition.objects.get()
    held = {row.activity_key: row for row in edition.activities.all()}
    assert lesson.translation_key not in held
    asked = held[quiz.translation_key]
    assert len(asked.content["en-gb"]["questions"]) == 1
    public_content_changed()
    now = live_outline(small_course.course.pk)
    assert (edition.fingerprint, asked.fingerprint) == (
        now.fingerprint,
        now.by_key[asked.activity_key].fingerprint,
    )


def test_course_that_is_taken_offline_in_that_moment_is_not_there(small_course, not_noticed):
    small_course.course.unpublish()

    assert Client().post("/learn/finish/alder/course-1/1/1/").status_code == 404
    assert not Edition.objects.exists()
