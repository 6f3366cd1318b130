"""Small numbers are not shown, and cannot be had by taking the others from the total."""

from itertools import product

import pytest

from dashboards.queries.begun_here import few
from dashboards.queries.counts import shown_beside_names, shown_count, shown_counts


@pytest.mark.parametrize(
    ("number", "shown"), [(0, "0"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (260, "260")]
)
def test_small_number_is_never_shown(number, shown):
    assert shown_count(number) == shown


@pytest.mark.parametrize(
    ("numbers", "shown", "total"),
    [
        ([10, 3], ["not shown", "fewer than 5"], "13"),
        ([10, 20], ["10", "20"], "30"),
        ([10, 2, 3], ["10", "fewer than 5", "fewer than 5"], "15"),
        ([9, 5, 1], ["not shown", "not shown", "fewer than 5"], "15"),
        ([5, 1], ["not shown", "fewer than 5"], "not shown"),
        ([4, 4], ["fewer than 5", "fewer than 5"], "not shown"),
        ([0, 3], ["0", "fewer than 5"], "fewer than 5"),
    ],
)
def test_parts_of_a_total(numbers, shown, total):
    parts, whole = shown_counts(dict(enumerate(numbers)))

    assert (list(parts.values()), whole) == (shown, total)


@pytest.mark.parametrize("numbers", list(product([0, 1, 2, 4, 5, 9], repeat=3)))
def test_no_small_part_can_be_worked_out_from_the_total(numbers):
    """Given all that is shown, every small part could be another number too."""
    parts, whole = shown_counts(dict(enumerate(numbers)))
    shown = list(parts.values())
    ranges = {"fewer than 5": range(1, 5), "not shown": range(5, 40)}

    possible = [
        found
        for found in product(*(ranges.get(text) or [int(text)] for text in shown))
        if whole == "not shown" or shown_count(sum(found)) == whole
    ]

    for position, text in enumerate(shown):
        if text == "fewer than 5":
            assert len({found[position] for found in possible}) > 1, (numbers, shown, whole)


def could_be(text: str, named: int) -> set[int]:
    """How many may stand behind a number without their name, as far as that number alone tells."""
    if text.isdecimal():
        return {int(text) - named}
    if "by name" in text:
        return set(range(1, 5))
    numbers = range(1, 5) if text == "fewer than 5" else range(5, 24)
    return {number - named for number in numbers if number >= named}


@pytest.mark.parametrize("named", list(product([0, 2, 6], repeat=2)))
def test_few_without_a_name_cannot_be_worked_out_beside_the_names(named):
    for others in product([0, 1, 2, 4, 5, 9], repeat=2):
        numbers = {key: named[key] + others[key] for key in range(2)}
        parts, whole = shown_beside_names(numbers, dict(enumerate(named)))
        in_all = could_be(whole, sum(named)) if whole != "not shown" else set(range(48))
        possible = [
            found
            for found in product(*(could_be(parts[key], named[key]) for key in range(2)))
            if sum(found) in in_all
        ]

        assert others in possible
        for position, number in enumerate(others):
            if 0 < number < 5:
                assert len({found[position] for found in possible}) > 1, (named, others, parts, whole)


def test_decision_beside_the_board_tells_no_number_that_the_board_hides():
    """Ten in one course and three in another: the board says "not shown", "fewer than 5" and 13 in all."""
    parts, whole = shown_counts({"this": 10, "other": 3})
    assert (str(parts["this"]), whole) == ("not shown", "13")

    assert [few(number) for number in (0, 9, 10, 19, 34)] == [
        "Nobody",
        "Fewer than 10",
        "10 or more",
        "10 or more",
        "30 or more",
    ]
