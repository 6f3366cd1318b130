"""A course begun in one association's section and finished in another's: each sees what was done with it."""

import pytest
from django.test import Client

from learning.models import CourseCompletion, Learner, Sharing
from partners.enums import Role
from partners.scoping import Exemption, for_learner, past_the_doors
from tests.factories.partners import make_person
from tests.factories.walking import walk


@pytest.fixture
def phone(small_course):
    """The four lessons with Alder; the two quizzes with Birch."""
    phone = Client()
    for place in ("1/1", "1/2", "2/1", "2/2"):
        phone.post(f"/learn/finish/alder/course-1/{place}/")
    phone.pages = walk_quiz(phone, "/birch/course-1/2/3/")
    return phone


def walk_quiz(phone: Client, address: str) -> list:
    return walk(phone, address, until="/learn/complete/")


def board(section) -> dict:
    client = Client()
    client.force_login(make_person(section, Role.COORDINATOR))
    return client.get(f"/staff/{section.slug}/board/").context["here"]


def share_with(section) -> None:
    with past_the_doors(Exemption.MERGE):
        learner = Learner.objects.get()
    with for_learner(learner.pk):
        Sharing.objects.create(learner=learner, partner=section.partner, agreed_at="2026-11-22T12:00:00Z")


def test_completion_belongs_to_where_it_happened(phone, small_course):
    with past_the_doors(Exemption.MERGE):
        assert CourseCompletion.objects.get().partner == small_course.partners.birch.partner


def test_first_partner_does_not_see_what_was_done_with_the_second(phone, small_course):
    share_with(small_course.partners.alder)

    people = board(small_course.partners.alder)["people"]

    assert [(row["completed_on"], row["progress_percent"]) for row in people] == [(None, 66)]


def test_sharing_offered_and_stored_are_with_the_same_partner(phone, small_course):
    address, html = phone.pages[-1]
    sharing = address.replace("/complete/", "/sharing/")
    page = phone.get(sharing)
    phone.post(sharing, {"answer": "yes"})

    assert "Birch" in html
    assert page.status_code == 200
    assert "May Birch" in page.content.decode()
    with past_the_doors(Exemption.MERGE):
        assert [row.partner for row in Sharing.objects.all()] == [small_course.partners.birch.partner]


def test_course_begun_with_the_programme_and_finished_with_a_partner_may_be_shared(small_course):
    phone = Client()
    phone.post("/learn/finish/programme/course-1/1/1/")
    address, _html = walk(phone, "/alder/course-1/", until="/learn/complete/")[-1]

    assert phone.get(address.replace("/complete/", "/sharing/")).status_code == 200
