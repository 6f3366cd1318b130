"""A code by e-mail: once, for ten minutes, by one browser; how often; and what goes wrong on the way."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.domain import TooManyCodes, make_code
from accounts.models import EmailCode
from learning.domain.mailboxes import learner_of_mailbox
from learning.models import LearnerMailbox
from tests.learning.acts import rows
from tests.learning.mailboxes import (
    ASK,
    KEPT,
    MAILBOX,
    TYPE,
    ask,
    go_back,
    kept,
    opened_by_mail,
    plain,
    type_in,
    wrong_one,
)
from tests.learning.test_claiming import MY_LEARNING, get_code, phone_with_work


@pytest.fixture(autouse=True)
def _course(small_course):
    return small_course


# Once, for ten minutes, by this browser


def test_code_is_good_for_ten_minutes():
    first, second = phone_with_work(), phone_with_work()
    codes = ask(first), ask(second, "other@example.org")
    go_back(minutes=9, seconds=55)
    assert type_in(first, codes[0]).redirect_chain[-1][0] == KEPT
    go_back(minutes=10, seconds=1)

    html = type_in(second, codes[1]).content.decode()

    assert "opens nothing any more" in html
    assert f'value="{codes[1]}"' in html
    assert "Send a new code" in html


def test_code_is_good_for_one_use():
    kept()
    phone = Client()
    code, ticket = ask(phone), phone.cookies["mail"].value
    type_in(phone, code)
    EmailCode.objects.update(used_at=timezone.now() - timedelta(seconds=61))
    phone.post("/phone/fresh/")
    # As a browser would that had kept the cookie all the same.
    phone.cookies["mail"] = ticket

    assert "opens nothing any more" in type_in(phone, code).content.decode()


def test_code_is_worth_nothing_in_another_browser():
    kept()
    code = ask(Client())
    thief = Client()
    thief.post(ASK, {"address": "thief@example.org"})

    html = type_in(thief, code).content.decode()

    assert "This is not the code" in html
    assert "Nothing here yet" in thief.get(MY_LEARNING).content.decode()


def test_form_that_is_sent_twice_is_one_act():
    phone = phone_with_work()
    code = ask(phone)

    first, second = (phone.post(TYPE, {"code": code})["Location"] for _time in range(2))

    assert first == KEPT
    assert second == MY_LEARNING
    assert len(rows(LearnerMailbox)) == 1


def test_wrong_and_replaced_codes_read_the_same():
    phone = phone_with_work()
    replaced = ask(phone)
    newest = ask(phone)
    never_sent = wrong_one(newest)

    answers = [phone.post(TYPE, {"code": code}) for code in (replaced, never_sent)]

    texts = [
        plain(answer).replace(code, "") for answer, code in zip(answers, (replaced, never_sent), strict=True)
    ]
    assert texts[0] == texts[1]


def test_five_tries_and_then_the_right_one_opens_nothing():
    kept()
    thief = Client()
    code = ask(thief)
    texts = [type_in(thief, wrong_one(code)).content.decode() for _time in range(5)]

    assert "This is not the code" in texts[0]
    assert "opens nothing any more" in texts[4]
    assert "opens nothing any more" in type_in(thief, code).content.decode()


# How often


def test_one_mailbox_gets_three_letters_in_ten_minutes():
    phone = Client()
    for _time in range(3):
        ask(phone)

    response = phone.post(ASK, {"address": MAILBOX})

    assert (response.status_code, len(mail.outbox)) == (429, 3)
    assert f'value="{MAILBOX}"' in response.content.decode()
    assert response["Retry-After"] == "600"
    go_back(minutes=11)
    ask(phone)


def test_one_mailbox_gets_ten_letters_a_day():
    for _time in range(10):
        make_code(address=MAILBOX)
        go_back(minutes=11)

    with pytest.raises(TooManyCodes):
        make_code(address=MAILBOX)
    go_back(hours=24)
    make_code(address=MAILBOX)

    # What a day has passed over is gone.
    assert EmailCode.objects.count() == 1


def test_one_address_asks_for_five_letters_a_minute(monkeypatch):
    monkeypatch.setattr("time.time", lambda: 3_000_000.0)

    statuses = [
        Client().post(ASK, {"address": f"sam{number}@example.org"}).status_code for number in range(7)
    ]

    assert statuses == [302] * 5 + [429] * 2


def test_all_together_ask_for_so_many(monkeypatch):
    monkeypatch.setattr("accounts.domain.email_codes.IN_ALL", (timedelta(minutes=10), 2))

    statuses = [
        Client().post(ASK, {"address": f"sam{number}@example.org"}).status_code for number in range(3)
    ]

    assert statuses == [302, 302, 429]


# What goes wrong


@pytest.mark.parametrize(
    "typed",
    ["", " ", "sam", "sam@", "a@b@c.example", "x" * 300 + "@example.org", "sam\x00@example.org", "<b>@x"],
)
def test_bad_address_gets_a_message_beside_it_and_stays_typed(typed):
    response = Client().post(ASK, {"address": typed})

    assert response.status_code == 200
    assert "id_address_error" in response.content.decode()
    assert "<b>@x" not in response.content.decode()
    assert (EmailCode.objects.count(), mail.outbox) == (0, [])


@pytest.mark.parametrize("typed", ["", " ", "x", "\x00", "1" * 5000, "\u202e1234", "<b>1</b>"])
def test_bad_code_gets_a_message_beside_it(typed):
    phone = phone_with_work()
    ask(phone)

    response = phone.post(TYPE, {"code": typed})

    assert response.status_code == 200
    assert "id_code_error" in response.content.decode()
    assert "<b>1</b>" not in response.content.decode()
    assert rows(LearnerMailbox) == []


@pytest.mark.parametrize("error", [SMTPServerDisconnected, TimeoutError, UnicodeError])
def test_mail_server_that_is_away_keeps_what_was_typed(monkeypatch, error, caplog):
    def fails(*args):
        raise error

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fails)

    response = Client().post(ASK, {"address": MAILBOX})

    assert response.status_code == 200
    assert "We could not send it just now" in response.content.decode()
    assert f'value="{MAILBOX}"' in response.content.decode()
    assert EmailCode.objects.count() == 0
    assert MAILBOX not in caplog.text


def test_cookie_that_vanished_in_the_middle_keeps_the_address():
    phone = phone_with_work()
    code = ask(phone)
    del phone.cookies["mail"]

    html = type_in(phone, code, address=MAILBOX).content.decode()

    assert "lost track of your code" in html
    assert f'value="{MAILBOX}"' in html


def test_phone_that_vanished_in_the_middle_is_told_what_there_is():
    phone = phone_with_work()
    code = ask(phone)
    del phone.cookies["learner"]

    assert "nothing has been begun on this phone" in type_in(phone, code).content.decode()


@pytest.mark.parametrize("address", ["/phone/pause/", "/phone/fresh/", "/phone/clear/"])
def test_whoever_leaves_takes_the_letter_off_the_phone(address):
    phone = phone_with_work()
    ask(phone)

    phone.post(address)

    assert phone.cookies["mail"].value == ""


def test_nobody_lets_a_mailbox_open_what_a_pin_guards():
    phone = phone_with_work()
    get_code(phone)
    phone.post("/phone/pin/", {"pin": "4711", "has_code": "on"})
    phone.post("/phone/pause/")

    html = opened_by_mail(phone, "thief@example.org").content.decode()

    assert "Was it you who used this phone last?" in html
    assert learner_of_mailbox(address="thief@example.org") is None
