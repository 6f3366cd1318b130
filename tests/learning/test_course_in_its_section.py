"""What a section says beside a shared course, and what learners find once it hides or ends it."""

import pytest
from django.test import Client

from courses.domain import adopt_course, end_adoption, hide_adoption, show_adoption
from courses.models import AdoptedCoursePage
from learning.models import CourseCompletion, Enrolment, Learner
from partners.domain import public_content_changed
from partners.models import SupportContact
from partners.scoping import Exemption, past_the_doors
from tests.factories.sql import counting
from tests.factories.walking import walk

CONTACTS = [
    {"type": "contacts", "value": {"keys": [{"type": "item", "value": "desk", "id": "a"}]}, "id": "b"}
]


@pytest.fixture
def phone(small_course) -> Client:
    """Somebody who has begun the course with Alder."""
    phone = Client()
    phone.post("/learn/finish/alder/course-1/1/1/")
    return phone


def count(model) -> int:
    with past_the_doors(Exemption.MERGE):
        return model.objects.count()


def titles(client: Client) -> list[str]:
    return [card["title"] for card in client.get("/alder/").context["courses"]]


# Hidden


@pytest.mark.parametrize("inner", ["", "1/", "1/1/", "1/3/"])
def test_hidden_course_is_a_calm_page_to_whoever_has_not_begun_it(small_course, guest, inner):
    hide_adoption(page=small_course.alder, by=None)

    response = guest.get(f"/alder/course-1/{inner}")

    html = response.content.decode()
    assert response.status_code == 404
    assert "not on offer just now" in html
    assert "/alder/theme.css" in html
    assert "Small signs" not in html
    assert titles(guest) == []


@pytest.mark.parametrize("act", ["finish/alder/course-1/1/1/", "quiz/alder/course-1/1/3/"])
def test_hidden_course_cannot_be_begun(small_course, guest, act):
    hide_adoption(page=small_course.alder, by=None)

    response = guest.post(f"/learn/{act}")

    assert response.status_code == 404
    assert (count(Enrolment), count(Learner)) == (0, 0)


def test_whoever_has_begun_a_hidden_course_carries_on_to_the_end(phone, small_course):
    hide_adoption(page=small_course.alder, by=None)

    walk(phone, "/alder/course-1/", until="/learn/complete/")

    assert count(CourseCompletion) == 1
    assert titles(phone) == ["Small signs"]


def test_course_hidden_by_one_is_offered_by_the_others(small_course, guest):
    hide_adoption(page=small_course.alder, by=None)

    assert guest.get("/birch/course-1/").status_code == 200
    assert guest.get("/programme/course-1/").status_code == 200


def test_course_shown_again_is_open_to_all(small_course, guest):
    hide_adoption(page=small_course.alder, by=None)

    show_adoption(page=small_course.alder, by=None)

    assert guest.get("/alder/course-1/1/1/").status_code == 200
    assert titles(guest) == ["Small signs"]


# Ended


def test_whoever_has_begun_a_course_that_ended_finishes_it_and_nobody_else_begins(phone, small_course, guest):
    end_adoption(page=small_course.alder, by=None)

    walk(phone, "/alder/course-1/", until="/learn/complete/")

    assert count(CourseCompletion) == 1
    assert guest.get("/alder/course-1/").status_code == 404
    assert guest.post("/learn/finish/alder/course-1/1/1/").status_code == 404


def test_course_taken_again_goes_on_from_where_it_was(phone, small_course):
    end_adoption(page=small_course.alder, by=None)

    adopt_course(section=small_course.partners.alder, course=small_course.course)

    here = phone.get("/alder/course-1/").context["here"]
    assert (here["progress"].done, here["start_url"]) == (1, "/alder/course-1/1/2/")
    assert count(Enrolment) == 1


# Own introduction and own contacts


@pytest.fixture
def own_words(small_course) -> AdoptedCoursePage:
    partner = small_course.partners.alder.partner
    SupportContact.objects.create(
        key="desk", name="Alder front desk", number="020 7946 0000", scope="partner", partner=partner
    )
    page = small_course.alder
    page.own_introduction = "<p>Come and <b>talk</b> to us.</p>"
    page.own_contacts = CONTACTS
    page.save()
    public_content_changed()
    return page


def test_own_words_stand_on_the_first_page_of_that_section_alone(own_words, guest):
    alder, birch = (guest.get(f"/{section}/course-1/").content.decode() for section in ("alder", "birch"))

    assert "Come and <b>talk</b> to us." in alder
    assert "From Alder: who to ask" in alder
    assert "020 7946 0000" in alder
    assert "front desk" not in birch
    assert "who to ask" not in birch


def test_own_words_come_from_memory(own_words, guest):
    guest.get("/alder/course-1/")

    with counting() as sql:
        html = guest.get("/alder/course-1/").content.decode()

    assert "020 7946 0000" in html
    assert sql.number == 1, sql.queries
