"""Taken away by one alone, brought back by a second person, and who hears of it."""

import pytest
from django.core.management import call_command

from accounts.models import User
from courses.domain.handover import hand_courses_over
from courses.domain.safety import restore_withdrawn
from courses.models import LessonPage, SafetyWithdrawal
from courses.queries import withdrawn
from letters.models import Letter
from partners.domain.safety import BringingBackRefused
from partners.enums import Role
from partners.models import AuditEntry
from partners.queries import content_version
from tests.factories.partners import make_person

from .safety_acts import addresses, lesson, person, take_away

# The verbs


def test_taking_away_is_written_down_and_holds_at_the_next_request(own):
    by, before = person(own.alder), content_version()

    rows = [take_away(own.alder.partner, lesson(), by=by) for _time in range(2)]

    assert rows[0] == rows[1]
    assert withdrawn().activities == {lesson().translation_key}
    assert content_version() > before
    entry = AuditEntry.objects.get(verb="take away for safety")
    assert (entry.actor, entry.partner, entry.object_reference) == (by, own.alder.partner, rows[0].public_id)
    assert "wrong" not in str(entry.details)


def test_whoever_took_it_away_does_not_bring_it_back(own):
    by, second = person(own.alder), person(own.alder, number=2)
    row = take_away(own.alder.partner, lesson(), by=by)

    with pytest.raises(BringingBackRefused):
        restore_withdrawn(withdrawal=row, by=by)
    assert withdrawn().activities

    rows = [restore_withdrawn(withdrawal=row, by=second) for _time in range(2)]

    assert not withdrawn().activities
    assert {found.restored_by for found in rows} == {second}
    assert AuditEntry.objects.filter(verb="bring back after safety").count() == 1


@pytest.mark.parametrize("role", [Role.MANAGER, Role.TRAINER, Role.COORDINATOR])
def test_second_person_is_an_approver(own, role):
    row = take_away(own.alder.partner, lesson(), by=person(own.alder))
    person(own.alder, number=2)

    with pytest.raises(BringingBackRefused):
        restore_withdrawn(withdrawal=row, by=person(own.alder, role))


def test_programmes_approver_brings_back_where_there_is_no_second_person(own):
    row = take_away(own.alder.partner, lesson(), by=person(own.alder))
    programmes = person(own.programme)
    other = person(own.alder, number=2)

    with pytest.raises(BringingBackRefused):
        restore_withdrawn(withdrawal=row, by=programmes)
    other.memberships.update(ended_on="2021-01-01", started_on="2020-01-01")

    assert restore_withdrawn(withdrawal=row, by=programmes).restored_at


def test_may_be_taken_away_again_once_it_is_back(own):
    by, second = person(own.alder), person(own.alder, number=2)
    restore_withdrawn(withdrawal=take_away(own.alder.partner, lesson(), by=by), by=second)

    take_away(own.alder.partner, lesson(), by=second)

    assert SafetyWithdrawal.objects.count() == 2
    assert withdrawn().activities == {lesson().translation_key}


# Letters


def test_partners_who_show_it_get_a_letter_and_nobody_else(own, small_course):
    by = person(own.programme)
    for section in (own.alder, own.birch):
        for role in (Role.APPROVER, Role.MANAGER, Role.COORDINATOR, Role.TRAINER):
            person(section, role)
    make_person(own.programme, Role.PROGRAMME_MANAGER, "manager@programme.example")
    page = LessonPage.objects.get(url_path="/home/programme/course-1/1/1/")

    take_away(own.programme.partner, page, by=by)

    assert addresses("Something on your pages has changed") == [
        "approver1@alder.example",
        "approver1@birch.example",
        "manager1@alder.example",
        "manager1@birch.example",
        "manager@programme.example",
    ]
    letter = Letter.objects.get(address="manager1@birch.example")
    assert "A number in it was wrong." in letter.body
    assert "/staff/birch/safety/" in letter.body
    assert "Course 1" in letter.body


def test_what_is_a_partners_own_reaches_its_own_staff_alone(own):
    for section in (own.alder, own.birch, own.programme):
        person(section, number=2)

    row = take_away(own.alder.partner, lesson(), by=person(own.alder))
    restore_withdrawn(withdrawal=row, by=User.objects.get(email="approver2@alder.example"))
    call_command("send_letters")

    assert addresses("Something on your pages has changed") == ["approver2@alder.example"]
    assert addresses("Something on your pages is back") == ["approver1@alder.example"]


def test_after_a_merger_it_stays_away_and_is_the_successors_to_bring_back(own):
    row = take_away(own.alder.partner, lesson(), by=person(own.alder))
    key = lesson().translation_key

    hand_courses_over(source=own.alder.partner, target=own.birch.partner, by=None)

    assert withdrawn().activities == {key}
    second = person(own.birch)
    restore_withdrawn(withdrawal=row, by=second)
    assert not withdrawn().activities
