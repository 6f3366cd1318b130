"""A code by e-mail opens one's work: never asked for, never a link, and no door for staff."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from accounts.models import EmailCode, User
from learning.models import Learner, LearnerMailbox, LearnerMerger
from letters.models import Letter
from tests.learning.acts import rows
from tests.learning.mailboxes import ASK, KEPT, MAILBOX, TYPE, ask, kept, opened_by_mail, plain, type_in
from tests.learning.test_claiming import MY_LEARNING, SECOND_LESSON, phone_with_work


@pytest.fixture(autouse=True)
def _course(small_course):
    return small_course


# The way


def test_mailbox_opens_the_work_on_another_phone():
    kept()
    other = Client()

    response = opened_by_mail(other)

    assert response.redirect_chain[-1][0] == MY_LEARNING
    assert "1 of 6 finished" in response.content.decode()
    assert Learner._base_manager.count() == 1


def test_nobody_is_signed_in_and_no_user_is_made():
    kept()
    other = Client()
    opened_by_mail(other)

    assert (User.objects.count(), Session.objects.count()) == (0, 0)
    assert "sessionid" not in other.cookies
    assert rows(Learner, "user_id") == [(None,)]


def test_mailbox_of_staff_opens_no_staff_door_and_is_not_tied_to_it(two_partners):
    from partners.enums import Role  # noqa: PLC0415
    from tests.factories.partners import make_person  # noqa: PLC0415

    person = make_person(two_partners.alder, Role.MANAGER)
    phone = kept(address=person.email)
    other = Client()
    opened_by_mail(other, person.email)

    for client in (phone, other):
        assert client.get("/staff/")["Location"].startswith("/sign-in/")
        assert "_auth_user_id" not in client.session
    assert rows(Learner, "user_id") == [(None,)]


def test_letter_is_text_with_a_neutral_subject_and_nothing_to_press():
    code = ask(phone_with_work())
    letter = mail.outbox[0]

    assert letter.subject == "Your code"
    assert letter.alternatives == []
    assert code not in letter.subject
    assert not re.search(r"http|www|testserver|Alder|Small signs|course", letter.body)
    assert letter.extra_headers["Content-Language"] == "en-gb"
    assert letter.to == [MAILBOX]


def test_code_is_in_no_address_no_log_and_no_table(caplog):
    phone = phone_with_work()
    code = ask(phone)
    response = type_in(phone, code)

    told = repr([response.redirect_chain, caplog.text, list(EmailCode.objects.values())])
    assert code not in told
    assert code.replace("-", "") not in told
    assert Letter.objects.count() == 0


@pytest.mark.parametrize("digits", ["٠١٢٣٤٥٦٧٨٩", "০১২৩৪৫৬৭৮৯", "０１２３４５６７８９"])
def test_digits_of_any_script_with_any_spaces(digits):
    phone = phone_with_work()
    code = ask(phone).translate(str.maketrans("0123456789", digits)).replace("-", " ")

    assert type_in(phone, f" {code} ").redirect_chain[-1][0] == KEPT


def test_one_mailbox_is_one_however_it_is_written():
    kept(address="Sam@Example.org")

    assert "1 of 6 finished" in opened_by_mail(Client(), "SAM@EXAMPLE.ORG").content.decode()


def test_looking_makes_nothing():
    client = Client()
    for address in (ASK, TYPE, KEPT):
        client.get(address)

    assert (rows(Learner), EmailCode.objects.count(), mail.outbox) == ([], 0, [])


def test_for_adults_is_said_beside_it():
    phone = phone_with_work()

    assert "For adults" in phone.get("/code/").content.decode()
    assert "For adults" in phone.get(ASK).content.decode()


def test_whoever_has_nothing_anywhere_is_told_so_after_the_code():
    html = opened_by_mail(Client()).content.decode()

    assert "No work is kept with this e-mail" in html
    assert rows(Learner) == []


# Whose it is, said to nobody


def test_known_and_unknown_mailboxes_read_the_same_until_the_code():
    kept(address="known@example.org")
    texts = []
    for address in ("known@example.org", "nobody@example.org"):
        phone = Client()
        asked = phone.post(ASK, {"address": address})
        wrong = phone.post(TYPE, {"code": "0000-0000"})
        texts.append((asked.status_code, asked["Location"], plain(phone.get(TYPE)), plain(wrong)))
    bodies = {re.sub(r"\d{4}-\d{4}", "", letter.body) for letter in mail.outbox}

    assert texts[0] == texts[1]
    assert len(bodies) == 1


def test_other_work_on_the_phone_is_asked_about_and_kept_apart():
    kept()
    other = phone_with_work(SECOND_LESSON)
    code = ask(other)

    asked = type_in(other, code)

    assert "Is it yours too?" in asked.content.decode()
    assert "Your e-mail opens work that was kept with it before." in asked.content.decode()
    assert rows(LearnerMerger) == []
    apart = type_in(other, code, together="apart")
    assert "1 of 6 finished" in apart.content.decode()
    assert rows(LearnerMerger) == []


def test_work_of_both_is_put_together_when_the_learner_says_so_and_taken_apart_again():
    kept()
    other = phone_with_work(SECOND_LESSON)
    opened_by_mail(other, "other@example.org")

    html = opened_by_mail(other, together="mine").content.decode()

    assert "2 of 6 finished" in html
    assert len({pk for (pk,) in rows(LearnerMailbox, "learner_id")}) == 1
    other.post(re.search(r'action="(/code/undo/[^"]+)"', html)[1])
    assert len({pk for (pk,) in rows(LearnerMailbox, "learner_id")}) == 2


def test_one_that_was_taken_meanwhile_is_asked_about_once_more(monkeypatch):
    phone = phone_with_work(SECOND_LESSON)
    code = ask(phone)
    kept()
    monkeypatch.setattr("learning.domain.mailboxes.learner_of_mailbox", lambda address: None)

    html = type_in(phone, code).content.decode()
    monkeypatch.undo()

    assert "press the button once more" in html
    assert "Is it yours too?" in type_in(phone, code).content.decode()
