"""A partner takes a shared course into its section."""

import pytest

from courses.domain import adopt_course, end_adoption, hide_adoption, show_adoption
from courses.domain.adoption import NotShared
from courses.domain.building import build_course
from courses.models import AdoptedCoursePage, CoursePage
from courses.queries import address_book
from courses.queries.words import words_of
from partners.models import AuditEntry
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


# Hidden, ended, and taken once more


def parts(page: AdoptedCoursePage) -> tuple:
    found = AdoptedCoursePage.objects.get(pk=page.pk)
    return found.live, found.is_hidden, found.url_path, found.own_introduction


def verbs(page: AdoptedCoursePage) -> list[str]:
    rows = AuditEntry.objects.filter(object_reference=str(page.pk), object_kind="courses.adoptedcoursepage")
    return list(rows.order_by("pk").values_list("verb", flat=True))


def test_hide_and_show_twice_are_once(two_partners, course):
    page = adopt_course(section=two_partners.alder, course=course)
    states = []
    for verb in (hide_adoption, hide_adoption, show_adoption, show_adoption):
        verb(page=page, by=None)
        states.append(parts(page)[:2])

    assert states == [(True, True), (True, True), (True, False), (True, False)]
    assert verbs(page) == ["take shared course", "hide shared course", "show shared course"]


def test_hidden_course_keeps_its_addresses_and_says_so(two_partners, course):
    page = adopt_course(section=two_partners.alder, course=course)

    hide_adoption(page=page, by=None)

    book = address_book()
    assert book.find("/alder/course-1/1/1/").is_hidden
    assert not book.find("/programme/course-1/1/1/").is_hidden


def test_end_takes_it_out_of_the_section_and_take_again_restores_it(two_partners, course):
    page = adopt_course(section=two_partners.alder, course=course, own_introduction="<p>Ours.</p>")
    hide_adoption(page=page, by=None)
    for _time in range(2):
        end_adoption(page=page, by=None)
    ended, gone = parts(page), address_book().find("/alder/course-1/")

    again = adopt_course(section=two_partners.alder, course=course)

    assert (ended[0], gone) == (False, None)
    assert again.pk == page.pk
    assert parts(page) == (True, False, "/home/alder/course-1/", "<p>Ours.</p>")
    assert address_book().find("/alder/course-1/") is not None
    assert verbs(page)[-2:] == ["end shared course", "take shared course"]


def test_what_was_ended_is_neither_hidden_nor_shown(two_partners, course):
    page = adopt_course(section=two_partners.alder, course=course)
    end_adoption(page=page, by=None)

    hide_adoption(page=page, by=None)
    show_adoption(page=page, by=None)

    assert parts(page)[:2] == (False, False)


def test_adopt_course_into_the_section_it_stands_in_is_refused(two_partners, course):
    with pytest.raises(NotShared):
        adopt_course(section=two_partners.programme, course=course)

    assert adopted() == []


def test_neither_draft_nor_earlier_version_brings_back_what_was_decided(two_partners, course):
    page = adopt_course(section=two_partners.alder, course=course)
    page.own_introduction = "<p>Later.</p>"
    page.save_revision()
    hide_adoption(page=page, by=None)
    words = AdoptedCoursePage.objects.get(pk=page.pk).seen_words

    AdoptedCoursePage.objects.get(pk=page.pk).get_latest_revision().publish()

    assert parts(page) == (True, True, "/home/alder/course-1/", "<p>Later.</p>")
    assert AdoptedCoursePage.objects.get(pk=page.pk).seen_words == words
    assert "seen_words" not in page.get_latest_revision().content


def test_taken_course_is_read_as_it_stood(two_partners, course):
    page = adopt_course(section=two_partners.alder, course=course)

    assert AdoptedCoursePage.objects.get(pk=page.pk).seen_words == words_of(course.pk)
    assert page.seen_at is not None


@pytest.mark.parametrize("with_draft", [True, False])
def test_take_again_keeps_a_draft_a_draft(two_partners, course, with_draft):
    page = adopt_course(section=two_partners.alder, course=course, own_introduction="<p>Ours.</p>")
    if with_draft:
        page.own_introduction = "<p>Not yet.</p>"
        page.save_revision()
    end_adoption(page=page, by=None)

    adopt_course(section=two_partners.alder, course=course)

    stored = AdoptedCoursePage.objects.get(pk=page.pk)
    assert (stored.own_introduction, stored.has_unpublished_changes) == ("<p>Ours.</p>", with_draft)
