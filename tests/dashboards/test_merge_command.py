"""The operator's merger by command: every number exactly, and nothing moves until it is told to."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from learning.models import Enrolment
from partners.models import Partner, PartnerMerger
from tests.learning.acts import guest, rows


def merge_partners(*words: str) -> list[str]:
    out = StringIO()
    call_command("merge_partners", *words, stdout=out)
    return [line.strip() for line in out.getvalue().splitlines()]


@pytest.fixture
def people(small_course):
    for _person in range(2):
        guest("alder").read("1/1/")
    guest("birch").read("1/1/")
    guest("alder").complete()


def test_it_states_small_numbers_as_they_are_and_moves_nothing(two_partners, people):
    before = rows(Enrolment, "learner_id", "partner_id")

    said = merge_partners("alder", "birch", "--legal-successor-on", "2026-04-01")

    assert "2  enrolments" in said
    assert "3  begun before" in said
    assert "1  completed before" in said
    assert "0  agreements asked" in said
    assert said[-1] == "Nothing has moved. Call it again with --go to merge."
    assert rows(Enrolment, "learner_id", "partner_id") == before
    assert not PartnerMerger.objects.exists()


def test_told_to_go_it_merges_once(two_partners, people):
    merge_partners("alder", "birch", "--go")

    merger = PartnerMerger.objects.get()
    assert merger.figures["before"]["enrolments"] == 2
    assert Partner.objects.get(slug="alder").succeeded_by == two_partners.birch.partner
    with pytest.raises(CommandError):
        merge_partners("alder", "birch", "--go")
    assert PartnerMerger.objects.get() == merger


@pytest.mark.parametrize(
    "words", [("alder", "alder"), ("alder", "nowhere"), ("alder", "birch", "--on", "2199-01-01")]
)
def test_what_cannot_be_is_said_and_changes_nothing(two_partners, words):
    with pytest.raises(CommandError):
        merge_partners(*words, "--go")

    assert not PartnerMerger.objects.exists()
