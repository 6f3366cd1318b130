"""Nobody's agreement to share reaches a landlord it was not given to, before its learner knew and had thirty days."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dashboards.domain.mergers import merge_partners
from dashboards.queries.board_people import passed_on
from learning.domain import agree_to_share, end_sharing, notices, pass_on_sharing
from learning.domain.sharing import SharingRefused
from learning.enums import SharingEnd
from learning.models import Learner, Sharing, SharingNotice
from partners.models import Partner
from tests.certificates.factory import phone_of
from tests.dashboards.test_mergers import TODAY, merge
from tests.factories.partners import make_section
from tests.learning.acts import Resident, guest, rows

LEGAL = {"legal_successor_on": TODAY}


@pytest.fixture
def sharer(small_course) -> Resident:
    """Has completed the course with Alder, and shares with Alder alone."""
    resident = guest("alder")
    resident.complete()
    share(resident, small_course.partners.alder.partner)
    return resident


def share(resident: Resident, partner: Partner) -> None:
    with resident.door():
        agree_to_share(learner=resident.learner, partner_id=partner.pk)


def answer(phone: Client, given: str, source: str = "alder"):
    return phone.post("/learn/sharing/notice/", {"source": source, "answer": given})


def after(days: int) -> None:
    """As if so many days had gone by since the notices were read."""
    for notice in SharingNotice._base_manager.exclude(noticed_at=None):
        SharingNotice._base_manager.filter(pk=notice.pk).update(
            noticed_at=notice.noticed_at - timedelta(days=days)
        )


def agreements(resident: Resident) -> list[tuple]:
    found = Sharing._base_manager.filter(learner=resident.learner).order_by("pk")
    return [(row.partner.slug, row.ended_because if row.ended_at else None) for row in found]


def test_without_a_legal_successor_agreements_end_that_day(two_partners, sharer):
    merge(two_partners)

    assert agreements(sharer) == [("alder", SharingEnd.NOT_PASSED)]
    assert not SharingNotice._base_manager.exists()


def test_agreement_passes_thirty_days_after_its_learner_has_read_the_notice(two_partners, sharer):
    agreed_at = Sharing._base_manager.get().agreed_at
    merge(two_partners, **LEGAL)
    phone = phone_of(sharer.token)
    assert "is now part of Birch" in phone.get("/my-learning/").content.decode()
    assert SharingNotice._base_manager.get().noticed_at is None

    answer(phone, "read")
    after(29)
    assert pass_on_sharing() == 0
    assert agreements(sharer) == [("alder", None)]
    after(1)
    passed = [pass_on_sharing(), pass_on_sharing()]

    assert passed == [1, 0]
    assert agreements(sharer) == [("alder", SharingEnd.PASSED_ON), ("birch", None)]
    stands = Sharing._base_manager.get(ended_at=None)
    assert (stands.agreed_at, stands.passed_from) == (agreed_at, two_partners.alder.partner)


def test_looking_at_the_page_starts_no_clock_and_neither_does_reading_twice(two_partners, sharer):
    merge(two_partners, **LEGAL)
    phone = phone_of(sharer.token)
    phone.get("/my-learning/")
    answer(phone, "read")
    first = SharingNotice._base_manager.get().noticed_at

    answer(phone, "read")

    assert SharingNotice._base_manager.get().noticed_at == first


@pytest.mark.parametrize("read_first", [True, False])
def test_no_ends_it_and_nothing_passes(two_partners, sharer, read_first):
    merge(two_partners, **LEGAL)
    phone = phone_of(sharer.token)
    if read_first:
        answer(phone, "read")

    answer(phone, "no")
    after(400)
    pass_on_sharing()

    assert agreements(sharer) == [("alder", SharingEnd.OWN_CHOICE)]
    assert SharingNotice._base_manager.get().declined_at is not None


def test_never_seen_again_never_passes(two_partners, sharer):
    merge(two_partners, **LEGAL)
    SharingNotice._base_manager.update(made_at=timezone.now() - timedelta(days=4000))

    assert pass_on_sharing() == 0
    assert agreements(sharer) == [("alder", None)]


def test_somebody_elses_notice_is_not_answered(two_partners, sharer):
    merge(two_partners, **LEGAL)
    stranger = guest("birch")

    for given in ("read", "no"):
        assert answer(phone_of(stranger.token), given).status_code == 302
    assert answer(Client(), "no").status_code == 404

    assert rows(SharingNotice, "noticed_at", "declined_at") == [(None, None)]


def test_each_page_says_quietly_that_there_is_something_to_read(two_partners, sharer):
    line = "Something has changed about who may see your name."
    merge(two_partners, **LEGAL)
    phone = phone_of(sharer.token)

    assert line in phone.get("/birch/course-1/").content.decode()
    assert line not in Client().get("/birch/course-1/").content.decode()
    answer(phone, "read")
    assert line not in phone.get("/birch/course-1/").content.decode()


def test_stopping_all_sharing_says_no_as_well(two_partners, sharer):
    merge(two_partners, **LEGAL)

    phone_of(sharer.token).post("/learn/sharing/stop/")

    assert agreements(sharer) == [("alder", SharingEnd.OWN_CHOICE)]
    assert not Learner._base_manager.get(pk=sharer.learner.pk).is_asked_about_sharing


def test_whoever_has_told_the_successor_no_is_not_asked(two_partners, sharer):
    share(sharer, two_partners.birch.partner)
    with sharer.door():
        end_sharing(partner_id=two_partners.birch.partner.pk)

    merge(two_partners, **LEGAL)

    assert agreements(sharer) == [("alder", SharingEnd.NOT_PASSED), ("birch", SharingEnd.OWN_CHOICE)]
    assert not SharingNotice._base_manager.exists()


def test_whoever_shares_with_both_has_one_agreement_in_the_end(two_partners, sharer):
    share(sharer, two_partners.birch.partner)
    merge(two_partners, **LEGAL)
    answer(phone_of(sharer.token), "read")
    after(30)

    pass_on_sharing()

    assert agreements(sharer) == [("alder", SharingEnd.PASSED_ON), ("birch", None)]


def test_next_merger_while_one_is_asked_asks_anew_with_the_name_of_the_next(two_partners, sharer):
    cedar = make_section(two_partners.home, "cedar").partner
    merge(two_partners, **LEGAL)
    answer(phone_of(sharer.token), "read")
    birch = Partner.objects.get(slug="birch")

    merge_partners(source=birch, target=cedar, dated_on=TODAY, legal_successor_on=TODAY, by=None)
    after(400)

    assert pass_on_sharing() == 0
    assert rows(SharingNotice, "partner_id", "noticed_at") == [(cedar.pk, None)]
    assert "is now part of Cedar" in phone_of(sharer.token).get("/my-learning/").content.decode()


def test_next_merger_without_a_legal_successor_ends_what_was_asked(two_partners, sharer):
    cedar = make_section(two_partners.home, "cedar").partner
    merge(two_partners, **LEGAL)
    answer(phone_of(sharer.token), "read")

    merge_partners(source=Partner.objects.get(slug="birch"), target=cedar, dated_on=TODAY, by=None)
    after(400)

    assert pass_on_sharing() == 0
    assert agreements(sharer) == [("alder", SharingEnd.NOT_PASSED)]


def test_nobody_agrees_to_share_with_a_partner_that_was_merged(two_partners, sharer):
    merge(two_partners)

    with pytest.raises(SharingRefused), sharer.door():
        agree_to_share(learner=sharer.learner, partner_id=two_partners.alder.partner.pk)


@pytest.mark.parametrize("shared_with_both", [False, True])
def test_no_on_a_page_that_was_open_while_it_passed_takes_it_back(two_partners, sharer, shared_with_both):
    alder, birch = two_partners.alder.partner, two_partners.birch.partner
    if shared_with_both:
        share(sharer, birch)
    merge(two_partners, **LEGAL)
    phone = phone_of(sharer.token)
    answer(phone, "read")
    after(30)
    assert pass_on_sharing() == 1
    assert passed_on(birch.pk, (alder.pk,)) == {sharer.learner.pk: {alder.pk}}

    for _twice in range(2):
        answer(phone, "no")

    # What was agreed with Birch itself is for what was done there, and stands.
    with_birch = ("birch", None) if shared_with_both else ("birch", SharingEnd.OWN_CHOICE)
    assert agreements(sharer) == [("alder", SharingEnd.OWN_CHOICE), with_birch]
    assert passed_on(birch.pk, (alder.pk,)) == {}
    assert SharingNotice._base_manager.get().declined_at
    assert not Sharing._base_manager.filter(ended_at=None, passed_from=alder).exists()


def test_agreement_that_cannot_pass_keeps_no_other_waiting(two_partners, sharer, monkeypatch):
    other = guest("alder")
    share(other, two_partners.alder.partner)
    merge(two_partners, **LEGAL)
    for each in (sharer, other):
        answer(phone_of(each.token), "read")
    after(30)
    first = SharingNotice._base_manager.order_by("pk").first()
    passes = notices._pass_on

    def breaks(pk: int) -> bool:
        if pk == first.pk:
            raise RuntimeError("broken")
        return passes(pk)

    monkeypatch.setattr(notices, "_pass_on", breaks)

    with pytest.raises(RuntimeError, match="broken"):
        pass_on_sharing()

    assert agreements(other) == [("alder", SharingEnd.PASSED_ON), ("birch", None)]
