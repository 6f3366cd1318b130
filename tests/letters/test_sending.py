"""The sender: every letter goes out, by one worker at a time, whatever the mail server does."""

import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone

from letters.domain import cancel_letters, queue_letter, send_waiting_letters
from letters.domain.sending import FAILURES_IN_A_ROW, LEASE, TRIES
from letters.models import Letter

pytestmark = pytest.mark.django_db
HERE = f"{__name__}.Moody"


class Moody(EmailBackend):
    """A mail server whose next answers are laid down: None for yes, else what it raises."""

    answers: list = []
    opened = 0

    def open(self):
        Moody.opened += 1

    def send_messages(self, messages):
        answer = Moody.answers.pop(0) if Moody.answers else None
        if answer is not None:
            raise answer
        return super().send_messages(messages)


@pytest.fixture
def moody(settings):
    settings.EMAIL_BACKEND = HERE
    Moody.answers, Moody.opened = [], 0
    return Moody


def queue(key: str = "one", **fields) -> Letter:
    words = {"address": "sam@example.org", "language": "en-gb", "subject": "About your work"}
    return queue_letter(**{"dedupe_key": key, **words, "body": "Your link: abc", **fields})


def wait(**distance) -> None:
    """As if this much time had passed for everything that waits."""
    for letter in Letter.objects.all():
        letter.send_after -= timedelta(**distance)
        if letter.leased_until:
            letter.leased_until -= timedelta(**distance)
        letter.save()


def test_letter_goes_out_once_and_forgets_what_it_said(settings):
    settings.DEFAULT_FROM_EMAIL = "Somebody <learning@example.org>"
    letter = queue(sender_name="Alder")

    assert [send_waiting_letters(), send_waiting_letters()] == [1, 0]

    message = mail.outbox[0]
    assert (message.subject, message.body, message.to) == (
        "About your work",
        "Your link: abc",
        ["sam@example.org"],
    )
    assert message.from_email == "Alder <learning@example.org>"
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    letter.refresh_from_db()
    assert (letter.body, letter.sent_at is None, letter.leased_until) == ("", False, None)


def test_letter_waits_for_its_day():
    queue(send_after=timezone.now() + timedelta(hours=1))

    before = send_waiting_letters()
    wait(hours=1)

    assert (before, send_waiting_letters()) == (0, 1)


def test_cancelled_letter_stays_here():
    queue()
    cancel_letters(dedupe_keys=["one"])

    assert send_waiting_letters() == 0
    assert mail.outbox == []


def test_letter_that_another_worker_has_taken_is_left_alone_until_that_one_is_dead():
    letter = queue()
    Letter.objects.update(leased_until=timezone.now() + LEASE, attempts=1)

    held = send_waiting_letters()
    wait(minutes=6)

    assert (held, send_waiting_letters()) == (0, 1)
    letter.refresh_from_db()
    assert letter.attempts == 2


def test_two_workers_with_the_same_list_send_each_letter_once(monkeypatch):
    """Between the first worker's list and its taking of a letter, the second sends everything."""
    from letters.domain import sending  # noqa: PLC0415 - patched here

    take = sending._take
    for key in ("one", "two"):
        queue(key)
    second = []

    def take_late(pk):
        if not second:
            second.append(None)
            second.append(send_waiting_letters())
        return take(pk)

    monkeypatch.setattr(sending, "_take", take_late)

    first = send_waiting_letters()

    assert (first, second[1], len(mail.outbox)) == (0, 2, 2)


def test_same_letter_sent_again_keeps_its_message_id(moody):
    queue()
    send_waiting_letters()
    Letter.objects.update(sent_at=None, body="Your link: abc")
    send_waiting_letters()

    first, second = (message.extra_headers["Message-ID"] for message in mail.outbox)
    assert first == second


def test_mail_server_that_is_away_costs_no_letter_a_try(moody, monkeypatch):
    queue()

    def refuse(self):
        raise ConnectionRefusedError

    monkeypatch.setattr(Moody, "open", refuse)

    with pytest.raises(ConnectionRefusedError):
        send_waiting_letters()

    assert Letter.objects.get().attempts == 0


def test_refused_letter_waits_longer_each_time_and_then_goes_out(moody):
    letter = queue()
    waits = []
    for _time in range(4):
        moody.answers = [SMTPServerDisconnected("gone")]
        assert send_waiting_letters() == 0
        letter.refresh_from_db()
        waits.append(round((letter.send_after - timezone.now()).total_seconds() / 60))
        assert letter.failure == "SMTPServerDisconnected"
        assert send_waiting_letters() == 0
        wait(hours=7)

    assert waits == [1, 2, 4, 8]
    assert (send_waiting_letters(), len(mail.outbox)) == (1, 1)


def test_letter_is_tried_for_more_than_four_days_and_then_given_up(moody, caplog):
    letter = queue()
    passed = timedelta()
    with caplog.at_level(logging.CRITICAL):
        for _time in range(TRIES):
            moody.answers = [OSError()]
            send_waiting_letters()
            letter.refresh_from_db()
            passed += max(letter.send_after - timezone.now(), timedelta())
            wait(hours=7)

    assert passed > timedelta(days=4)
    assert (letter.attempts, letter.body, letter.sent_at) == (TRIES, "", None)
    assert send_waiting_letters() == 0


def test_mailbox_that_is_not_there_is_given_up_and_named_nowhere(moody, caplog):
    queue()
    moody.answers = [SMTPRecipientsRefused({"sam@example.org": (550, b"No such sam@example.org")})]

    send_waiting_letters()
    wait(hours=7)

    letter = Letter.objects.get()
    assert (letter.attempts, letter.body, letter.failure) == (TRIES, "", "SMTPRecipientsRefused")
    assert send_waiting_letters() == 0
    assert "sam@" not in caplog.text


def test_mailbox_that_is_busy_is_tried_again(moody):
    queue()
    moody.answers = [SMTPRecipientsRefused({"sam@example.org": (450, b"Later")})]

    send_waiting_letters()
    wait(hours=7)

    assert send_waiting_letters() == 1


def test_one_bad_letter_holds_nobody_up_and_a_bad_server_ends_the_round(moody):
    for number in range(8):
        queue(str(number))
    moody.answers = [OSError()]
    one_bad = send_waiting_letters()
    for number in range(10, 20):
        queue(str(number))
    moody.answers = [OSError() for _time in range(10)]

    send_waiting_letters()

    assert one_bad == 7
    tried = Letter.objects.filter(sent_at__isnull=True, attempts__gt=0, dedupe_key__gte="10")
    assert tried.count() == FAILURES_IN_A_ROW


def test_command_sends_what_is_due(capsys):
    queue()

    call_command("send_letters")

    assert capsys.readouterr().out == "1 letters sent.\n"
