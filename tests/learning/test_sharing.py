"""Sharing: a learner's own choice, with one partner, dated, ended at will; the staff door follows it."""

import pytest

from learning.domain import agree_to_share, end_sharing
from learning.domain.sharing import SharingRefused
from learning.models import (
    ActivityCompletion,
    Attempt,
    CourseCompletion,
    DeviceToken,
    Enrolment,
    Learner,
    Response,
    Sharing,
)
from learning.queries import sharing_partner_ids
from partners.domain import change_settings
from partners.models import Partner
from partners.scoping import for_partners
from tests.certificates.factory import phone_of

from .acts import guest, rows


@pytest.fixture
def partners(small_course) -> dict[str, int]:
    found = small_course.partners
    return {name: getattr(found, name).partner_id for name in ("programme", "alder", "birch")}


@pytest.fixture(autouse=True)
def neighbour(partners):
    """Shares with Birch, and has done all there is to do."""
    found = guest("birch")
    found.complete()
    agree(found, partners["birch"])
    return found


def agree(resident, partner_id: int) -> Sharing:
    with resident.door():
        return agree_to_share(learner=resident.learner, partner_id=partner_id)


def end(resident, **partner) -> int:
    with resident.door():
        return end_sharing(**partner)


def seen_by(*partner_ids: int) -> list[int]:
    with for_partners(partner_ids):
        return list(Learner.objects.order_by("pk").values_list("pk", flat=True))


def own(resident) -> list[tuple]:
    found = Sharing._base_manager.filter(learner_id=resident.learner.pk).order_by("pk")
    return [(row.partner_id, row.agreed_at is not None, row.ended_at is not None) for row in found]


# The choice


def test_agree_is_dated_and_with_one_partner(resident, partners):
    agree(resident, partners["alder"])

    assert own(resident) == [(partners["alder"], True, False)]
    with resident.door():
        assert sharing_partner_ids() == [partners["alder"]]


def test_agree_twice_is_once(resident, partners):
    first = agree(resident, partners["alder"])

    again = agree(resident, partners["alder"])

    assert (again.pk, again.agreed_at) == (first.pk, first.agreed_at)
    assert own(resident) == [(partners["alder"], True, False)]


def test_agree_with_two_partners_is_two_choices(resident, partners):
    agree(resident, partners["alder"])
    agree(resident, partners["birch"])

    assert own(resident) == [(partners["alder"], True, False), (partners["birch"], True, False)]


@pytest.mark.parametrize("nobody", ["programme", None])
def test_agree_with_the_programme_or_with_nobody_is_refused(resident, partners, nobody):
    with pytest.raises(SharingRefused):
        agree(resident, partners[nobody] if nobody else 0)

    assert own(resident) == []


def test_end_closes_the_choice_with_one_partner(resident, partners):
    agree(resident, partners["alder"])
    agree(resident, partners["birch"])

    ended = end(resident, partner_id=partners["alder"])

    assert ended == 1
    assert own(resident) == [(partners["alder"], True, True), (partners["birch"], True, False)]


def test_end_without_a_partner_closes_all_of_ones_own_and_nobody_elses(resident, neighbour, partners):
    agree(resident, partners["alder"])
    agree(resident, partners["birch"])

    ended = end(resident)

    assert ended == 2
    assert [is_ended for *_rest, is_ended in own(resident)] == [True, True]
    assert own(neighbour) == [(partners["birch"], True, False)]


def test_end_where_nothing_is_shared_changes_nothing(resident, neighbour, partners):
    before = rows(Sharing, "pk", "agreed_at", "ended_at")

    assert end(resident) == 0
    assert rows(Sharing, "pk", "agreed_at", "ended_at") == before


def test_end_twice_keeps_the_first_date(resident, partners):
    agree(resident, partners["alder"])
    end(resident)
    before = rows(Sharing, "pk", "ended_at")

    assert end(resident) == 0
    assert rows(Sharing, "pk", "ended_at") == before


def test_agree_again_after_the_end_is_a_new_choice(resident, partners):
    agree(resident, partners["alder"])
    end(resident)

    agree(resident, partners["alder"])

    assert own(resident) == [(partners["alder"], True, True), (partners["alder"], True, False)]


# What staff see of it


