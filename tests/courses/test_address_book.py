"""Where everything taught can be read: own and adopted alike, and gone everywhere at once."""

import pytest
from django.conf import settings

from courses.domain import adopt_course, stop_sharing_course
from courses.domain.building import build_course
from courses.enums import ActivityKind
from courses.models import AdoptedCoursePage, CoursePage, LessonPage, ModulePage, QuizPage
from courses.queries import Address, CourseInSection, Place, address_book, live_outline, shared_courses
from pages.models import HomePage
from partners.domain import public_content_changed
from partners.models import PartnerPage
from partners.queries import within_request
from tests.factories.courses import course_draft

from .places import ALL, INNER, everywhere, lesson, module, paths

# What stands in it


def test_book_holds_own_and_adopted_addresses_alike(shared):
    assert paths() == ALL


def test_book_of_the_owner_says_what_and_whose_an_address_is(shared):
    page = lesson(shared)

    found = address_book().find("/programme/course-1/1/1/")

    assert found == Address(
        place=Place.ACTIVITY,
        path="/programme/course-1/1/1/",
        partner_id=shared.partners.programme.partner_id,
        source_page_id=shared.course.pk,
        section_page_id=shared.course.pk,
        course_address="/programme/course-1/",
        course_key=shared.course.translation_key,
        key=page.translation_key,
        kind=ActivityKind.LESSON,
    )
    assert not found.is_adopted


def test_book_of_an_adopter_says_the_same_under_its_own_name(shared):
    quiz = QuizPage.objects.descendant_of(shared.course).order_by("path").first()

    found = address_book().find("/alder/course-1/1/3/")

    assert found == Address(
        place=Place.ACTIVITY,
        path="/alder/course-1/1/3/",
        partner_id=shared.partners.alder.partner_id,
        source_page_id=shared.course.pk,
        section_page_id=shared.alder.pk,
        course_address="/alder/course-1/",
        course_key=shared.course.translation_key,
        key=quiz.translation_key,
        kind=ActivityKind.QUIZ,
    )
    assert found.is_adopted
    assert found.outline == live_outline(shared.course.pk)


def test_book_tells_fronts_courses_and_modules_apart(shared):
    book = address_book()

    found = [
        (book.find(path).place, book.find(path).partner_id) for path in ("/", "/alder/", "/alder/course-1/")
    ]

    alder = shared.partners.alder.partner_id
    assert found == [(Place.HOME, 0), (Place.SECTION, alder), (Place.COURSE, alder)]
    assert book.find("/alder/course-1/1/").key == module(shared).translation_key
    assert book.find("/alder/course-1/4/") is None


def test_book_keeps_an_adopters_own_slug(shared):
    draft = course_draft(slug="own")
    other = build_course(section=shared.partners.programme, draft=draft, is_shared=True)

    adopt_course(section=shared.partners.birch, course=other)

    assert paths() - ALL == {
        f"/{place}/{inner}" for place in ("programme/own", "birch/own-2") for inner in INNER
    }


def test_courses_of_a_section_in_the_order_of_its_pages(shared):
    book = address_book()
    own = CoursePage.objects.get(slug="own")

    found = book.courses_of(shared.partners.birch.partner_id)

    assert [(course.address, course.source_page_id, course.section_page_id) for course in found] == [
        ("/birch/course-1/", shared.course.pk, shared.birch.pk),
        ("/birch/own/", own.pk, own.pk),
    ]


def test_courses_of_a_section_follow_a_new_order(shared):
    CoursePage.objects.get(slug="own").move(shared.birch, pos="left")

    found = address_book().courses_of(shared.partners.birch.partner_id)

    assert [course.address for course in found] == ["/birch/own/", "/birch/course-1/"]


def test_course_at_a_partner_and_anywhere(shared):
    book, key = address_book(), shared.course.translation_key
    own_key = CoursePage.objects.get(slug="own").translation_key
    partners = shared.partners

    assert book.course_at(partners.alder.partner_id, key).address == "/alder/course-1/"
    assert book.course_at(partners.alder.partner_id, own_key) is None
    assert book.any_course(own_key).address == "/birch/own/"
    assert book.any_course(module(shared).translation_key) is None


