"""Beginning a course: one open enrolment, on the edition and with the partner it was begun with."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.domain.building import build_course
from courses.models import LessonPage
from learning.models import ActivityCompletion, Attempt, Enrolment
from tests.factories.courses import course_draft

from .acts import guest, key_at, rows, stored

pytestmark = pytest.mark.usefixtures("stranger")


def own_rows(resident, *columns: str) -> list[tuple]:
    own = Enrolment._base_manager.filter(learner_id=resident.learner.pk).order_by("pk")
    return list(own.values_list(*columns))


def other_structure() -> None:
    page = LessonPage.objects.get(url_path="/home/programme/course-1/2/1/")
    page.is_required = False
    page.save_revision().publish()


def test_first_act_begins_the_enrolment(resident, small_course):
    act = resident.act("1/1/")

    enrolment, _completion = resident.read("1/1/")

    columns = ("pk", "partner_id", "course_key", "edition_id", "course_address", "closed_at")
    assert own_rows(resident, *columns) == [
        (
            enrolment.pk,
            small_course.partners.alder.partner_id,
            small_course.course.translation_key,
            act["edition_id"],
            "/alder/course-1/",
            None,
        )
    ]


def test_next_act_carries_on_with_it(resident):
    first, _completion = resident.read("1/1/")

    second, _completion = resident.read("1/2/")
    attempt = resident.begin("1/3/")

    assert (second.pk, attempt.enrolment_id) == (first.pk, first.pk)
    assert len(own_rows(resident, "pk")) == 1


def test_enrolment_stays_on_its_edition_when_the_course_changes(resident):
    first, _completion = resident.read("1/1/")

    other_structure()
    again, _completion = resident.read("1/2/")

    newcomer = guest("alder")
    begun, _completion = newcomer.read("1/1/")
    assert (again.pk, again.edition_id) == (first.pk, first.edition_id)
    assert begun.edition_id != first.edition_id


def test_enrolment_stays_with_the_partner_it_was_begun_with(resident, small_course):
    resident.read("1/1/")

    resident.at("birch").read("1/2/")

    assert own_rows(resident, "partner_id", "course_address") == [
        (small_course.partners.alder.partner_id, "/alder/course-1/")
    ]


def test_each_record_carries_the_partner_of_its_act(resident, small_course):
    resident.read("1/1/")
    resident.at("birch").read("1/2/")
    resident.at("programme").begin("1/3/")

    partners = small_course.partners
    completions = ActivityCompletion._base_manager.filter(learner_id=resident.learner.pk).order_by("pk")
    assert list(completions.values_list("activity_key", "partner_id", "course_key")) == [
        (key_at("/alder/course-1/1/1/"), partners.alder.partner_id, small_course.course.translation_key),
        (key_at("/alder/course-1/1/2/"), partners.birch.partner_id, small_course.course.translation_key),
    ]
    attempt = Attempt._base_manager.get(learner_id=resident.learner.pk)
    assert (attempt.partner_id, attempt.course_address) == (
        partners.programme.partner_id,
        "/programme/course-1/",
    )


def test_each_course_is_an_enrolment_of_its_own(resident, small_course):
    build_course(section=small_course.partners.alder, draft=course_draft(slug="own"))
    other = guest("alder", "own")
    other.learner = resident.learner

    resident.read("1/1/")
    other.read("1/1/")

    assert own_rows(resident, "course_address") == [("/alder/course-1/",), ("/alder/own/",)]


def test_two_learners_have_an_enrolment_each(resident, stranger):
    enrolment, _completion = resident.read("1/1/")

    assert rows(Enrolment, "pk", "learner_id") == [
        (stranger.enrolment_id, stranger.learner_id),
        (enrolment.pk, resident.learner.pk),
    ]


def test_course_left_can_be_begun_anew_on_the_edition_of_today(resident):
    first, _completion = resident.read("1/1/")
    Enrolment._base_manager.filter(pk=first.pk).update(closed_at=timezone.now())
    other_structure()

    again, _completion = resident.read("1/1/")

    assert again.pk != first.pk
    assert again.edition_id != first.edition_id
    completions = ActivityCompletion._base_manager.filter(learner_id=resident.learner.pk).order_by("pk")
    assert list(completions.values_list("enrolment_id", flat=True)) == [first.pk, again.pk]


def test_second_open_enrolment_is_refused_by_the_database(resident):
    first, _completion = resident.read("1/1/")
    copied = stored(first)
    copied.pk, copied.public_id = None, "another"

    with pytest.raises(IntegrityError), transaction.atomic():
        copied.save(force_insert=True)

    assert len(own_rows(resident, "pk")) == 1


def test_reading_a_lesson_again_changes_nothing(resident):
    resident.read("1/1/")
    before = rows(ActivityCompletion, "pk", "activity_key", "completed_at")

    resident.read("1/1/")

    assert rows(ActivityCompletion, "pk", "activity_key", "completed_at") == before
