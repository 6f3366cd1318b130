"""The sample partnership is loaded again after somebody has changed it."""

import pytest

from courses.models import AdoptedCoursePage, CoursePage
from dashboards.domain import load_sample_partnership


@pytest.fixture
def one(sample) -> CoursePage:
    return CoursePage.objects.filter(is_shared=True).order_by("path").first()


def test_loading_again_leaves_courses_that_were_taken_back(one):
    other = CoursePage.objects.filter(is_shared=True).order_by("path").last()
    one.unpublish()
    other.is_shared = False
    other.save_revision().publish()
    adopted = list(AdoptedCoursePage.objects.order_by("pk").values_list("pk", "course_key", "live"))

    load_sample_partnership()

    again = list(AdoptedCoursePage.objects.order_by("pk").values_list("pk", "course_key", "live"))
    assert again == adopted
    assert not CoursePage.objects.get(pk=one.pk).live
    assert not CoursePage.objects.get(pk=other.pk).is_shared
