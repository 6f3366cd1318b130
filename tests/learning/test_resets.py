"""Somebody has lost their code: staff make one in person, and it opens what was done with that partner, no more."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certificates.domain import issue_certificate
from certificates.models import AvailableCertificate, Certificate
from learning.domain import agree_to_share, end_sharing
from learning.domain.claiming import make_claim_code
from learning.domain.erasing import erase_learner
from learning.domain.merging import MergerRefused, merge_learners, undo_merger
from learning.domain.resets import make_reset_code
from learning.models import (
    ActivityCompletion,
    Attempt,
    ClaimCode,
    CodeReset,
    CourseCompletion,
    DeviceToken,
    Enrolment,
    Learner,
    Response,
    Sharing,
)
from partners.enums import Role
from partners.models import AuditEntry, Partner
from partners.scoping import for_learner
from tests.architecture.house import records
from tests.factories.partners import make_person
from tests.learning.acts import ENGLISH, Resident, asked, guest, right, rows

MY_LEARNING = "/my-learning/"
PLACE = "Mill Lane community room"
OF_THE_PERSON = {Learner, DeviceToken, ClaimCode, CodeReset}


@pytest.fixture
def coordinator(small_course):
    return make_person(small_course.partners.alder, Role.COORDINATOR)


def partner(slug: str) -> Partner:
    return Partner.objects.get(slug=slug)


def shares(resident: Resident, *slugs: str) -> None:
    with resident.door():
        for slug in slugs:
            agree_to_share(learner=resident.learner, partner_id=partner(slug).pk)


def reset(resident: Resident, by, slug: str = "alder") -> str:
    return make_reset_code(
        learner_public_id=resident.learner.public_id, partner=partner(slug), place=PLACE, by=by
    )


def phone_of(resident: Resident) -> Client:
    phone = Client()
    phone.cookies["learner"] = resident.token
    phone.post("/phone/carry-on/")
    return phone


def open_with(code: str, phone: Client | None = None, **answer):
    phone = phone or Client()
    return phone, phone.post("/code/open/", {"code": code, **answer}, follow=True)


def own_code_in(response) -> str:
    return re.search(r'slip__code"><bdi dir="ltr">([^<]+)<', response.content.decode())[1]


def newest() -> Learner:
    return Learner._base_manager.latest("pk")


def partners_of_everything(learner: Learner) -> set[str]:
    """Of every record that the learner's door shows, whose it is."""
    found = set()
    with for_learner(learner.pk):
        for model in records():
            if model in OF_THE_PERSON or not any(field.name == "partner" for field in model._meta.fields):
                continue
            found |= set(model.objects.values_list("partner__slug", flat=True))
    return found


def in_both_sections() -> Resident:
    """One course of each partner, begun and answered; both partners see the name."""
    resident = guest("alder")
    resident.read("1/1/")
    first = resident.begin("1/3/")
    resident.answer(first, asked(first)[0], right(asked(first)[0]))
    shares(resident, "alder", "birch")
    return resident


def test_code_opens_what_was_done_with_that_partner_and_nothing_else(
    small_course, coordinator, second_course
):
    resident = in_both_sections()
    elsewhere = Resident(resident.learner, "/birch/course-2/", resident.token)
    elsewhere.complete()
    with resident.door():
        available = AvailableCertificate.objects.get()
        issue_certificate(available_id=available.pk, name="Sam of Birch", idempotency_key="k")

    phone, response = open_with(reset(resident, coordinator))

    used_as = newest()
    assert used_as.pk != resident.learner.pk
    assert own_code_in(response)
    assert partners_of_everything(used_as) == {"alder"}
    assert partners_of_everything(resident.learner) == {"birch"}
    page = phone.get(MY_LEARNING).content.decode()
    assert "1 of 6" in page
    for words in ("Second course", "Birch", "Sam of Birch"):
        assert words not in page
    data = phone.get("/my-data/download/").content.decode()
    assert "Birch" not in data
    assert used_as.name == ""


def test_nothing_of_the_rest_answers_to_the_phone_that_was_opened(small_course, coordinator, second_course):
    resident = in_both_sections()
    elsewhere = Resident(resident.learner, "/birch/course-2/", resident.token)
    completion = elsewhere.complete()
    with resident.door():
        issued = issue_certificate(
            available_id=AvailableCertificate.objects.get().pk, name="Sam", idempotency_key="k"
        )
        attempt = Attempt.objects.filter(partner__slug="birch").first()
        enrolment = Enrolment.objects.get(partner__slug="birch")

    phone, _response = open_with(reset(resident, coordinator))

    for address in (
        f"/learn/{attempt.public_id}/",
        f"/learn/{attempt.public_id}/answered/1/",
        f"/learn/complete/{enrolment.public_id}/",
        f"/learn/sharing/{enrolment.public_id}/",
        f"/certificate/{completion.public_id}/name/",
        f"/certificate/{issued.public_id}/",
        f"/certificate/{issued.public_id}/certificate.pdf",
    ):
        assert phone.get(address).status_code == 404, address
        assert phone_of(resident).get(address).status_code in (200, 302), address
    assert phone.post(f"/learn/{attempt.public_id}/answer/", {"version": 0}).status_code == 404
    assert Certificate._base_manager.get().learner_id == resident.learner.pk


