"""The outbox: a letter is waiting once, whoever writes it again."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from letters.models import Letter

pytestmark = pytest.mark.django_db


def letter(**fields) -> Letter:
    words = {
        "dedupe_key": "nudge 1",
        "address": "sam@example.org",
        "language": "en-gb",
        "subject": "Carry on",
        "body": "Hello.",
        "send_after": datetime(2026, 3, 1, 9, tzinfo=UTC),
    }
    return Letter.objects.create(**{**words, **fields})


def test_letter_waits_until_it_is_sent():
    found = Letter.objects.get(pk=letter().pk)

    assert (found.attempts, found.leased_until, found.sent_at, found.cancelled_at) == (0, None, None, None)


def test_letter_with_a_key_that_is_there_is_refused_for_ever():
    letter(sent_at=datetime(2026, 3, 1, 9, tzinfo=UTC))

    with pytest.raises(IntegrityError), transaction.atomic():
        letter(address="alex@example.org")

    assert list(Letter.objects.values_list("dedupe_key", "address")) == [("nudge 1", "sam@example.org")]


def test_letter_with_another_key_is_another_letter():
    letter()
    letter(dedupe_key="nudge 2")

    assert sorted(Letter.objects.values_list("dedupe_key", flat=True)) == ["nudge 1", "nudge 2"]
