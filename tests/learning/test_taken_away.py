"""What is taken away for safety is asked of nobody, wherever they stand, and takes nothing from anybody."""

import pytest

from courses.domain.building import build_course
from courses.models import LessonPage
from courses.queries import address_book
from learning.models import ActivityCompletion, Attempt
from learning.queries import Progress
from partners.scoping import Exemption, past_the_doors
from tests.factories.courses import course_draft
from tests.factories.sql import counting
from tests.factories.walking import walk

from .acts import in_order, rows, stored
from .taking_away import CALM, COURSE, at, bring_back, completions, phone_of, press, progress, take_away

# Own course, adopted course.
PLACES = pytest.mark.parametrize("course", ["/alder/own/", COURSE])
GONE = pytest.mark.parametrize("gone", ["1/2/", "1/3/"], ids=["lesson", "quiz"])


@pytest.fixture
def own(small_course):
    build_course(section=small_course.partners.alder, draft=course_draft(slug="own"))


# Whole lessons and quizzes, at each stage


@PLACES
@GONE
def test_whoever_begins_now_is_not_asked_it(own, guest, course, gone):
    take_away(course + gone)

    pages = walk(guest, course, until="/learn/complete/")

    assert course + gone not in {address for address, _html in pages}
    assert not any("%" in html and "101" in html for _address, html in pages)
    assert completions() == 1


@PLACES
@GONE
@pytest.mark.parametrize("done", [1, 4], ids=["before it", "after it"])
def test_whoever_is_midway_goes_on_without_it(own, resident, course, gone, done):
    resident = at(resident, course)
    order = [activity for activity in in_order(course) if activity != gone]
    for activity in order[:done]:
        resident.do(activity)

    take_away(course + gone)

    assert progress(resident) == Progress(done=done, total=5)
    done_by = [resident.do(activity) for activity in order[done:]]
    assert done_by[-1] is not None
    assert progress(resident).percent == 100


@PLACES
@GONE
def test_whoever_lacked_only_that_completes_with_the_next_act(own, resident, course, gone):
    resident, phone = at(resident, course), phone_of(resident)
    for activity in in_order(course):
        if activity != gone:
            resident.do(activity)
    take_away(course + gone)

    assert (progress(resident), completions()) == (Progress(done=5, total=5), 0)
    pages = walk(phone, course, until="/learn/complete/")

    assert [address for address, _html in pages][1] == course + gone
    assert CALM in pages[1][1]
    assert completions() == 1
    kept = ActivityCompletion._base_manager.values_list("activity_key", flat=True)
    assert address_book().find(course + gone).key not in kept


@GONE
def test_whoever_stands_on_it_reads_a_calm_line_and_goes_on(resident, gone):
    phone = phone_of(resident)
    resident.read("1/1/")
    take_away(COURSE + gone)

    page = phone.get(COURSE + gone)
    where = press(phone, COURSE + gone)

    assert page.status_code == 200
    assert CALM in page.content.decode()
    assert "One steady adult helps" not in page.content.decode()
    assert where != COURSE + gone
    assert (rows(ActivityCompletion).__len__(), completions()) == (1, 0)


@GONE
def test_reader_who_has_begun_nothing_is_led_past_it(small_course, guest, gone):
    take_away(COURSE + gone)

    page = guest.get(COURSE + gone).content.decode()

    assert CALM in page
    assert "<form" not in page.split("<main")[1].split("</main")[0]
    assert "learner" not in guest.cookies


def test_post_that_was_on_its_way_stores_nothing_of_it(resident):
    phone = phone_of(resident)
    resident.read("1/1/")
    take_away(f"{COURSE}1/2/")

    phone.post(f"/learn/finish{COURSE}1/2/")

    assert len(rows(ActivityCompletion)) == 1


@GONE
def test_what_was_earned_stays(resident, gone):
    completion = resident.complete()
    before = len(rows(ActivityCompletion))

    bring_back(take_away(COURSE + gone))

    assert stored(completion).completed_at == completion.completed_at
    assert (len(rows(ActivityCompletion)), progress(resident).percent) == (before, 100)


