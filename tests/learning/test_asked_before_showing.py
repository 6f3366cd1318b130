"""A form sent from a paused phone: nothing of anybody's is shown in answer, and nothing typed is lost."""

import pytest
from django.test import Client

from learning.models import DeviceToken, Enrolment
from tests.certificates.factory import complete
from tests.factories.walking import form_around_primary

from .acts import asked, responses, right, rows, wrong
from .taking_away import phone_of
from .test_pin import ASKED, PIN, with_pin

CARRY_ON = "/phone/carry-on/"


@pytest.fixture
def stale(resident):
    """A phone with a PIN, paused, with a question open that was answered on another one meanwhile."""
    attempt = resident.begin("1/3/")
    first, _second = asked(attempt)[:2]
    phone = with_pin(phone_of(resident))
    form = form_around_primary(phone.get(f"/learn/{attempt.public_id}/").content.decode())
    resident.answer(attempt, first, right(first))
    phone.post("/phone/pause/")
    return phone, attempt, form, first


def send(phone: Client, html: str, **typed: str):
    """The form of a pause page, as a browser sends it: on to where the answer says, once more."""
    action, fields = form_around_primary(html)
    data = {**fields, **typed}
    answer = phone.post(action, data)
    return phone.post(answer["Location"], data) if answer.status_code == 307 else answer


def test_an_answer_that_comes_too_late_waits_behind_the_pin_with_what_was_chosen(stale):
    phone, attempt, (address, fields), question = stale

    paused = phone.post(address, {**fields, "choice": wrong(question)}).content.decode()

    assert ASKED in paused
    assert question.text not in paused
    assert not [choice.text for choice in question.choices if choice.text in paused]

    tried = send(phone, paused, pin="0000").content.decode()
    assert ASKED in tried
    assert question.text not in tried

    html = send(phone, tried, pin=PIN).content.decode()
    assert "This question was answered already" in html
    assert next(choice.text for choice in question.choices if choice.id in wrong(question)) in html
    assert responses(attempt) == [(question.id, right(question), True, False, 1)]


def test_a_form_without_a_choice_shows_no_question_either(stale):
    phone, _attempt, (address, fields), question = stale

    paused = phone.post(address, fields).content.decode()

    assert (ASKED in paused, question.text in paused) == (True, False)


def test_script_of_a_quiz_is_told_the_same(stale):
    phone, _attempt, (address, fields), question = stale

    paused = phone.post(address, {**fields, "choice": wrong(question)}, headers={"X-In-Place": "yes"})

    assert (ASKED in paused.content.decode(), paused.has_header("Content-Location")) == (True, False)


@pytest.mark.parametrize("name", ["Amina Noor Ali", "", "call me on 020 7946 0000"])
def test_a_name_is_looked_at_after_the_pause_page(two_partners, name):
    done = complete(two_partners.alder.partner)
    address = f"/certificate/{done.available.public_id}/name/"
    done.phone.post("/phone/pause/")

    paused = done.phone.post(address, {"name": name, "shape": "landscape"}).content.decode()
    html = send(done.phone, paused).content.decode()

    assert (ASKED in paused, done.available.facts["course_title"] in paused) == (True, False)
    assert (ASKED in html, name in html) == (False, True)


def test_choice_about_sharing_is_shown_after_the_pause_page(resident):
    resident.read("1/1/")
    phone = phone_of(resident)
    [(enrolment,)] = rows(Enrolment, "public_id")
    page = f"/learn/sharing/{enrolment}/"
    phone.post("/phone/pause/")

    paused = phone.post(page, {"answer": "perhaps"}).content.decode()

    assert (ASKED in paused, "Alder" in paused.partition("<main")[2].partition("</main>")[0]) == (True, False)
    assert "Alder" in send(phone, paused).content.decode()


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/", "", "learn"])
def test_no_form_is_sent_on_to_another_site(resident, target):
    phone = phone_of(resident)
    phone.post("/phone/pause/")

    answer = phone.post(CARRY_ON, {"next": target, "again": "yes", "name": "Amina"})

    assert (answer.status_code, answer["Location"]) == (302, "/my-learning/")


def test_on_a_phone_that_was_cleared_meanwhile_the_form_is_answered_as_there(stale):
    phone, _attempt, (address, fields), question = stale
    paused = phone.post(address, {**fields, "choice": wrong(question)}).content.decode()
    phone.post("/phone/clear/")

    answer = send(phone, paused, pin=PIN)

    assert (answer.status_code, "Your work" in answer.content.decode()) == (404, True)
    assert rows(DeviceToken, "pin_tries") == [(0,)]
