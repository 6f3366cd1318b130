"""A page that has found its partner is sent while that partner is merged or leaves: nothing of it stays behind."""

from functools import partial
from threading import Event

import pytest
from django.db import connection

from dashboards.domain.daily import DAILY
from learning.domain import end_sharing, finish_lesson, start_attempt
from learning.domain.sharing import SharingRefused, agree_to_share
from learning.enums import SharingEnd
from learning.models import ActivityCompletion, Attempt, Enrolment, Sharing
from partners.models import Partner
from tests.certificates.factory import phone_of
from tests.dashboards.test_departures import leave
from tests.dashboards.test_mergers import TODAY, merge
from tests.learning.acts import ENGLISH, LESSONS, asked, guest, live_quiz_at, rows, wrong
from tests.learning.test_two_devices import at_once

FOLLOW = DAILY["partners whose latest learners follow"]


@pytest.mark.parametrize(("happens", "onward"), [(merge, "birch"), (leave, "programme")])
def test_what_was_begun_in_that_moment_carries_on_in_its_place(two_partners, small_course, happens, onward):
    reads, asks, before = guest("alder"), guest("alder"), guest("alder")
    before.complete()
    lesson, quiz, questions = reads.act("1/1/"), asks.act("1/3/"), live_quiz_at("/alder/course-1/1/3/")
    happens(two_partners)
    with reads.door():
        finish_lesson(**lesson, language=ENGLISH)
    with asks.door():
        start_attempt(**quiz, quiz=questions)
    done = rows(ActivityCompletion, "pk", "partner_id")

    told = [FOLLOW(), FOLLOW()]

    assert told == [1, 0]
    alder, there = (Partner.objects.get(slug=slug) for slug in ("alder", onward))
    assert rows(Enrolment, "partner_id", "begun_with_id", "course_address") == [
        (alder.pk, None, "/alder/course-1/"),
        *2 * [(there.pk, alder.pk, f"/{onward}/course-1/")],
    ]
    assert rows(Attempt, "partner_id")[-1] == (there.pk,)
    assert rows(ActivityCompletion, "pk", "partner_id") == done


def test_what_follows_goes_to_whoever_stands_there_in_the_end(two_partners, small_course):
    resident = guest("alder")
    lesson = resident.act("1/1/")
    merge(two_partners)
    leave(two_partners, partner=Partner.objects.get(slug="birch"))
    with resident.door():
        finish_lesson(**lesson, language=ENGLISH)

    FOLLOW()

    assert rows(Enrolment, "partner__slug", "begun_with__slug") == [("programme", "alder")]


def test_nobody_agrees_to_share_in_the_moment_in_which_the_partner_leaves(two_partners, small_course):
    alder, resident = two_partners.alder.partner, guest("alder")
    enrolment = resident.complete().enrolment
    phone, address = phone_of(resident.token), f"/learn/sharing/{enrolment.public_id}/"
    assert phone.get(address).status_code == 200

    # What is remembered is still of the moment before.
    Partner.objects.filter(pk=alder.pk).update(left_on=TODAY)

    with resident.door(), pytest.raises(SharingRefused):
        agree_to_share(learner=resident.learner, partner_id=alder.pk)
    assert phone.post(address, {"answer": "yes"}).status_code == 404
    assert rows(Sharing) == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_partner_is_merged_while_people_learn_there_and_neither_keeps_the_other_waiting_in_a_ring(
    small_course,
):
    """PostgreSQL ends one of two that wait for each other: a merger that is ended so is no merger."""
    partners, ended = small_course.partners, Event()
    people = [guest("alder") for _number in range(4)]
    sittings = [each.begin("1/3/") for each in people]
    for each in people:
        with each.door():
            agree_to_share(learner=each.learner, partner_id=partners.alder.partner.pk)

    lessons = [people[0].act(lesson) for lesson in LESSONS]

    def learn(each, attempt):
        for number in range(60 if connection.vendor == "postgresql" else 4):
            if not ended.is_set():
                question = asked(attempt)[number % 2]
                each.answer(attempt, question, wrong(question))
                with each.door():
                    finish_lesson(**{**lessons[number % 4], "learner_id": each.learner.pk}, language=ENGLISH)
        with each.door():
            end_sharing()

    def become_one():
        try:
            return merge(partners, legal_successor_on=TODAY)
        finally:
            ended.set()

    told = at_once(become_one, *map(partial, [learn] * 4, people, sittings))

    assert [one for one in told if isinstance(one, Exception)] == []
    assert rows(Sharing, "ended_because") == 4 * [(SharingEnd.OWN_CHOICE,)]
    FOLLOW()
    birch = partners.birch.partner.pk
    assert {*rows(Enrolment, "partner_id"), *rows(Attempt, "partner_id")} == {(birch,)}