@GONE
def test_completed_without_it_stays_completed_once_it_is_back(resident, gone):
    away = take_away(COURSE + gone)
    for activity in in_order(COURSE):
        if activity != gone:
            resident.do(activity)
    assert completions() == 1

    bring_back(away)

    assert (completions(), progress(resident).percent) == (1, 100)


@GONE
def test_once_back_it_is_asked_again_of_whoever_is_midway(resident, gone):
    resident.read("1/1/")
    away = take_away(COURSE + gone)
    before = progress(resident)

    bring_back(away)

    assert (before.total, progress(resident).total) == (5, 6)
    assert CALM not in phone_of(resident).get(COURSE + gone).content.decode()


def test_nobody_completes_a_course_of_which_all_is_taken_away(resident):
    for activity in in_order(COURSE):
        take_away(COURSE + activity)
    phone = phone_of(resident)

    for activity in ("1/1/", "2/2/"):
        phone.post(f"/learn/finish{COURSE}{activity}")
    phone.post(f"/learn/quiz{COURSE}1/3/")

    assert completions() == 0
    assert phone.get(COURSE).status_code == 200


def test_it_is_gone_from_frozen_editions_too(resident, small_course):
    """Somebody who began before the lesson was changed and taken out of the course still holds it."""
    resident.read("1/1/")
    phone = phone_of(resident)
    away = take_away(f"{COURSE}1/2/")
    LessonPage.objects.get(url_path__endswith="/programme/course-1/1/2/").unpublish()

    page = phone.get(f"{COURSE}1/2/")
    bring_back(away)
    after = phone.get(f"{COURSE}1/2/").content.decode()

    assert CALM in page.content.decode()
    assert CALM not in after
    assert "no longer part of the course" in after


def test_lists_do_not_name_it(small_course, guest):
    take_away(f"{COURSE}1/2/")

    page = guest.get(f"{COURSE}1/").content.decode()

    assert CALM in page
    assert "Lesson 2" not in page


# Blocks


def first_block(course_path: str, activity: str) -> str:
    return LessonPage.objects.get(url_path__endswith=course_path + activity).body[0].id


def test_block_makes_room_for_a_calm_line_in_every_section(small_course, guest):
    block_id = first_block("/programme/course-1/", "1/1/")
    away = take_away(f"{COURSE}1/1/", block_id)
    pages = [
        guest.get(f"/{section}/course-1/1/1/").content.decode() for section in ("programme", "alder", "birch")
    ]
    other = guest.get(f"{COURSE}1/2/").content.decode()
    bring_back(away)

    assert all(CALM in page and "One steady adult helps" not in page for page in pages)
    assert "I have read this" in pages[0]
    assert "One steady adult helps" in other
    assert "One steady adult helps" in guest.get(f"{COURSE}1/1/").content.decode()


def test_block_is_gone_from_the_frozen_lesson(resident):
    resident.read("1/1/")
    take_away(f"{COURSE}1/2/", first_block("/programme/course-1/", "1/2/"))
    LessonPage.objects.get(url_path__endswith="/programme/course-1/1/2/").unpublish()

    page = phone_of(resident).get(f"{COURSE}1/2/").content.decode()

    assert CALM in page
    assert "One steady adult helps" not in page


# At the next request, and at no cost


def test_it_costs_a_warm_page_nothing(resident):
    phone = phone_of(resident)
    resident.read("1/1/")
    take_away(f"{COURSE}2/1/")
    take_away(f"{COURSE}1/2/", first_block("/programme/course-1/", "1/2/"))
    for _time in range(2):
        with counting() as sql:
            page = phone.get(f"{COURSE}1/2/")

    assert CALM in page.content.decode()
    assert sql.number == 4, sql.queries


def test_stranger_in_another_course_notices_nothing(own, resident):
    other = at(resident, "/alder/own/")
    other.read("1/1/")

    take_away(f"{COURSE}1/2/")

    assert progress(other) == Progress(done=1, total=6)
    with past_the_doors(Exemption.MERGE):
        assert Attempt.objects.count() == 0
