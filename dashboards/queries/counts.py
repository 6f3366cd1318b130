"""Counts of people as staff may see them."""

from collections.abc import Hashable

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NOT_SHOWN = gettext_lazy("not shown")


def shown_count(number: int) -> str:
    """None is "0"; a small number is "fewer than 5" (setting SMALL_NUMBER), never itself."""
    return _fewer() if is_small(number) else str(number)


def shown_counts(numbers: dict[Hashable, int]) -> tuple[dict[Hashable, str], str]:
    """Parts and their total, so that no small part can be had by taking the others from the total.

    Where it could, the smallest of the shown parts is hidden as well, and the next; the total goes last.
    """
    shown = {key: shown_count(number) for key, number in numbers.items()}
    small = [number for number in numbers.values() if is_small(number)]
    others = sorted((number, position) for position, number in enumerate(numbers.values()) if number)
    others = [row for row in others if not is_small(row[0])]
    hidden: list[int] = []
    keys = list(numbers)
    while small and others and _can_be_solved(small, hidden):
        number, position = others.pop(0)
        hidden.append(number)
        shown[keys[position]] = str(NOT_SHOWN)
    total = shown_count(sum(numbers.values()))
    if small and _can_be_solved(small, hidden) and not is_small(sum(numbers.values())):
        total = str(NOT_SHOWN)
    return shown, total


def shown_beside_names(
    numbers: dict[Hashable, int], named: dict[Hashable, int]
) -> tuple[dict[Hashable, str], str]:
    """The same for whoever reads beside it which of them share their name: those who do not must not be had by
    taking the names from the number.
    """
    others = {key: max(number - named.get(key, 0), 0) for key, number in numbers.items()}
    (shown, total), (rest, rest_total) = shown_counts(numbers), shown_counts(others)
    if not any(named.values()):
        return shown, total
    beside = {key: _beside(shown[key], rest[key], named.get(key, 0), others[key]) for key in numbers}
    return beside, _beside(total, rest_total, sum(named.values()), sum(others.values()))


def _beside(shown: str, rest: str, named: int, others: int) -> str:
    if rest == str(others) or not shown.isdecimal():
        return shown
    if not is_small(others):
        return str(NOT_SHOWN)
    return _("%(named)s by name, fewer than %(limit)s more") % {
        "named": named,
        "limit": settings.SMALL_NUMBER,
    }


def _can_be_solved(small: list[int], hidden: list[int]) -> bool:
    """Whether the small parts follow from the sum of all that is hidden: it leaves one way to share it out."""
    least, most = len(small), (settings.SMALL_NUMBER - 1) * len(small)
    together = sum(small) + sum(hidden)
    if not hidden:
        return len(small) == 1 or together in (least, most)
    return min(most, together - settings.SMALL_NUMBER * len(hidden)) <= least


def is_small(number: int) -> bool:
    """Too few to be shown."""
    return 0 < number < settings.SMALL_NUMBER


def _fewer() -> str:
    return _("fewer than %(limit)s") % {"limit": settings.SMALL_NUMBER}