def test_staff_see_only_learners_who_share_with_their_own_partner(resident, neighbour, partners):
    resident.read("1/1/")
    agree(resident, partners["alder"])

    assert seen_by(partners["alder"]) == [resident.learner.pk]
    assert seen_by(partners["birch"]) == [neighbour.learner.pk]
    assert seen_by(partners["programme"]) == []
    assert seen_by() == []


def test_staff_see_nobody_who_only_took_part(resident, partners):
    resident.complete()

    assert seen_by(partners["alder"]) == []


def test_staff_see_nobody_any_more_once_it_is_ended(resident, partners):
    agree(resident, partners["alder"])
    assert seen_by(partners["alder"]) == [resident.learner.pk]

    end(resident)

    assert seen_by(partners["alder"]) == []


def test_staff_see_each_learner_once_whatever_the_number_of_choices(resident, neighbour, partners):
    for _time in range(2):
        agree(resident, partners["alder"])
        end(resident)
    agree(resident, partners["alder"])
    agree(resident, partners["birch"])

    assert seen_by(partners["alder"], partners["birch"]) == [neighbour.learner.pk, resident.learner.pk]


def test_staff_never_see_a_phone(resident, partners):
    agree(resident, partners["alder"])

    with for_partners(partners.values()):
        assert DeviceToken.objects.count() == 0
    assert len(rows(DeviceToken, "pk")) == 2


# What each door shows of the same acts

RECORDS = (Enrolment, ActivityCompletion, CourseCompletion, Attempt, Response)


@pytest.mark.parametrize("model", RECORDS)
def test_staff_count_what_was_done_with_their_own_partner_shared_or_not(model, resident, neighbour, partners):
    resident.complete()

    with for_partners([partners["alder"]]):
        found = set(model.objects.values_list("learner_id", "partner_id"))
    with for_partners([partners["programme"]]):
        assert model.objects.count() == 0

    assert found == {(resident.learner.pk, partners["alder"])}
    assert set(rows(model, "learner_id")) == {(resident.learner.pk,), (neighbour.learner.pk,)}


@pytest.mark.parametrize("model", RECORDS)
def test_learner_sees_what_they_did_at_every_partner_and_nothing_else(model, resident, neighbour):
    resident.complete()

    with resident.door():
        found = set(model.objects.values_list("learner_id", flat=True))
        number = model.objects.count()

    assert found == {resident.learner.pk}
    assert number == model._base_manager.filter(learner_id=resident.learner.pk).count()


def test_work_done_with_another_partner_is_not_shown_with_the_name(resident, partners):
    resident.read("1/1/")
    resident.at("birch").read("1/2/")
    agree(resident, partners["alder"])

    with for_partners([partners["alder"]]):
        found = list(ActivityCompletion.objects.values_list("learner_id", "partner_id"))

    assert found == [(resident.learner.pk, partners["alder"])]


def test_agree_is_refused_and_not_offered_while_the_partner_has_sharing_off(resident, neighbour, partners):
    """Who shares already is not shown either, and may still end it."""
    change_settings(
        partner=Partner.objects.get(pk=partners["birch"]), values={}, is_sharing_on=False, by=None
    )
    phone = phone_of(neighbour.token)

    with pytest.raises(SharingRefused):
        agree(resident, partners["birch"])
    completion = CourseCompletion._base_manager.get(learner=neighbour.learner)
    enrolment_id = Enrolment._base_manager.get(pk=completion.enrolment_id).public_id
    finished = phone.get(f"/learn/complete/{enrolment_id}/").content.decode()

    assert "Well done" in finished
    assert "/learn/sharing/" not in finished
    assert phone.get(f"/learn/sharing/{enrolment_id}/").status_code == 404
    assert end(neighbour, partner_id=partners["birch"]) == 1


def test_question_says_everything_that_a_coordinator_sees_and_may_do(resident, partners):
    """The columns of the board, the certificates with their print, and the code for somebody who has lost theirs."""
    resident.complete()
    enrolment_id = Enrolment._base_manager.get(learner_id=resident.learner.pk).public_id

    html = phone_of(resident.token).get(f"/learn/sharing/{enrolment_id}/").content.decode()

    for said in (
        "the name on your certificate",
        "which courses you begin and finish with Alder, on which day, and how far you are",
        "your certificates from Alder, so that they can print them for you",
        "If you lose your code, they can make you a new one, with you there. You are told each time.",
    ):
        assert said in html
