"""A decision about a course holds in every language, and a translation is no change of its words."""

import pytest
from wagtail.models import Locale

from courses.domain import end_adoption, hide_adoption, share_course, stop_sharing_course
from courses.models import AdoptedCoursePage, CoursePage
from courses.queries.adoptions import adopters_of, shared_courses_for
from letters.models import Letter
from partners.enums import Role
from tests.factories.partners import make_person


@pytest.fixture
def bengali(small_course) -> CoursePage:
    """The shared course, and Alder's page for it, in a second language; somebody looks after the choice there."""
    locale = Locale.objects.create(language_code="bn")
    make_person(small_course.partners.alder, Role.MANAGER)
    small_course.alder.copy_for_translation(locale, copy_parents=True).save_revision().publish()
    page = small_course.course.copy_for_translation(locale, copy_parents=True)
    page.save_revision().publish()
    return CoursePage.objects.get(pk=page.pk)


def translated() -> AdoptedCoursePage:
    return AdoptedCoursePage.objects.get(locale__language_code="bn")


def test_publishing_a_translation_tells_nobody(small_course, bengali):
    bengali.title = "ছোট লক্ষণ"
    bengali.save_revision().publish()
    bengali.unpublish()

    assert not Letter.objects.filter(dedupe_key__startswith="shared_course").exists()


def test_sharing_is_decided_for_every_language(small_course, bengali):
    stop_sharing_course(course=small_course.course, by=None)
    after_stop = set(CoursePage.objects.values_list("is_shared", flat=True))
    share_course(course=small_course.course, by=None)

    assert after_stop == {False}
    assert set(CoursePage.objects.values_list("is_shared", flat=True)) == {True}


def test_hiding_and_ending_are_decided_for_every_language(small_course, bengali):
    hide_adoption(page=small_course.alder, by=None)
    hidden = translated().is_hidden
    end_adoption(page=small_course.alder, by=None)

    assert hidden
    assert not translated().live


def test_adopter_in_two_languages_is_one(small_course, bengali):
    key = small_course.course.translation_key

    names = [section.partner.slug for _page, section in adopters_of([key])[key]]

    assert names == ["alder", "birch"]
    assert len(shared_courses_for(small_course.partners.alder)) == 1
