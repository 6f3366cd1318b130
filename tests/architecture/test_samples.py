"""The sample lessons type no telephone number: contacts are named by key, so that a wrong one is put right once."""

import re

import pytest

from tests.architecture.house import files, place

# The emergency number, the police's other number, and what to press when one cannot speak.
TYPED = {"999", "101", "55"}
NUMBER = re.compile(r"[+(]?\d(?:(?:[ ()\-–]{1,2}|\.)?\d)*")
CALLED = re.compile(r"\b(?:call|dial|phone|press|ring|text)[ *]+(\d+)", re.I)
YEAR = re.compile(r"(19|20)\d\d")
AGES = re.compile(r"\d{1,2}[-–]\d{1,2}")

SAMPLES = files("*.md", folders=("courses/samples",))


def numbers_in(text: str) -> list[str]:
    """What could be dialled, but for the three that may be typed."""
    written = (found[0] for found in NUMBER.finditer(text))
    long = [
        re.sub(r"\D", "", number)
        for number in written
        if not (YEAR.fullmatch(number) or AGES.fullmatch(number))
    ]
    return [
        number
        for number in [*(entry for entry in long if len(entry) > 2), *CALLED.findall(text)]
        if number not in TYPED
    ]


def test_sample_lessons_type_no_number():
    typed = {place(path): numbers_in(path.read_text(encoding="utf-8")) for path in SAMPLES}

    assert len(SAMPLES) > 15
    assert {file: numbers for file, numbers in typed.items() if numbers} == {}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Call **999**, or 101. Stay on the line and press 55.", []),
        ("Up to the age of 24, or 11–16, since 2026. About 4 minutes.", []),
        ("Ring 0800 1111 today", ["08001111", "0800"]),
        ("(020) 7946 0000", ["02079460000"]),
        ("+44-20-7946-0000", ["442079460000"]),
        ("Samaritans: 116 123", ["116123"]),
        ("Text 85258", ["85258", "85258"]),
        ("Press 5", ["5"]),
        ("There is 111 for health", ["111"]),
    ],
)
def test_what_counts_as_a_number(text, numbers):
    assert numbers_in(text) == numbers
