"""No name and no address stands in a log, whatever a database says about a row that it refuses."""

import logging
import sys

import pytest
from django.conf import settings
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from learning.domain import begin_as_guest
from learning.models import LearnerMailbox

DUPLICATE = (
    'duplicate key value violates unique constraint "learning_mailbox_address"\n'
    "DETAIL:  Key (address)=(amina@example.org) already exists.\n"
)
# A letter has several lines.
REFUSED_ROW = (
    'null value in column "subject" violates not-null constraint\n'
    "DETAIL:  Failing row contains (7, amina@example.org, Dear Amina,\n"
    "your work Traceback is there,\nAmina Ali).\n"
)
NO_DATE = "invalid input syntax for type date: \"Amina Ali's birthday\"\nLINE 1: ... WHERE name = 'Amina'\n"


def written(logger: str = "django.request") -> str:
    """What the console's handler makes of the exception at hand."""
    handler = next(row for row in logging.getLogger().handlers if type(row) is logging.StreamHandler)
    line = ("Internal Server Error", (), sys.exc_info())
    return handler.format(logging.getLogger(logger).makeRecord(logger, logging.ERROR, "", 0, *line))


@pytest.mark.parametrize(
    ("kind", "said", "kept"),
    [
        (IntegrityError, DUPLICATE, "learning_mailbox_address"),
        (IntegrityError, REFUSED_ROW, 'column "subject"'),
        (DataError, NO_DATE, "for type date"),
    ],
)
def test_rows_that_a_database_quotes_are_left_out_of_each_exception_of_a_chain(kind, said, kept):
    try:
        try:
            raise kind(said)
        except kind as error:
            raise kind(said) from error
    except kind:
        text = written()

    assert kept in text
    assert "direct cause" in text
    assert "in test_rows_that_a_database_quotes" in text
    assert "amina" not in text.casefold()


def test_real_refusal_of_a_row_names_nobody(db):
    learner, _token = begin_as_guest(language=settings.LANGUAGE_CODE)
    row = {"learner": learner, "address": "amina@example.org", "confirmed_at": timezone.now()}
    LearnerMailbox.objects.create(**row)

    try:
        with transaction.atomic():
            LearnerMailbox.objects.create(**row)
    except IntegrityError:
        text = written()

    assert "IntegrityError" in text
    assert "amina@example.org" not in text
