"""The code on a certificate: enough chance, kind to who types it, and strict with slips."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from certificates.domain import codes

code_texts = st.text(alphabet=codes.LETTERS, min_size=28, max_size=28)
places = st.integers(min_value=0, max_value=34)
groups_at = st.integers(min_value=0, max_value=6)


def slip(text: str) -> int | None:
    with pytest.raises(codes.CodeSlip) as caught:
        codes.parse(text)
    return caught.value.group


def test_code_holds_at_least_128_random_bits():
    assert len(codes.new_code()) * math.log2(len(codes.LETTERS)) >= 128
    assert len({codes.new_code() for _time in range(1000)}) == 1000


def test_code_is_printed_in_seven_groups_of_four_letters_and_their_check_letter():
    printed = codes.printed("0123456789BCDFGHJKMNPQRSTVWX")

    assert [group[:4] for group in printed.split("-")] == [
        "0123", "4567", "89BC", "DFGH", "JKMN", "PQRS", "TVWX",
    ]  # fmt: skip
    assert {len(group) for group in printed.split("-")} == {5}


def test_no_letter_is_a_vowel_or_a_look_alike():
    assert not set(codes.LETTERS) & set("AEIOULY")
    assert len(set(codes.LETTERS)) == 29


@given(code_texts)
def test_what_is_printed_leads_back(code):
    assert codes.parse(codes.printed(code)) == code


@pytest.mark.parametrize(
    "typed",
    [
        lambda text: text.lower(),
        lambda text: text.replace("-", ""),
        lambda text: text.replace("-", " – "),
        lambda text: f"  {text}\n",
        lambda text: text.replace("0", "O"),
        lambda text: text.replace("0", "o"),
        lambda text: text.replace("1", "I"),
        lambda text: text.replace("1", "l"),
        lambda text: text.replace("-", "."),
        lambda text: " ".join(text),
        lambda text: text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        lambda text: text.translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")),
        lambda text: text.translate({ord(letter): ord(letter) + 0xFEE0 for letter in codes.LETTERS}),
        lambda text: f"https://learn.example.org/check/{text}/",
        lambda text: f"learn.example.org/check/{text}",
    ],
)
def test_parsing_forgives(typed):
    for _time in range(20):
        code = codes.new_code()[:-4] + "01ZK"
        assert codes.parse(typed(codes.printed(code))) == code


@given(code_texts, places, st.sampled_from(codes.LETTERS))
def test_every_letter_mistyped_is_noticed_in_its_group(code, place, letter):
    letters = list(codes.printed(code).replace("-", ""))
    assume(letters[place] != letter)
    letters[place] = letter

    assert slip("".join(letters)) == place // 5 + 1


@given(code_texts, groups_at, st.integers(min_value=0, max_value=3))
def test_two_letters_swapped_within_a_group_are_noticed(code, group, at):
    letters = list(codes.printed(code).replace("-", ""))
    at += group * 5
    assume(letters[at] != letters[at + 1])
    letters[at], letters[at + 1] = letters[at + 1], letters[at]

    assert slip("".join(letters)) == group + 1


@given(code_texts, groups_at, groups_at)
def test_two_groups_swapped_are_noticed(code, one, other):
    assume(one != other)
    groups = codes.groups(code)
    groups[one], groups[other] = groups[other], groups[one]

    assert slip("-".join(groups)) == min(one, other) + 1


@given(code_texts, groups_at)
def test_a_letter_left_out_is_found_where_the_groups_were_typed_apart(code, group):
    groups = codes.groups(code)
    groups[group] = groups[group][1:]

    assert slip(" ".join(groups)) == group + 1


@given(st.text(max_size=400))
def test_no_text_does_worse_than_a_slip(text):
    assert slip(text) in {None, *range(1, codes.GROUPS + 1)}


@pytest.mark.parametrize("text", ["", " ", "-----", "\x00", "/check/", "0" * 5000])
def test_what_is_no_code_at_all_names_no_group(text):
    assert slip(text) is None


@pytest.mark.parametrize("length", [*range(1, 35), 36, 40, 70])
def test_codes_of_every_other_length_are_refused(length):
    slip((codes.printed(codes.new_code()).replace("-", "") * 2)[:length])
