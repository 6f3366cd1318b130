"""Addresses that activities had before: they lead on, for all adopters, and for ever."""

import pytest

from courses.models import AddressHistory, LessonPage
from courses.queries import address_book, live_outline
from partners.domain import public_content_changed

from .places import ALL, SECTIONS, everywhere, lesson, module, paths


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    """Wagtail tells of a changed slug once it is committed."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def history() -> list[tuple]:
    return list(AddressHistory.objects.order_by("pk").values_list("course_key", "activity_key", "address"))


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
    assert address_book().moved == {
        f"/{section}/course-1/1/talk/": f"/{section}/course-1/1/1/" for section in SECTIONS
    }


def test_former_address_that_another_lesson_took_belongs_to_that_one(shared, on_commit):
    for former, slug in (("1", "talk"), ("2", "1")):
        page = lesson(shared, slug=former)
        page.slug = slug
        with on_commit():
            page.save_revision().publish()

    assert address_book().moved == {
        f"/{section}/course-1/1/2/": f"/{section}/course-1/1/1/" for section in SECTIONS
    }


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
