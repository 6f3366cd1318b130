"""What is past its date goes, and what a learner no longer wants; what was completed stays as a count."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from certificates.models import AvailableCertificate
from dashboards.domain.mergers import merge_partners
from learning.conf import REMOVAL_AFTER
from learning.domain import ask_removal, erase_what_is_due
from learning.domain.claiming import make_claim_code, open_with_code
from learning.domain.erasing import erase_learner, erase_old_answers
from learning.domain.merging import merge_learners
from learning.domain.sharing import agree_to_share
from learning.models import (
    ActivityCompletion,
    Attempt,
    ClaimCode,
    CourseCompletion,
    DeviceToken,
    Enrolment,
    Learner,
    LearnerMailbox,
    LearnerMerger,
    Response,
    Sharing,
)
from learning.queries.keeping import add_months, answers_kept, first_day_kept, kept_until
from partners.domain import public_content_changed
from partners.models import PartnerSettings
from tests.factories.sql import counting
from tests.learning.acts import ENGLISH, Resident, asked, guest, right, rows, stored, unchanged


def goes_away(resident: Resident, days: int, *, claimed: bool = False) -> None:
    """Nobody has been here for so many days."""
    last = timezone.localdate() - timedelta(days=days)
    claimed_at = timezone.now() if claimed else None
    Learner._base_manager.filter(pk=resident.learner.pk).update(last_visit_on=last, claimed_at=claimed_at)


def is_erased(resident: Resident) -> bool:
    return stored(resident.learner).erased_at is not None


def decides(partner, **months) -> None:
    PartnerSettings.objects.update_or_create(partner=partner, defaults=months)
    public_content_changed()


# Until when


@pytest.mark.parametrize(("claimed", "months"), [(False, 13), (True, 36)])
def test_work_is_kept_so_many_months_after_the_last_visit(resident, claimed, months):
    resident.read("1/1/")
    Learner._base_manager.update(
        last_visit_on=date(2026, 1, 31), claimed_at=timezone.now() if claimed else None
    )

    with resident.door():
        assert kept_until(stored(resident.learner)) == add_months(date(2026, 1, 31), months)


def test_partner_decides_and_the_longest_of_several_holds(resident, small_course):
    resident.read("1/1/")
    decides(small_course.partners.alder.partner, retention_unclaimed=6)
    with resident.door():
        own = kept_until(stored(resident.learner))

    assert own == add_months(timezone.localdate(), 6)


def test_work_that_carries_on_elsewhere_is_not_kept_for_a_shorter_time(resident, small_course):
    alder, birch = small_course.partners.alder.partner, small_course.partners.birch.partner
    resident.read("1/1/")
    decides(alder, retention_unclaimed=12)
    decides(birch, retention_unclaimed=3)
    with resident.door():
        shown = kept_until(stored(resident.learner))

    merge_partners(source=alder, target=birch, dated_on=timezone.localdate(), by=None)

    with resident.door():
        assert kept_until(stored(resident.learner)) == shown


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 1, 1)), st.integers(-60, 60))
def test_months_are_calendar_months(day, months):
    found = add_months(day, months)

    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("days", "claimed", "erased"),
    [(390, False, False), (400, False, True), (400, True, False), (1100, True, True)],
)
def test_daily_work_erases_whoever_is_past_the_date_and_nobody_else(
    resident, stranger, days, claimed, erased
):
    resident.read("1/1/")
    goes_away(resident, days, claimed=claimed)

    number = erase_what_is_due()

    assert (number, is_erased(resident)) == (int(erased), erased)
    assert unchanged(stranger)
    assert erase_what_is_due() == 0


def test_one_that_cannot_be_erased_keeps_nobody_waiting(resident, monkeypatch):
    other = guest()
    for somebody in (resident, other):
        goes_away(somebody, 400)

    def breaks(*, learner_id: int, settle) -> None:
        if learner_id == resident.learner.pk:
            raise RuntimeError("broken")
        erase_learner(learner_id=learner_id)

    monkeypatch.setattr("learning.domain.erasing.erase_learner", breaks)

    with pytest.raises(RuntimeError, match="broken"):
        erase_what_is_due()

    assert (is_erased(resident), is_erased(other)) == (False, True)


def test_whoever_comes_back_while_others_are_erased_stays(resident, monkeypatch):
    other = guest()
    with other.door():
        code = make_claim_code(learner=other.learner)
    for somebody in (resident, other):
        Learner._base_manager.filter(pk=somebody.learner.pk).update(
            removal_asked_at=timezone.now() - REMOVAL_AFTER
        )

    def meanwhile(*, learner_id: int, settle) -> None:
        open_with_code(code=code)
        erase_learner(learner_id=learner_id)

    monkeypatch.setattr("learning.domain.erasing.erase_learner", meanwhile)

    assert erase_what_is_due() == 1
    assert (is_erased(resident), is_erased(other)) == (True, False)


def test_opening_ones_work_with_the_code_is_a_visit(resident):
    with resident.door():
        code = make_claim_code(learner=resident.learner)
    goes_away(resident, 1000, claimed=True)

    open_with_code(code=code)

    assert stored(resident.learner).last_visit_on == timezone.localdate()


# What goes and what stays


def test_nothing_is_left_that_says_who_it_was(resident, small_course):
    resident.finish_quiz("1/3/")
    alder = small_course.partners.alder.partner
    with resident.door():
        make_claim_code(learner=resident.learner)
        agree_to_share(learner=resident.learner, partner_id=alder.pk)
    LearnerMailbox.objects.create(
        learner=resident.learner, address="sam@example.org", confirmed_at=timezone.now()
    )
    user = User.objects.create_user("sam@learner.example")
    Learner._base_manager.filter(pk=resident.learner.pk).update(name="Sam", user=user)

    erase_learner(learner_id=resident.learner.pk)

    for model in (Response, Attempt, DeviceToken, ClaimCode, LearnerMailbox):
        assert rows(model) == [], model
    found = stored(resident.learner)
    assert (found.name, found.user_id, found.erased_at is not None) == ("", None, True)
    assert Sharing._base_manager.get().ended_at is not None


def test_other_phones_whose_work_was_joined_leave_no_name_behind(resident, small_course):
    Learner._base_manager.update(name="Sam")
    other, third = guest(), guest()
    for kept, joined in ((other, third), (resident, other)):
        merge_learners(learner_id=kept.learner.pk, joined_id=joined.learner.pk, language=ENGLISH)

    erase_learner(learner_id=resident.learner.pk)

    assert all(is_erased(somebody) for somebody in (resident, other, third))
    assert set(Learner._base_manager.values_list("name", flat=True)) == {""}
    assert not LearnerMerger._base_manager.exists()


def test_what_was_completed_stays_as_a_count(resident):
    resident.complete()
    before = [
        rows(model) for model in (Enrolment, ActivityCompletion, CourseCompletion, AvailableCertificate)
    ]

    erase_learner(learner_id=resident.learner.pk)

    assert [
        rows(model) for model in (Enrolment, ActivityCompletion, CourseCompletion, AvailableCertificate)
    ] == before


def test_erasing_twice_is_once_and_touches_nobody_else(resident, stranger):
    resident.read("1/1/")
    erase_learner(learner_id=resident.learner.pk)
    first = stored(resident.learner).erased_at

    erase_learner(learner_id=resident.learner.pk)

    assert stored(resident.learner).erased_at == first
    assert unchanged(stranger)


# The learner's own wish


def test_wish_closes_phones_and_sharing_now_and_the_rest_waits(resident, small_course):
    resident.read("1/1/")
    with resident.door():
        agree_to_share(learner=resident.learner, partner_id=small_course.partners.alder.partner.pk)

    ask_removal(learner_id=resident.learner.pk)

    assert DeviceToken._base_manager.get().closed_at is not None
    assert Sharing._base_manager.get().ended_because == "own_choice"
    assert erase_what_is_due() == 0


def test_after_fourteen_days_it_is_gone(resident):
    resident.read("1/1/")
    ask_removal(learner_id=resident.learner.pk)
    Learner._base_manager.update(removal_asked_at=timezone.now() - REMOVAL_AFTER)

    assert erase_what_is_due() == 1
    assert is_erased(resident)


def test_claim_code_takes_the_wish_back(resident):
    resident.read("1/1/")
    with resident.door():
        code = make_claim_code(learner=resident.learner)
    ask_removal(learner_id=resident.learner.pk)

    open_with_code(code=code)
    Learner._base_manager.filter(removal_asked_at__isnull=False).update(
        removal_asked_at=timezone.now() - REMOVAL_AFTER
    )

    assert erase_what_is_due() == 0


# Answers


def answered(days_ago: int) -> None:
    then = timezone.now() - timedelta(days=days_ago)
    Response._base_manager.update(answered_at=then)
    Attempt._base_manager.update(begun_at=then)


def test_answers_go_after_twelve_months_and_the_completion_stays(resident):
    resident.complete()
    answered(300)
    erase_old_answers()
    assert rows(Response) != []

    answered(370)
    erase_old_answers()

    assert (rows(Response), rows(Attempt)) == ([], [])
    assert CourseCompletion._base_manager.count() == 1


def test_sitting_stays_while_the_course_still_asks_what_it_brought(resident):
    resident.finish_quiz("1/3/")
    answered(370)

    erase_old_answers()

    assert rows(Response) == []
    assert Attempt._base_manager.get().score == 100


def test_each_partner_decides_for_what_was_answered_with_it(resident, small_course):
    other = guest("birch")
    for person in (resident, other):
        person.finish_quiz("1/3/")
    decides(small_course.partners.alder.partner, retention_responses=2)
    answered(80)

    erase_old_answers()

    assert set(Response._base_manager.values_list("partner__slug", flat=True)) == {"birch"}


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 1, 1)), st.integers(1, 60))
def test_first_day_kept_is_the_first_of_which_something_is_kept_today(today, months):
    first = first_day_kept(months, today)

    assert add_months(first, months) >= today
    assert add_months(first - timedelta(days=1), months) < today


def test_answers_of_the_end_of_february_go_on_the_day_after_the_one_that_is_shown(resident, monkeypatch):
    attempt = resident.begin("1/3/")
    resident.answer(attempt, asked(attempt)[0], right(asked(attempt)[0]))
    Response._base_manager.update(answered_at=datetime(2027, 2, 28, 12, tzinfo=UTC))
    with resident.door():
        shown = answers_kept().last_until

    left = []
    for day in (shown, shown + timedelta(days=1)):
        monkeypatch.setattr("learning.domain.erasing.timezone.localdate", lambda day=day: day)
        erase_old_answers()
        left.append(len(rows(Response)))

    assert (shown, left) == (date(2028, 2, 28), [1, 0])


def test_looking_for_whose_time_is_over_costs_the_same_for_one_and_for_many(resident):
    numbers = []
    for _number in range(3):
        with counting() as sql:
            assert erase_what_is_due() == 0
        numbers.append(sql.number)
        for somebody in (guest(), guest("birch")):
            somebody.read("1/1/")
            goes_away(somebody, 200)

    assert numbers[1] == numbers[2]
