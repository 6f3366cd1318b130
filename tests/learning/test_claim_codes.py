"""The claim code: enough chance, kind to who types it, strict with slips."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.domain import claim_codes
from learning.domain.code_letters import LETTERS

CODE = "0123456789BCDFG"
letters = st.text(alphabet=LETTERS, min_size=15, max_size=15)


def whole(random_letters: str) -> str:
    return random_letters + claim_codes._check_letter(random_letters)


def test_code_holds_at_least_60_random_bits():
    assert claim_codes.RANDOM_LETTERS * math.log2(len(LETTERS)) >= 60
    assert len({claim_codes.new_code() for _time in range(1000)}) == 1000


def test_code_is_written_in_four_groups_of_four():
    assert [len(group) for group in claim_codes.printed(claim_codes.new_code()).split(" ")] == [4, 4, 4, 4]


@pytest.mark.parametrize(
    "typed",
    [
        "{0} {1} {2} {3}",
        "{0}{1}{2}{3}",
        " {0}-{1}-{2}-{3}. ",
        "{0}\u00a0{1}\t{2}\n{3}",
    ],
)
def test_spaces_and_hyphens_do_not_matter(typed):
    code = whole(CODE)
    groups = claim_codes.printed(code).split(" ")

    assert claim_codes.parse(typed.format(*groups)) == code
    assert claim_codes.parse(typed.format(*groups).lower()) == code


@pytest.mark.parametrize("digits", ["٠١٢٣٤٥٦٧٨٩", "০১২৩৪৫৬৭৮৯", "۰۱۲۳۴۵۶۷۸۹", "OI23456789"])
def test_digits_of_any_script_and_look_alikes_are_read(digits):
    code = whole(CODE)

    assert claim_codes.parse(code.translate(str.maketrans("0123456789", digits))) == code


@given(letters, st.integers(min_value=0, max_value=15), st.sampled_from(LETTERS))
def test_every_single_slip_is_noticed(random_letters, place, other):
    code = whole(random_letters)
    slipped = code[:place] + other + code[place + 1 :]

    if slipped == code:
        assert claim_codes.parse(slipped) == code
    else:
        with pytest.raises(claim_codes.NotAClaimCode):
            claim_codes.parse(slipped)


@pytest.mark.parametrize("typed", ["", "x", "0" * 15, "0" * 17, "É" * 16, "A" * 5000, "\x00" * 16])
def test_what_is_no_code_is_refused(typed):
    with pytest.raises(claim_codes.NotAClaimCode):
        claim_codes.parse(typed)


def test_what_is_stored_depends_on_the_sites_secret(settings):
    before = claim_codes.code_hash(CODE)
    settings.SECRET_KEY = "another one"

    assert claim_codes.code_hash(CODE) != before
    assert CODE not in before
