"""Where everything taught can be read: own and adopted alike, and gone everywhere at once."""

import pytest
from django.conf import settings

from courses.domain import adopt_course
from courses.domain.building import build_course
from courses.enums import ActivityKind
from courses.models import AddressHistory, AdoptedCoursePage, CoursePage, LessonPage, ModulePage, QuizPage
from courses.queries import Address, CourseInSection, Place, address_book, live_outline, shared_courses
from pages.models import HomePage
from partners.domain import public_content_changed
from partners.models import PartnerPage
from tests.factories.courses import course_draft

FRONTS = {"/", "/programme/", "/alder/", "/birch/"}
INNER = {"", "1/", "1/1/", "1/2/", "1/3/", "2/", "2/1/", "2/2/", "2/3/"}
SECTIONS = ("programme", "alder", "birch")
STRANGER = {f"/birch/own/{inner}" for inner in ("", "1/", "1/1/", "1/2/")}


@pytest.fixture
def shared(small_course):
    """The shared course, and beside it a course of Birch's own that nothing here may touch."""
    draft = course_draft(slug="own", modules=1, lessons=1)
    build_course(section=small_course.partners.birch, draft=draft)
    return small_course


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    """Wagtail tells of a changed slug once it is committed."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def paths() -> set[str]:
    return set(address_book().addresses)


def everywhere(*inner: str, sections=SECTIONS) -> set[str]:
    """Relative addresses of the shared course in each section."""
    return {f"/{section}/course-1/{relative}" for section in sections for relative in inner}


def lesson(shared, module: str = "1", slug: str = "1") -> LessonPage:
    return LessonPage.objects.get(url_path=f"/home/programme/course-1/{module}/{slug}/")


def module(shared, slug: str = "1") -> ModulePage:
    return ModulePage.objects.child_of(shared.course).get(slug=slug)


def history() -> list[tuple]:
    return list(AddressHistory.objects.order_by("pk").values_list("course_key", "activity_key", "address"))


ALL = FRONTS | STRANGER | everywhere(*INNER)


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
    with django_assert_max_num_queries(20):
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
    course = CoursePage.objects.get(pk=shared.course.pk)
    course.is_shared = False

    course.save_revision().publish()

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


# What is moved


def test_new_slug_of_a_lesson_leaves_its_former_address_for_all_adopters(shared, on_commit):
    page = lesson(shared)
    page.slug = "talk"

    with on_commit():
        page.save_revision().publish()

    assert paths() == ALL - everywhere("1/1/") | everywhere("1/talk/")
    assert history() == [(shared.course.translation_key, page.translation_key, "1/1/")]
    assert address_book().moved == {
        f"/{section}/course-1/1/1/": f"/{section}/course-1/1/talk/" for section in SECTIONS
    }


def test_two_new_slugs_lead_both_former_addresses_to_the_present_one(shared, on_commit):
    for slug in ("talk", "listen"):
        page = lesson(shared) if slug == "talk" else lesson(shared, slug="talk")
        page.slug = slug
        with on_commit():
            page.save_revision().publish()

    assert address_book().moved == {
        f"/{section}/course-1/1/{former}/": f"/{section}/course-1/1/listen/"
        for section in SECTIONS
        for former in ("1", "talk")
    }


def test_slug_changed_there_and_back_answers_at_once(shared, on_commit):
    for former, slug in (("1", "talk"), ("talk", "1")):
        page = lesson(shared, slug=former)
        page.slug = slug
        with on_commit():
            page.save_revision().publish()

    assert paths() == ALL
    assert address_book().find("/alder/course-1/1/1/").key == lesson(shared).translation_key


def test_new_slug_of_a_module_leaves_the_former_addresses_of_its_activities(shared, on_commit):
    page = module(shared)
    page.slug = "start"
    keys = [(found.translation_key, f"1/{found.slug}/") for found in page.get_children().order_by("path")]

    with on_commit():
        page.save_revision().publish()

    moved_away = ("1/", "1/1/", "1/2/", "1/3/")
    assert paths() == ALL - everywhere(*moved_away) | everywhere("start/", "start/1/", "start/2/", "start/3/")
    assert sorted(history(), key=lambda row: row[2]) == [
        (shared.course.translation_key, *row) for row in keys
    ]
    assert address_book().moved == {
        f"/{section}/course-1/1/{slug}/": f"/{section}/course-1/start/{slug}/"
        for section in SECTIONS
        for slug in "123"
    }


def test_draft_of_a_new_slug_moves_nothing(shared, on_commit):
    page = lesson(shared)
    page.slug = "talk"

    with on_commit():
        page.save_revision()

    assert paths() == ALL
    assert history() == []


def test_lesson_moved_to_another_module_leaves_its_former_address(shared):
    page = lesson(shared)
    page.slug = "talk"
    page.save()
    public_content_changed()
    assert paths() == ALL - everywhere("1/1/") | everywhere("1/talk/")

    page.move(module(shared, "2"), pos="last-child")

    assert paths() == ALL - everywhere("1/1/") | everywhere("2/talk/")
    assert (shared.course.translation_key, page.translation_key, "1/talk/") in history()
    assert address_book().moved["/birch/course-1/1/talk/"] == "/birch/course-1/2/talk/"


def test_history_of_a_lesson_that_is_gone_leads_nowhere(shared, on_commit):
    page = lesson(shared)
    page.slug = "talk"
    with on_commit():
        page.save_revision().publish()

    lesson(shared, slug="talk").unpublish()

    assert address_book().moved == {}


def test_history_of_one_course_is_no_history_of_another(shared, on_commit):
    page = LessonPage.objects.get(url_path="/home/birch/own/1/1/")
    page.slug = "talk"

    with on_commit():
        page.save_revision().publish()

    assert address_book().moved == {"/birch/own/1/1/": "/birch/own/1/talk/"}


def test_new_order_of_lessons_keeps_addresses_and_leaves_no_history(shared):
    lesson(shared, slug="1").move(lesson(shared, slug="2"), pos="right")

    assert paths() == ALL
    assert history() == []
    assert [row.address for row in live_outline(shared.course.pk).activities[:3]] == ["1/2/", "1/1/", "1/3/"]


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
