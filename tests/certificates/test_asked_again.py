"""A page that answers a form says which address Back and loading again ask for; nothing is sent a second time."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from certificates.domain import codes
from tests.certificates.factory import name_address
from tests.factories.walking import form_around_primary
from tests.learning.test_claiming import phone_with_work
from tests.learning.test_pin import with_pin


def asked_again(answer) -> str:
    found = re.findall(r'<meta name="asked-again" content="([^"]*)">', answer.content.decode())
    assert len(found) <= 1
    return found[0] if found else ""


def test_a_page_says_nothing_of_it(done):
    assert asked_again(done.phone.get(name_address(done))) == ""


@pytest.mark.parametrize("name", ["", "Zoe", "call 07700 900123"])
def test_name_that_was_posted_is_asked_for_again(done, name):
    address = name_address(done)
    to_print = address.replace("/name/", "/issue/")

    # At its own address, and at the one that only prints.
    assert asked_again(done.phone.post(address, {"name": name})) == address
    assert asked_again(done.phone.post(to_print, {"name": name})) == address


def test_what_stands_on_an_address_that_only_takes_forms_leads_to_a_page(done):
    issued = done.issue()
    page, check = f"/certificate/{issued.public_id}/", f"/check/{codes.printed(issued.code)}/"

    answers = {
        f"{page}correct/": done.phone.post(f"{page}replace/", {"name": "Zed"}),
        check: Client().post(f"{check}file/", {"file": SimpleUploadedFile("any.pdf", b"x")}),
    }
    done.phone.post("/phone/pause/")
    answers[page] = done.phone.post(f"{page}others/", {"view": "private"})

    assert {address: asked_again(answer) for address, answer in answers.items()} == {
        address: address for address in answers
    }


def test_a_wrong_pin_is_counted_once_however_often_the_page_is_loaded(small_course):
    phone = with_pin(phone_with_work())
    phone.post("/phone/pause/")

    answer = phone.post("/phone/carry-on/", {"pin": "0000", "next": "/my-data/"})

    assert "4 tries are left" in answer.content.decode()
    assert asked_again(answer) == "/my-data/"
    assert "<title>Error:" in answer.content.decode()


def test_question_without_an_answer_leads_back_to_the_quiz(small_course):
    phone = phone_with_work()
    quiz = phone.post("/learn/quiz/alder/course-1/1/3/")["Location"]
    action, fields = form_around_primary(phone.get(quiz).content.decode())

    answer = phone.post(action, fields)

    assert (answer.status_code, asked_again(answer)) == (422, quiz)