def test_course_done_in_both_sections_is_divided_act_by_act(small_course, coordinator):
    resident = guest("alder")
    resident.read("1/1/")
    at_birch = resident.at("birch")
    at_birch.read("1/2/")
    at_birch.finish_quiz("1/3/")
    resident.read("2/1/")
    shares(resident, "alder", "birch")

    open_with(reset(resident, coordinator))

    used_as = newest()
    assert partners_of_everything(used_as) == {"alder"}
    assert partners_of_everything(resident.learner) == {"birch"}
    with for_learner(used_as.pk):
        own = Enrolment.objects.get()
        assert ActivityCompletion.objects.filter(enrolment=own).count() == 2
        assert (Attempt.objects.count(), Response.objects.count()) == (0, 0)
    with resident.door():
        twin = Enrolment.objects.get()
        assert twin.course_address == "/birch/course-1/"
        assert ActivityCompletion.objects.filter(enrolment=twin).count() == 2
        assert Attempt.objects.get().enrolment_id == twin.pk
        assert Response.objects.count() == 3
    # Both go on and finish, each with its own completion.
    for learner, slug in ((used_as, "alder"), (resident.learner, "birch")):
        completion = Resident(learner, f"/{slug}/course-1/").complete()
        assert completion.learner_id == learner.pk
    assert CourseCompletion._base_manager.count() == 2


def test_completion_goes_with_the_partner_it_was_brought_about_with(small_course, coordinator):
    resident = guest("birch")
    for activity in ("1/1/", "1/2/", "1/3/", "2/1/", "2/2/"):
        resident.do(activity)
    completion = resident.at("alder").do("2/3/")
    shares(resident, "alder", "birch")
    assert completion.partner == partner("alder")

    open_with(reset(resident, coordinator))

    used_as = newest()
    with for_learner(used_as.pk):
        assert CourseCompletion.objects.get().enrolment.learner_id == used_as.pk
        assert AvailableCertificate.objects.get().partner == partner("alder")
    with resident.door():
        assert not CourseCompletion.objects.exists()
        assert ActivityCompletion.objects.count() == 5
    assert partners_of_everything(used_as) == {"alder"}


def test_nothing_is_lost_or_doubled_and_nothing_moves_before_the_first_use(small_course, coordinator):
    resident = in_both_sections()
    resident.at("birch").read("1/2/")
    facts = (ActivityCompletion, Attempt, Response)
    before = {model: rows(model, "pk", "partner_id", "learner_id") for model in facts}

    code = reset(resident, coordinator)
    assert {model: rows(model, "pk", "partner_id", "learner_id") for model in facts} == before
    open_with(code)

    alder, used_as = partner("alder").pk, newest().pk
    expected = {
        model: [(pk, owner, used_as if owner == alder else learner) for pk, owner, learner in rows_before]
        for model, rows_before in before.items()
    }
    assert {model: rows(model, "pk", "partner_id", "learner_id") for model in facts} == expected


def test_own_code_puts_both_together_again(small_course, coordinator):
    resident = in_both_sections()
    resident.at("birch").read("1/2/")
    with resident.door():
        own = make_claim_code(learner=resident.learner, token=resident.token)
    phone, _response = open_with(reset(resident, coordinator))

    open_with(own, phone, together="mine")

    page = phone.get(MY_LEARNING).content.decode()
    assert "2 of 6" in page
    assert partners_of_everything(resident.learner) == {"alder", "birch"}


def test_code_works_once_and_for_a_week(small_course, coordinator):
    resident = in_both_sections()
    code = reset(resident, coordinator)
    _phone, response = open_with(code)
    own = own_code_in(response)

    assert open_with(code)[1].status_code == 404
    assert open_with(own)[1].status_code == 200
    # The new learner shares with Alder, and so can be helped again.
    later = Resident(newest(), "/alder/course-1/")
    late = reset(later, coordinator)
    CodeReset._base_manager.filter(used_at__isnull=True).update(made_at=timezone.now() - timedelta(days=8))
    assert open_with(late)[1].status_code == 404


def test_what_ends_a_code_before_it_is_used(small_course, coordinator):
    ended, codes = [in_both_sections() for _end in range(5)], []
    for resident in ended[1:]:
        codes.append(reset(resident, coordinator))
    stops_sharing, stops_it, asks_again, has_own = ended[1:]

    with stops_sharing.door():
        end_sharing(partner_id=partner("alder").pk)
    told = CodeReset._base_manager.get(learner=stops_it.learner)
    phone_of(stops_it).post("/code/reset/", {"reset": told.public_id, "answer": "stop"})
    reset(asks_again, coordinator)
    phone_of(has_own).post("/code/new/")

    assert [open_with(code)[1].status_code for code in codes] == [404] * 4
    code = reset(ended[0], coordinator)
    Partner.objects.filter(slug="alder").update(left_on=timezone.localdate())
    assert open_with(code)[1].status_code in (404, 429)
    assert Learner._base_manager.count() == 5


