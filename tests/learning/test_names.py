"""What a name may be: as typed, in any script, and nothing hidden in it."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from learning.validators import as_typed, check_name


def refusal(name: str) -> tuple[str, str]:
    with pytest.raises(ValidationError) as refused:
        check_name(name)
    return refused.value.code, refused.value.messages[0]


@pytest.mark.parametrize(
    "name",
    [
        "Zoë Ní Bhriain-O’Connor",
        "Nguyễn Thị Ánh",
        "İpek Şahin",
        "Cabdi Maxamed",
        "মোছাঃ ফাতেমা বেগম",
        "محمد عبد الله",
        "محمد علی خان",
        "ጽጌረዳ ተስፋይ",
        "முத்துலட்சுமி",
        "ગીતાબેન પટેલ",
        "王小明",
        "X",
        "7",
        "Sam 2nd, jr. (they)",
        "x" * 120,
    ],
)
def test_name_in_any_script_is_allowed(name):
    check_name(as_typed(name))


@pytest.mark.parametrize(
    "name", ["ක්‍රිෂ්ණ", "می‌خواهم", "श‍र्मा"], ids=["zwj-sinhala", "zwnj-persian", "zwj-devanagari"]
)
def test_name_with_joiners_is_allowed_and_keeps_them(name):
    check_name(as_typed(name))

    assert as_typed(name) == unicodedata.normalize("NFC", name)
    assert "\u200c" in as_typed(name) or "\u200d" in as_typed(name)


def test_name_is_kept_in_nfc_without_space_around_it():
    assert as_typed("  Zoe\u0308 Smith \n") == "Zo\u00eb Smith"


def test_name_of_120_letters_typed_in_pieces_is_counted_in_nfc():
    check_name(as_typed("e\u0301" * 120))


@pytest.mark.parametrize("name", ["", " ", "…", "--", "🙂", "\u0301", "\u200d"])
def test_name_without_a_letter_is_refused(name):
    assert refusal(as_typed(name)) == ("empty", "Type the name to print on the certificate.")


@pytest.mark.parametrize("length", [121, 5000])
def test_name_that_is_too_long_is_refused(length):
    assert refusal("x" * length) == (
        "long",
        f"The name can have up to 120 letters. This one has {length}.",
    )


HIDDEN = {
    "nul": "\x00",
    "escape": "\x1b",
    "tab": "\t",
    "new-line": "\n",
    "return": "\r",
    "delete": "\x7f",
    "next-line": "\x85",
    "line-separator": "\u2028",
    "paragraph-separator": "\u2029",
    "embedding-ltr": "\u202a",
    "embedding-rtl": "\u202b",
    "embedding-end": "\u202c",
    "override-ltr": "\u202d",
    "override-rtl": "\u202e",
    "isolate-ltr": "\u2066",
    "isolate-rtl": "\u2067",
    "isolate-first": "\u2068",
    "isolate-end": "\u2069",
    "surrogate": "\ud800",
    "private": "\ue000",
    "unassigned": "\U000e0fff",
}


@pytest.mark.parametrize("sign", HIDDEN.values(), ids=HIDDEN.keys())
def test_name_with_a_hidden_sign_is_refused(sign):
    assert refusal(f"Sam{sign}Example") == (
        "hidden",
        "The name holds a hidden sign that cannot be printed. Type it again by hand.",
    )


@given(
    st.text(alphabet=st.characters(categories=["Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd", "Zs", "Pd"]))
)
def test_name_of_letters_is_allowed_when_it_has_one_to_120(text):
    name = as_typed(text)
    has_letter = any(unicodedata.category(letter)[0] in "LN" for letter in name)

    try:
        check_name(name)
        is_allowed = True
    except ValidationError:
        is_allowed = False

    assert is_allowed == (has_letter and len(name) <= 120)


@given(st.text())
def test_name_that_is_allowed_stays_the_same_when_typed_again(text):
    name = as_typed(text)

    assert as_typed(name) == name
