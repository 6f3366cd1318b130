"""The shared course, and a stranger beside it."""

import pytest

from courses.domain.building import build_course
from tests.factories.courses import course_draft


@pytest.fixture
def shared(small_course):
    """The shared course, and beside it a course of Birch's own that nothing here may touch."""
    draft = course_draft(slug="own", modules=1, lessons=1)
    build_course(section=small_course.partners.birch, draft=draft)
    return small_course
