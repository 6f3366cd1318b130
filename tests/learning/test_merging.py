"""Two phones, one person: nothing lost, nothing doubled, and the way back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from certificates.domain import issue_certificate
from certificates.models import AvailableCertificate, Certificate, CertificatePdf
from learning.domain.merging import MergerRefused, merge_learners, undo_merger
from learning.domain.sharing import agree_to_share, end_sharing
from learning.models import (
    ActivityCompletion,
    Attempt,
    CourseCompletion,
    DeviceToken,
    Enrolment,
    Learner,
    LearnerMerger,
    Response,
    Sharing,
)
from tests.architecture.house import records
from tests.learning.acts import ENGLISH, LESSONS, Resident, asked, guest, right, rows, stored, unchanged


def merge(kept: Resident, joined: Resident) -> LearnerMerger:
    return merge_learners(learner_id=kept.learner.pk, joined_id=joined.learner.pk, language=ENGLISH)


def undo(merger: LearnerMerger) -> LearnerMerger:
    return undo_merger(merger_id=merger.public_id, learner_id=merger.learner_id)


def done(resident: Resident) -> list:
    """What counts in the open enrolment on the course."""
    own = Enrolment._base_manager.filter(learner_id=resident.learner.pk, closed_at__isnull=True)
    found = ActivityCompletion._base_manager.filter(enrolment__in=own)
    return sorted(found.values_list("activity_key", flat=True))


def everything() -> dict:
    return {model._meta.label: rows(model) for model in records() if model is not LearnerMerger}


def test_all_that_was_done_counts_once(two):
    kept, joined = two
    kept.read(LESSONS[0])
    joined.read(LESSONS[0])
    joined.read(LESSONS[1])

    merge(kept, joined)

    assert len(done(kept)) == len(set(done(kept))) == 2
    assert Enrolment._base_manager.filter(learner_id=joined.learner.pk).count() == 0
    assert ActivityCompletion._base_manager.count() == 3


def test_dates_stay_as_they_were(two):
    kept, joined = two
    kept.read(LESSONS[0])
    joined.read(LESSONS[1])
    before = rows(ActivityCompletion, "pk", "completed_at", "partner_id")

    merge(kept, joined)

    assert rows(ActivityCompletion, "pk", "completed_at", "partner_id") == before


def test_twice_is_once(two):
    kept, joined = two
    joined.read(LESSONS[0])

    first = merge(kept, joined)
    after = everything()

    assert merge(kept, joined) == first
    assert everything() == after


def test_the_one_that_is_completed_goes_on(two):
    kept, joined = two
    kept.read(LESSONS[0])
    completion = joined.complete()

    merge(kept, joined)

    found = CourseCompletion._base_manager.get()
    assert (found.pk, found.learner_id) == (completion.pk, kept.learner.pk)
    assert (
        Enrolment._base_manager.get(learner_id=kept.learner.pk, closed_at__isnull=True).pk
        == completion.enrolment_id
    )
    assert AvailableCertificate._base_manager.get().learner_id == kept.learner.pk


def test_together_they_complete_the_course_today_and_once(two):
    kept, joined = two
    order = ("1/1/", "1/2/", "1/3/", "2/1/", "2/2/", "2/3/")
    for activity in order[:3]:
        kept.do(activity)
    for activity in order[3:]:
        joined.do(activity)
    assert CourseCompletion._base_manager.count() == 0

    merge(kept, joined)

    completion = CourseCompletion._base_manager.get()
    assert timezone.localdate(completion.completed_at) == timezone.localdate()
    assert AvailableCertificate._base_manager.get().learner_id == kept.learner.pk


def test_both_histories_of_a_quiz_stay(two):
    kept, joined = two
    kept.finish_quiz("1/3/", wrong_first=2)
    joined.finish_quiz("1/3/")
    answers = rows(Response, "pk", "attempt_id", "choice_ids", "sequence")

    merge(kept, joined)

    assert rows(Response, "pk", "attempt_id", "choice_ids", "sequence") == answers
    assert Attempt._base_manager.filter(learner_id=kept.learner.pk, finished_at__isnull=False).count() == 2
    assert len(done(kept)) == 1


def test_open_sittings_of_one_quiz_do_not_clash(two):
    kept, joined = two
    kept.begin("1/3/")
    joined.begin("1/3/")

    merge(kept, joined)

    assert Attempt._base_manager.filter(learner_id=kept.learner.pk).count() == 2
    assert kept.finish_quiz("1/3/").attempt.finished_at


def test_quiz_left_open_on_a_page_counts_when_it_is_finished_after_the_merger(two):
    kept, joined = two
    kept.begin("1/3/")
    left_open = joined.begin("1/3/")
    merger = merge(kept, joined)

    for question in asked(left_open):
        kept.answer(left_open, question, right(question))

    assert done(kept) == [left_open.activity_key]
    undo(merger)
    assert done(joined) == [left_open.activity_key]
    assert stored(left_open).learner_id == joined.learner.pk


def test_quiz_left_open_on_a_page_completes_the_course_that_goes_on(two):
    kept, joined = two
    kept.begin("2/3/")
    left_open = joined.begin("2/3/")
    for activity in ("1/1/", "1/2/", "1/3/", "2/1/", "2/2/"):
        kept.do(activity)
    merge(kept, joined)

    for question in asked(left_open):
        kept.answer(left_open, question, right(question))

    completion = CourseCompletion._base_manager.get()
    assert stored(completion.enrolment).closed_at is None


def test_phones_of_both_open_the_work(two):
    kept, joined = two

    merge(kept, joined)

    assert DeviceToken._base_manager.filter(learner_id=kept.learner.pk).count() == 2


def test_agreement_to_share_passes_only_where_there_is_none(two, small_course):
    kept, joined = two
    alder, birch = small_course.partners.alder.partner, small_course.partners.birch.partner
    for resident, partners in ((kept, [alder]), (joined, [alder, birch])):
        for partner in partners:
            with resident.door():
                agree_to_share(learner=resident.learner, partner_id=partner.pk)

    merge(kept, joined)

    found = Sharing._base_manager.filter(learner_id=kept.learner.pk)
    assert sorted(found.values_list("partner__slug", flat=True)) == ["alder", "birch"]


def test_agreement_that_was_ended_since_is_not_brought_back_by_an_undo(two, small_course):
    kept, joined = two
    alder, birch = small_course.partners.alder.partner, small_course.partners.birch.partner
    for resident, partner in ((kept, alder), (joined, alder), (kept, birch), (joined, birch)):
        with resident.door():
            agree_to_share(learner=resident.learner, partner_id=partner.pk)
    merger = merge(kept, joined)
    with kept.door():
        end_sharing(partner_id=alder.pk)

    undo(merger)

    stands = Sharing._base_manager.filter(ended_at__isnull=True)
    assert set(stands.values_list("learner_id", "partner_id")) == {
        (kept.learner.pk, birch.pk),
        (joined.learner.pk, birch.pk),
    }


def test_agreement_that_the_other_had_ended_before_is_whole_again_after_an_undo(two, small_course):
    kept, joined = two
    alder = small_course.partners.alder.partner
    for resident in two:
        with resident.door():
            agree_to_share(learner=resident.learner, partner_id=alder.pk)
    with kept.door():
        end_sharing(partner_id=alder.pk)

    undo(merge(kept, joined))

    [stands] = Sharing._base_manager.filter(ended_at__isnull=True)
    assert stands.learner_id == joined.learner.pk


def test_what_one_is_asked_about_sharing_is_not_lost(two):
    kept, joined = two
    Learner._base_manager.filter(pk=joined.learner.pk).update(is_asked_about_sharing=True)

    merger = merge(kept, joined)
    assert stored(kept.learner).is_asked_about_sharing

    undo(merger)
    assert not stored(kept.learner).is_asked_about_sharing


def test_stranger_is_left_alone(two, stranger):
    kept, joined = two
    joined.read(LESSONS[0])

    undo(merge(kept, joined))

    assert unchanged(stranger)


@pytest.mark.parametrize(
    "joined_does", [["1/1/", "1/2/", "1/3/"], ["1/1/", "1/2/", "1/3/", "2/1/", "2/2/", "2/3/"]]
)
def test_undo_makes_both_sides_whole_again(two, joined_does):
    kept, joined = two
    for activity in ("1/1/", "1/3/"):
        kept.do(activity)
    for activity in joined_does:
        joined.do(activity)
    before = everything()

    undo(merge(kept, joined))

    assert everything() == before


def test_two_mergers_are_undone_in_any_order(two):
    kept, joined = two
    third = guest("birch")
    kept.read(LESSONS[0])
    joined.read(LESSONS[1])
    joined.read(LESSONS[2])
    third.do("1/3/")
    before = done(kept), done(joined), done(third)
    first, second = merge(kept, joined), merge(kept, third)
    assert len(done(kept)) == 4

    undo(first)

    assert done(joined) == before[1]
    assert done(kept) == sorted([*before[0], *before[2]])

    undo(second)

    assert (done(kept), done(joined), done(third)) == before


def test_undo_twice_is_once(two):
    kept, joined = two
    joined.read(LESSONS[0])
    merger = merge(kept, joined)
    undo(merger)
    after = everything()

    undo(merger)

    assert everything() == after


def test_what_was_done_since_goes_with_its_course(two):
    kept, joined = two
    joined.read(LESSONS[0])
    merger = merge(kept, joined)
    kept.at("birch").read(LESSONS[1])

    undo(merger)

    assert done(kept) == []
    assert len(done(joined)) == 2
    assert set(ActivityCompletion._base_manager.values_list("learner_id", flat=True)) == {joined.learner.pk}


def test_course_completed_since_goes_back_with_its_certificate(two):
    kept, joined = two
    joined.read(LESSONS[0])
    merger = merge(kept, joined)
    completion = kept.at("birch").complete()
    with kept.door():
        certificate = issue_certificate(
            available_id=AvailableCertificate.objects.get().pk, name="Sam Example", idempotency_key="once"
        )

    undo(merger)

    assert stored(completion).learner_id == joined.learner.pk
    for model in (AvailableCertificate, Certificate, CertificatePdf):
        assert rows(model, "learner_id") == [(joined.learner.pk,)]
    assert stored(certificate).name == "Sam Example"


def test_after_thirty_days_it_stays(two):
    kept, joined = two
    merger = merge(kept, joined)
    LearnerMerger._base_manager.filter(pk=merger.pk).update(
        merged_at=timezone.now() - timedelta(days=30, minutes=1)
    )

    with pytest.raises(MergerRefused):
        undo(merger)


def test_merging_again_after_an_undo(two):
    kept, joined = two
    joined.read(LESSONS[0])
    undo(merge(kept, joined))

    merge(kept, joined)

    assert len(done(kept)) == 1


def test_nobody_is_merged_with_themselves(two):
    kept, _joined = two

    with pytest.raises(MergerRefused):
        merge(kept, kept)
    with pytest.raises(MergerRefused):
        merge_learners(learner_id=kept.learner.pk, joined_id=0, language=ENGLISH)
    assert Learner._base_manager.count() == 2
