"""Writing a letter down: once for each key, and only what can stand in a letter."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from letters.domain import cancel_letters, queue_letter
from letters.models import Letter

pytestmark = pytest.mark.django_db


def queue(**fields) -> Letter:
    words = {"dedupe_key": "one", "address": "sam@example.org", "language": "en-gb"}
    return queue_letter(**{**words, "subject": "About your work", "body": "Hello.", **fields})


def test_letter_is_due_at_once_or_on_its_day():
    day = datetime(2027, 3, 1, 9, tzinfo=UTC)

    now, later = queue(), queue(dedupe_key="two", send_after=day)

    assert now.send_after <= now.queued_at
    assert later.send_after == day


def test_letter_with_a_known_key_changes_nothing():
    first = queue()

    again = queue(address="alex@example.org", body="Something else.")

    assert again.pk == first.pk
    assert list(Letter.objects.values_list("address", "body")) == [("sam@example.org", "Hello.")]


@pytest.mark.parametrize(
    "fields",
    [
        {"subject": "Hello\nBcc: all@example.org"},
        {"subject": "  "},
        {"sender_name": "Alder\r\nBcc: all@example.org"},
        {"dedupe_key": ""},
        {"dedupe_key": "x" * 201},
        {"address": "no address"},
        {"address": "sam@example.org\nBcc: all@example.org"},
    ],
)
def test_what_cannot_stand_in_a_letter_is_refused(fields):
    with pytest.raises((ValueError, ValidationError)):
        queue(**fields)

    assert not Letter.objects.exists()


def test_cancelled_letter_says_nothing_any_more():
    queue()
    queue(dedupe_key="two")

    number = cancel_letters(dedupe_keys=["one", "not there"])

    assert number == 1
    assert [(row.body, row.cancelled_at is None) for row in Letter.objects.order_by("pk")] == [
        ("", False),
        ("Hello.", True),
    ]
    assert cancel_letters(dedupe_keys=["one"]) == 0
