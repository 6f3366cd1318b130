"""A course of each partner's own, beside the shared one."""

import pytest

from courses.domain.building import build_course
from tests.factories.courses import course_draft


@pytest.fixture
def own(small_course):
    """A course of Alder's own beside the shared one, and one of Birch's that is nobody's business here."""
    for section in (small_course.partners.alder, small_course.partners.birch):
        build_course(section=section, draft=course_draft(slug="own", modules=1, lessons=1))
    return small_course.partners
