"""A draft as a learner would see it: in the section's look, with nothing that submits or stores."""

from html import unescape

import pytest

from courses.models import CoursePage, LessonPage, ModulePage, QuizPage
from learning.models import Learner
from partners.enums import Role
from partners.scoping import Exemption, past_the_doors
from tests.factories.courses import course_draft
from tests.factories.partners import make_person
from tests.partners.editing import fields

from .taking_away import CALM, take_away


@pytest.fixture
def own_course(two_partners):
    from courses.domain.building import build_course  # noqa: PLC0415

    return build_course(section=two_partners.alder, draft=course_draft())


@pytest.mark.parametrize("model", [CoursePage, ModulePage, LessonPage, QuizPage])
def test_draft_is_shown_in_the_sections_look(own_course, two_partners, client, model):
    client.force_login(make_person(two_partners.alder, Role.TRAINER))
    page = model.objects.descendant_of(own_course, inclusive=True).first()
    page.title = "A new heading"
    page.save_revision()

    response = client.get(f"/admin/pages/{page.pk}/view_draft/")

    html = response.content.decode()
    assert response.status_code == 200
    assert "A new heading" in html
    assert "/alder/theme.css" in html
    assert "<title>A new heading" not in html
    assert "learner" not in response.cookies
    assert "/learn/" not in html
    with past_the_doors(Exemption.MERGE):
        assert Learner.objects.count() == 0


def test_preview_of_an_adopted_course_shows_the_shared_one(small_course, two_partners, client):
    client.force_login(make_person(two_partners.alder, Role.TRAINER))
    page = small_course.alder
    page.own_introduction = "<p>Our own words.</p>"
    page.save_revision()

    response = client.get(f"/admin/pages/{page.pk}/view_draft/")

    html = response.content.decode()
    assert response.status_code == 200
    assert "Our own words." in html
    assert "Module 1" in html
    assert "/alder/theme.css" in html


def test_preview_of_a_section_shows_its_courses(small_course, two_partners, client):
    client.force_login(make_person(two_partners.alder, Role.APPROVER))

    html = client.get(f"/admin/pages/{two_partners.alder.pk}/view_draft/").content.decode()

    assert "Small signs" in html


def test_draft_of_another_partner_is_not_shown(own_course, two_partners, client):
    client.force_login(make_person(two_partners.birch, Role.TRAINER))
    page = LessonPage.objects.descendant_of(own_course).first()
    page.title = "A secret heading"
    page.save_revision()

    response = client.get(f"/admin/pages/{page.pk}/view_draft/", follow=True)

    assert "A secret heading" not in response.content.decode()


def test_preview_of_a_quiz_shows_its_questions_and_no_right_answer(own_course, two_partners, client):
    client.force_login(make_person(two_partners.alder, Role.TRAINER))
    page = QuizPage.objects.descendant_of(own_course).first()

    html = unescape(client.get(f"/admin/pages/{page.pk}/view_draft/").content.decode())

    for question in page.questions:
        assert question.value["text"] in html
        for choice in question.value.get("choices", []):
            assert choice["text"] in html
            assert choice["feedback"] not in html
    assert "Listening helps." not in html


def test_editor_may_show_the_preview_in_a_frame_beside_the_form(own_course, two_partners, client):
    """As its panel does: what is typed is sent first, then shown. Learners' pages are framed by nobody."""
    client.force_login(make_person(two_partners.alder, Role.TRAINER))
    page = ModulePage.objects.descendant_of(own_course).first()
    address = f"/admin/pages/{page.pk}/edit/preview/"
    client.post(address, fields("Words just typed"))

    shown = client.get(f"{address}?in_preview_panel=true")

    assert "Words just typed" in shown.content.decode()
    policy = shown["Content-Security-Policy"].split("; ")
    assert {"frame-ancestors 'self'", "script-src 'self'"} <= set(policy)
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'none'" in client.get("/alder/course-1/1/")["Content-Security-Policy"]


@pytest.mark.parametrize("is_whole", [True, False])
def test_preview_shows_what_is_taken_away_as_learners_see_it(own_course, two_partners, client, is_whole):
    client.force_login(make_person(two_partners.alder, Role.TRAINER))
    page = LessonPage.objects.descendant_of(own_course).first()
    take_away("/alder/course-1/1/1/", "" if is_whole else page.body[0].id)
    page.save_revision()

    html = client.get(f"/admin/pages/{page.pk}/view_draft/").content.decode()

    assert CALM in html
    assert "One steady adult helps" not in html
