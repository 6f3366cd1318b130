"""My learning: one's own courses, quizzes, certificates, and the end of sharing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from courses.models import CoursePage
from learning.domain.claiming import make_starter_codes
from learning.models import CourseCompletion, Sharing
from partners.scoping import Exemption, past_the_doors
from tests.factories.sql import counting
from tests.factories.walking import have_it_printed, walk


def test_my_learning_of_somebody_new_says_so_kindly(small_course, guest):
    response = guest.get("/my-learning/")

    assert response.status_code == 200
    assert response.context["here"]["is_empty"] is True
    assert "learner" not in guest.cookies


def link(html: str, words: str) -> str:
    return html.partition("<main")[2].partition(words)[0].rpartition('href="')[2].partition('"')[0]


def test_who_has_not_begun_chooses_whose_courses_first(two_partners):
    phone, opened = Client(), Client()
    code = make_starter_codes(number=1, language="en-gb", by=None, partner=two_partners.alder.partner)[0]
    opened.post("/code/open/", {"code": code})

    pages = [client.get("/my-learning/").content.decode() for client in (phone, opened)]

    # Not the programme's section: there they would learn beside their own association.
    for html in (*pages, phone.get("/nothing/").content.decode()):
        assert link(html, "See the courses") == "/"
    assert link(phone.get("/alder/nothing/").content.decode(), "See the courses") == "/alder/"
    # Who has just typed a code is not asked for one.
    assert ["I have a code" in html for html in pages] == [True, False]


def test_my_learning_shows_ones_own_and_nobody_elses(small_course, guest):
    walk(guest, "/alder/course-1/", until="/certificate/")
    stranger = Client()
    stranger.post("/learn/finish/birch/course-1/1/1/")

    here = guest.get("/my-learning/").context["here"]

    assert [(row["title"], row["partner_name"], row["progress"].percent) for row in here["courses"]] == [
        ("Small signs", "Alder", 100)
    ]
    assert [row["number"] for row in here["quizzes"]] == ["2.3", "1.3"]
    assert here["certificates"] == []


def test_past_quiz_can_be_read_as_it_was_asked(small_course, guest):
    walk(guest, "/alder/course-1/", until="/certificate/")
    here = guest.get("/my-learning/").context["here"]

    html = guest.get(here["quizzes"][0]["url"]).content.decode()

    assert "What helps most?" in html
    assert "Listening helps." in html


def test_sharing_is_asked_with_two_equal_buttons_and_ended_with_one(small_course, guest):
    pages = walk(guest, "/alder/course-1/", until="/learn/complete/")
    asked = pages[-1][0].replace("/complete/", "/sharing/")

    page = guest.get(asked).content.decode()
    guest.post(asked, {"answer": "yes"}, follow=True)
    shared = guest.get("/my-learning/").context["here"]["sharing"]
    guest.post("/learn/sharing/stop/")

    assert "data-primary" not in page
    assert [row["partner_name"] for row in shared] == ["Alder"]
    assert guest.get("/my-learning/").context["here"]["sharing"] == []
    with past_the_doors(Exemption.MERGE):
        assert Sharing.objects.get().ended_at is not None


@pytest.mark.parametrize("answer", ["", "maybe"])
def test_sharing_without_an_answer_stores_nothing(small_course, guest, answer):
    pages = walk(guest, "/alder/course-1/", until="/learn/complete/")

    response = guest.post(pages[-1][0].replace("/complete/", "/sharing/"), {"answer": answer})

    assert response.status_code == 200
    with past_the_doors(Exemption.MERGE):
        assert Sharing.objects.count() == 0


def test_sharing_is_not_asked_in_the_programmes_own_section(small_course, guest):
    pages = walk(guest, "/programme/course-1/", until="/learn/complete/")

    assert "/learn/sharing/" not in pages[-1][1]
    assert guest.get(pages[-1][0].replace("/complete/", "/sharing/")).status_code == 404


@pytest.mark.parametrize("quizzes", [1, 2])
def test_my_learning_asks_the_same_of_the_database(small_course, guest, quizzes):
    walk(
        guest,
        "/alder/course-1/",
        until=f"/alder/course-1/{quizzes + 1}/" if quizzes == 1 else "/certificate/",
    )
    guest.get("/my-learning/")

    with counting() as sql:
        guest.get("/my-learning/")

    assert sql.number == 7, sql.queries


def test_a_year_on_a_look_again_is_suggested_to_the_learner_alone(small_course, guest):
    walk(guest, "/alder/course-1/", until="/certificate/")
    name_page = f"/certificate/{CourseCompletion._base_manager.get().public_id}/name/"
    issued = have_it_printed(guest, name_page, name="Sam Example")["Location"]
    assert "Look at it again" not in guest.get("/my-learning/").content.decode()

    for days, is_suggested in ((364, False), (367, True)):
        CourseCompletion._base_manager.update(completed_at=timezone.now() - timedelta(days=days))
        assert ("Look at it again" in seen(guest, "/my-learning/")) is is_suggested
    check = guest.get(issued).context["here"]["check_url"]
    for address in (issued, check):
        assert "Look at it again" not in seen(guest, address)

    for page in CoursePage.objects.all():
        page.delete()
    assert "Look at it again" not in seen(guest, "/my-learning/")


def seen(phone: Client, address: str) -> str:
    return phone.get(address).content.decode()
