"""A learner sees, takes along and takes away what is kept about them, without signing in."""

import json
import re

import pytest
from django.test import Client

from learning.models import DeviceToken, Learner
from partners.domain import public_content_changed
from partners.models import PartnerSettings
from tests.factories.sql import counting
from tests.factories.walking import walk

ADDRESSES = ["/my-data/", "/my-data/download/", "/my-data/remove/"]


@pytest.fixture
def phone(small_course) -> Client:
    client = Client()
    walk(client, "/alder/course-1/", until="/learn/complete/")
    return client


def test_page_says_what_is_kept_and_until_when(phone):
    html = phone.get("/my-data/").content.decode()

    assert "1 course begun" in html
    assert "6 answers in quizzes" in html
    assert "Kept until" in html
    assert "no-store" in phone.get("/my-data/")["Cache-Control"]


def test_somebody_who_only_reads_is_told_that_nothing_is_kept(small_course):
    client = Client()

    assert "We keep nothing about you" in client.get("/my-data/").content.decode()
    assert [client.get(address).status_code for address in ADDRESSES[1:]] == [302, 302]
    assert client.post("/my-data/remove/").status_code == 302
    assert Learner._base_manager.count() == 0


def test_file_holds_everything_in_words_and_nobody_elses(phone):
    stranger = Client()
    stranger.post("/learn/finish/birch/course-1/1/1/")

    response = phone.get("/my-data/download/")

    found = json.loads(response.content)
    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    course = found["courses"][0]
    assert (course["title"], course["with"]) == ("Small signs", "Alder Homes")
    assert len(course["finished"]) == 6
    assert course["quizzes"][0]["answers"][0] == {
        "question": "What helps most?",
        "answer": ["Listening"],
        "set_aside": False,
        "counts_as_right_for_everybody": False,
        "at": course["quizzes"][0]["answers"][0]["at"],
    }
    assert "Birch" not in response.content.decode()


def test_removing_is_explained_first_and_changes_nothing_until_it_is_sent(phone):
    html = phone.get("/my-data/remove/").content.decode()

    assert "Without one, this cannot be undone" in html
    assert Learner._base_manager.get().removal_asked_at is None


def test_phone_forgets_at_once(phone):
    phone.post("/my-data/remove/")

    assert "We keep nothing about you" in phone.get("/my-data/").content.decode()
    assert DeviceToken._base_manager.get().closed_at is not None


def test_code_brings_everything_back(phone):
    html = phone.post("/code/new/", follow=True).content.decode()
    code = re.search(r'slip__code"><bdi dir="ltr">([^<]+)<', html)[1]
    phone.post("/my-data/remove/")

    opened = Client().post("/code/open/", {"code": code}, follow=True)

    assert "Finished on" in opened.content.decode()
    assert Learner._base_manager.get().removal_asked_at is None


def test_page_names_whom_to_complain_to(phone, small_course):
    PartnerSettings.objects.update_or_create(
        partner=small_course.partners.alder.partner, defaults={"complaint_email": "complaints@alder.example"}
    )
    public_content_changed()

    html = phone.get("/my-data/").content.decode()

    assert "complaints@alder.example" in html
    assert "ico.org.uk" in html


def test_page_asks_the_same_of_the_database_however_much_there_is(phone, small_course):
    with counting() as one:
        phone.get("/my-data/")
    phone.post("/learn/finish/birch/course-1/1/1/")

    with counting() as again:
        phone.get("/my-data/")

    assert one.number == again.number <= 12, one.queries
