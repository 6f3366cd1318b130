"""A partner takes a shared course into its section."""

import pytest

from courses.domain import adopt_course
from courses.domain.adoption import NotShared
from courses.domain.building import build_course
from courses.models import AdoptedCoursePage, CoursePage
from partners.queries import content_version
from tests.factories.courses import course_draft


@pytest.fixture
def course(two_partners) -> CoursePage:
    return build_course(section=two_partners.programme, draft=course_draft(), is_shared=True)


def adopted() -> list[tuple]:
    rows = AdoptedCoursePage.objects.order_by("path")
    return list(rows.values_list("url_path", "course_key", "live", "own_introduction"))


def test_adopt_course_makes_one_live_page_with_the_courses_key(two_partners, course):
    page = adopt_course(section=two_partners.alder, course=course, own_introduction="<p>Welcome.</p>")

    assert adopted() == [("/home/alder/course-1/", course.translation_key, True, "<p>Welcome.</p>")]
    assert page.translation_key != course.translation_key
    assert page.get_children().count() == 0


def test_adopt_course_twice_is_the_same_page_with_what_was_done_to_it(two_partners, course):
    first = adopt_course(section=two_partners.alder, course=course, own_introduction="<p>Ours.</p>")
    version = content_version()

    again = adopt_course(section=two_partners.alder, course=course, own_introduction="<p>New.</p>")

    assert again.pk == first.pk
    assert adopted() == [("/home/alder/course-1/", course.translation_key, True, "<p>Ours.</p>")]
    assert content_version() == version


def test_adopt_course_by_two_partners_is_a_page_each(two_partners, course):
    for section in (two_partners.birch, two_partners.alder):
        adopt_course(section=section, course=course)

    assert adopted() == [
        ("/home/alder/course-1/", course.translation_key, True, ""),
        ("/home/birch/course-1/", course.translation_key, True, ""),
    ]


def test_adopt_course_leaves_the_course_to_its_owner(two_partners, course):
    before = CoursePage.objects.filter(pk=course.pk).values().get()

    adopt_course(section=two_partners.alder, course=course)

    assert CoursePage.objects.filter(pk=course.pk).values().get() == before | {"numchild": before["numchild"]}
    assert CoursePage.objects.count() == 1


def test_adopt_course_that_is_not_shared_is_refused(two_partners):
    own = build_course(section=two_partners.birch, draft=course_draft())

    with pytest.raises(NotShared, match="Course 1"):
        adopt_course(section=two_partners.alder, course=own)

    assert adopted() == []


def test_adopt_course_that_is_not_live_is_refused(two_partners, course):
    course.unpublish()

    with pytest.raises(NotShared, match="Course 1"):
        adopt_course(section=two_partners.alder, course=course)

    assert adopted() == []


def test_adopt_course_under_a_slug_that_is_taken_gets_the_next_free_one(two_partners, course):
    for slug in ("course-1", "course-1-2"):
        build_course(section=two_partners.alder, draft=course_draft(slug=slug, modules=1, lessons=1))

    adopt_course(section=two_partners.alder, course=course)

    assert adopted() == [("/home/alder/course-1-3/", course.translation_key, True, "")]


def test_adopt_course_says_that_public_content_changed(two_partners, course):
    version = content_version()

    adopt_course(section=two_partners.alder, course=course)

    assert content_version() > version
