"""A page that has found its partner is sent while that partner is merged or leaves: nothing of it stays behind."""

import pytest

from dashboards.domain.daily import DAILY
from learning.domain import finish_lesson, start_attempt
from learning.domain.sharing import SharingRefused, agree_to_share
from learning.models import ActivityCompletion, Attempt, Enrolment, Sharing
from partners.models import Partner
from tests.certificates.factory import phone_of
from tests.dashboards.test_departures import leave
from tests.dashboards.test_mergers import TODAY, merge
from tests.learning.acts import ENGLISH, guest, live_quiz_at, rows

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
