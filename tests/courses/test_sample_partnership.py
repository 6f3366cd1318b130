"""The sample partnership is loaded again after somebody has changed it."""

import pytest

from courses.models import AdoptedCoursePage, CoursePage
from dashboards.domain import load_sample_partnership
from dashboards.domain.demo_staff import make_demo_staff
from partners.domain.renaming import rename_partner
from partners.models import Partner


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


def test_loading_again_knows_a_partner_that_was_renamed_and_one_that_has_left(sample, settings):
    settings.IS_DEMO = True
    rename_partner(partner=Partner.objects.get(slug="clarion"), by=None, slug="clarion-homes")
    programme = Partner.objects.get(is_programme=True)
    rename_partner(partner=programme, by=None, slug="the-programme")
    before = list(Partner.objects.order_by("pk").values_list("pk", "slug"))
    courses = CoursePage.objects.count()

    load_sample_partnership()
    make_demo_staff(passwords={})
    Partner.objects.filter(slug="clarion-homes").update(left_on="2026-01-01")
    make_demo_staff(passwords={})

    assert list(Partner.objects.order_by("pk").values_list("pk", "slug")) == before
    assert CoursePage.objects.count() == courses
