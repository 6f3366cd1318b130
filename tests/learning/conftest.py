"""Somebody who learns, and a stranger in the same course."""

import pytest

from courses.domain import adopt_course
from courses.domain.building import build_course
from learning.models import Attempt
from tests.factories.courses import course_draft

from .acts import Resident, asked, guest, stored, wrong


@pytest.fixture
def resident(small_course) -> Resident:
    return guest("alder")


@pytest.fixture
def two(small_course) -> tuple[Resident, Resident]:
    """Whose works are to be put together, begun in two sections."""
    return guest("alder"), guest("birch")


@pytest.fixture
def stranger(small_course) -> Attempt:
    """Somebody else's open attempt on the first quiz, at another partner, one answer in."""
    other = guest("birch")
    attempt = other.begin("1/3/")
    other.answer(attempt, asked(attempt)[0], wrong(asked(attempt)[0]))
    return stored(attempt)


@pytest.fixture
def second_course(small_course):
    """Another shared course of the programme, in Birch's section only."""
    draft = course_draft(slug="course-2")
    draft.title, draft.neutral_title = "Second course", "Course 2"
    partners = small_course.partners
    course = build_course(section=partners.programme, draft=draft, is_shared=True)
    return adopt_course(section=partners.birch, course=course)
