"""A phone that asks for a code by e-mail, and types it."""

import re
from datetime import timedelta

from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import EmailCode
from tests.learning.test_claiming import FIRST_LESSON, phone_with_work

MAILBOX = "sam@example.org"
ASK, TYPE, KEPT = "/code/e-mail/", "/code/e-mail/typed/", "/code/e-mail/kept/"


def ask(phone: Client, address: str = MAILBOX) -> str:
    """The code from the letter."""
    before = len(mail.outbox)
    assert phone.post(ASK, {"address": address})["Location"] == TYPE
    assert len(mail.outbox) == before + 1
    return re.search(r"^(\d{4}-\d{4})$", mail.outbox[-1].body, re.M)[1]


def type_in(phone: Client, code: str, **answer):
    return phone.post(TYPE, {"code": code, **answer}, follow=True)


def opened_by_mail(phone: Client, address: str = MAILBOX, **answer):
    return type_in(phone, ask(phone, address), **answer)


def kept(lesson: str = FIRST_LESSON, address: str = MAILBOX) -> Client:
    """A phone with work that this mailbox opens."""
    phone = phone_with_work(lesson)
    assert opened_by_mail(phone, address).redirect_chain[-1][0] == KEPT
    return phone


def go_back(**ago) -> None:
    EmailCode.objects.update(sent_at=timezone.now() - timedelta(**ago))


def wrong_one(code: str) -> str:
    return code[:-1] + str((int(code[-1]) + 1) % 10)


def plain(response) -> str:
    """What the page says, without what differs from one form to the next."""
    text = response.content.decode()
    return re.sub(r"[\w.]+@example\.org|csrfmiddlewaretoken\" value=\"[^\"]*\"", "", text)