def test_shared_courses_are_named_at_their_owner_only(shared):
    found = shared_courses()

    assert found == [
        CourseInSection(
            partner_id=shared.partners.programme.partner_id,
            course_key=shared.course.translation_key,
            address="/programme/course-1/",
            source_page_id=shared.course.pk,
            section_page_id=shared.course.pk,
            position=shared.course.path,
        )
    ]


def test_book_of_a_language_without_pages_is_empty(shared):
    found = address_book("so")

    assert (found.addresses, found.courses, found.moved) == ({}, (), {})


def test_book_is_built_with_the_same_number_of_queries_for_any_number_of_sections(
    shared, django_assert_max_num_queries
):
    with within_request(), django_assert_max_num_queries(20):
        address_book(settings.LANGUAGE_CODE)


# What is taken down


def take_down_lesson(shared):
    return lesson(shared), everywhere("1/1/")


def take_down_module(shared):
    return module(shared), everywhere("1/", "1/1/", "1/2/", "1/3/")


def take_down_course(shared):
    return shared.course, everywhere(*INNER)


def take_down_owners_section(shared):
    return shared.partners.programme, {"/programme/"} | everywhere(*INNER)


def take_down_adopters_section(shared):
    return shared.partners.alder, {"/alder/"} | everywhere(*INNER, sections=["alder"])


def take_down_adoption(shared):
    return shared.alder, everywhere(*INNER, sections=["alder"])


TAKE_DOWN = [
    take_down_lesson,
    take_down_module,
    take_down_course,
    take_down_owners_section,
    take_down_adopters_section,
    take_down_adoption,
]


@pytest.mark.parametrize("take_down", TAKE_DOWN)
def test_unpublished_page_is_gone_at_every_address(shared, take_down):
    assert paths() == ALL
    page, gone = take_down(shared)

    type(page).objects.get(pk=page.pk).unpublish()

    assert paths() == ALL - gone


@pytest.mark.parametrize("take_down", TAKE_DOWN)
def test_deleted_page_is_gone_at_every_address(shared, take_down):
    assert paths() == ALL
    page, gone = take_down(shared)

    type(page).objects.get(pk=page.pk).delete()

    assert paths() == ALL - gone


@pytest.mark.parametrize("take_down", TAKE_DOWN)
def test_page_published_again_is_back_at_every_address(shared, take_down):
    page, _gone = take_down(shared)
    type(page).objects.get(pk=page.pk).unpublish()
    assert paths() != ALL

    type(page).objects.get(pk=page.pk).save_revision().publish()

    assert paths() == ALL


def test_unpublished_front_page_takes_everything_with_it(shared):
    HomePage.objects.get().unpublish()

    assert paths() == set()


def test_course_no_longer_shared_is_gone_at_its_adopters(shared):
    stop_sharing_course(course=shared.course, by=None)

    assert paths() == ALL - everywhere(*INNER, sections=["alder", "birch"])
    assert shared_courses() == []


def test_draft_lesson_is_in_no_book(shared):
    new = LessonPage(title="New", slug="9", locale=shared.course.locale, live=False)

    module(shared).add_child(instance=new)
    new.save_revision()
    public_content_changed()

    assert paths() == ALL


def test_published_lesson_is_in_every_book(shared):
    new = LessonPage(title="New", slug="9", locale=shared.course.locale, live=False)
    module(shared).add_child(instance=new)

    new.save_revision().publish()

    assert paths() == ALL | everywhere("1/9/")


# Addresses without a word of the subject


@pytest.mark.parametrize("live", [True, False])
def test_page_without_a_slug_gets_a_neutral_one(shared, live):
    page = LessonPage(title="Knives and gangs", locale=shared.course.locale, live=live)

    module(shared).add_child(instance=page)

    stored = LessonPage.objects.get(pk=page.pk)
    assert len(stored.slug) == 6
    assert set(stored.slug) <= set("bcdfghjkmnpqrstvwxz23456789")


def test_pages_taken_down_here_are_of_the_kinds_that_exist():
    """A new kind of page in a course must be thought of above."""
    taught = {CoursePage, ModulePage, LessonPage, QuizPage, AdoptedCoursePage}

    below = {
        model for parent in (PartnerPage, CoursePage, ModulePage) for model in parent.allowed_subpage_models()
    }

    assert {model for model in below if model._meta.app_label == "courses"} == taught