def test_strangers_cannot_stop_a_code_or_read_of_it(small_course, coordinator):
    resident, stranger = in_both_sections(), guest("alder")
    code = reset(resident, coordinator)
    told = CodeReset._base_manager.get()

    phone_of(stranger).post("/code/reset/", {"reset": told.public_id, "answer": "stop"})
    phone_of(stranger).post("/code/reset/", {"answer": "read"})

    assert CodeReset._base_manager.get().read_at is None
    assert PLACE not in phone_of(stranger).get(MY_LEARNING).content.decode()
    assert open_with(code)[1].status_code == 200
    assert Client().post("/code/reset/", {"answer": "read"}).status_code == 404


def test_learner_is_told_the_day_and_the_place_until_it_is_read(small_course, coordinator):
    resident = in_both_sections()
    reset(resident, coordinator)
    phone, day = phone_of(resident), f"{timezone.localdate():%-d %B %Y}"

    assert "A code was made for your work" in phone.get("/alder/course-1/1/2/").content.decode()
    page = phone.get(MY_LEARNING).content.decode()
    assert day in page
    assert PLACE in page
    assert "Stop this code" in page
    phone.post("/code/reset/", {"answer": "read"})

    assert PLACE not in phone.get(MY_LEARNING).content.decode()
    assert "A code was made" not in phone.get("/alder/course-1/1/2/").content.decode()
    assert PLACE in phone.get("/my-data/").content.decode()
    assert PLACE in phone.get("/my-data/download/").content.decode()


def test_slip_used_on_ones_own_phone_divides_nothing(small_course, coordinator):
    resident = in_both_sections()
    resident.at("birch").read("1/2/")
    phone = phone_of(resident)

    _phone, response = open_with(reset(resident, coordinator), phone)

    assert own_code_in(response)
    assert Learner._base_manager.count() == 1
    assert "2 of 6" in phone.get(MY_LEARNING).content.decode()


def test_work_of_two_phones_cannot_be_taken_apart_once_it_was_divided(small_course, coordinator):
    resident, other = in_both_sections(), guest("alder")
    other.read("1/2/")
    merger = merge_learners(learner_id=resident.learner.pk, joined_id=other.learner.pk, language=ENGLISH)

    open_with(reset(resident, coordinator))

    with pytest.raises(MergerRefused):
        undo_merger(merger_id=merger.public_id, learner_id=resident.learner.pk)
    with for_learner(newest().pk):
        assert ActivityCompletion.objects.count() == 2
    assert "Take it apart" not in phone_of(resident).get(MY_LEARNING).content.decode()


def test_only_somebody_who_shares_with_that_partner(small_course, coordinator):
    silent, elsewhere = guest("alder"), guest("birch")
    silent.read("1/1/")
    elsewhere.read("1/1/")
    shares(elsewhere, "birch")

    for resident in (silent, elsewhere):
        with pytest.raises(Learner.DoesNotExist):
            reset(resident, coordinator)
    assert not CodeReset._base_manager.exists()
    assert not AuditEntry.objects.filter(verb="make starter code").exists()


def test_board_of_each_partner_goes_on_counting_what_was_done_there(small_course, coordinator):
    resident = in_both_sections()
    resident.at("birch").read("1/2/")

    open_with(reset(resident, coordinator))

    assert set(
        Sharing._base_manager.filter(ended_at__isnull=True).values_list("learner_id", "partner__slug")
    ) == {
        (newest().pk, "alder"),
        (resident.learner.pk, "birch"),
    }


def test_erasing_takes_the_reset_along_on_either_side(small_course, coordinator):
    resident = in_both_sections()
    open_with(reset(resident, coordinator))

    erase_learner(learner_id=newest().pk)
    assert not CodeReset._base_manager.exists()
    reset_again = in_both_sections()
    reset(reset_again, coordinator)
    erase_learner(learner_id=reset_again.learner.pk)

    assert not CodeReset._base_manager.exists()
    assert not ClaimCode._base_manager.filter(learner_id=reset_again.learner.pk).exists()


def test_learner_who_ends_sharing_while_a_slip_is_asked_for_is_not_there(resident, coordinator, monkeypatch):
    shares(resident, "alder")
    client = Client()
    client.force_login(coordinator)

    def names(partner_id: int) -> dict:
        Sharing._base_manager.update(ended_at=timezone.now())
        return {}

    monkeypatch.setattr("dashboards.views.codes.names_for_board", names)
    address = reverse("dashboards:new-code-for", args=["alder", resident.learner.public_id])

    assert client.post(address, {"place": PLACE, "is_here": "on"}).status_code == 404
    assert rows(CodeReset) == []
