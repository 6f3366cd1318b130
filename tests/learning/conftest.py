"""Somebody who learns, and a stranger in the same course."""

import pytest

from learning.models import Attempt

from .acts import Resident, asked, guest, stored, wrong


@pytest.fixture
def resident(small_course) -> Resident:
    return guest("alder")


@pytest.fixture
def stranger(small_course) -> Attempt:
    """Somebody else's open attempt on the first quiz, at another partner, one answer in."""
    other = guest("birch")
    attempt = other.begin("1/3/")
    other.answer(attempt, asked(attempt)[0], wrong(asked(attempt)[0]))
    return stored(attempt)
