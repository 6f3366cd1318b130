"""A partner leaves: its section says so, people carry on with the programme, and names are gone for it in the end."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from courses.domain import adopt_course
from courses.domain.building import build_course
from courses.domain.safety import restore_withdrawn, withdraw_for_safety
from courses.enums import WithdrawnKind
from courses.models import CoursePage, SafetyWithdrawal
from courses.queries import address_book
from dashboards.domain.departures import close_departures, leave_partnership
from dashboards.queries.departures import export_rows
from learning.domain import agree_to_share, ask_removal
from learning.domain.erasing import erase_learner
from learning.enums import SharingEnd
from learning.models import CourseCompletion, Enrolment, Learner, Sharing
from partners.domain import public_content_changed
from partners.domain.renaming import LifeRefused, rename_partner
from partners.enums import Ability, Role
from partners.models import AuditEntry, Membership, Partner, PartnerDeparture
from partners.rules import places_of
from partners.scoping import for_partners
from tests.certificates.factory import phone_of
from tests.factories.courses import course_draft
from tests.factories.partners import make_person
from tests.factories.walking import have_it_printed
from tests.learning.acts import guest, rows

TODAY = timezone.localdate()
NOTICE = "Alder has left the partnership.\n\nThank you for learning with us."


def leave(two_partners, **changes) -> PartnerDeparture:
    given = {"partner": two_partners.alder.partner, "left_on": TODAY, "notice": NOTICE, "by": None}
    return leave_partnership(**{**given, **changes})


def share(resident, partner) -> None:
    with resident.door():
        agree_to_share(learner=resident.learner, partner_id=partner.pk)


def over(departure: PartnerDeparture) -> None:
    """As if the time for the export had gone by."""
    PartnerDeparture.objects.filter(pk=departure.pk).update(export_until=TODAY - timedelta(days=1))
    Membership.objects.filter(partner=departure.partner, ended_on__gt=TODAY).update(ended_on=TODAY)


def test_section_says_what_happened_and_leads_to_the_same_place_with_the_programme(small_course):
    leave(small_course.partners)
    phone = Client()

    for path, onward in (
        ("/alder/", ""),
        ("/alder/course-1/", "/programme/course-1/"),
        ("/alder/course-1/1/2/", "/programme/course-1/1/2/"),
        ("/alder/no-such-place/", ""),
    ):
        response = phone.get(path)
        assert response.status_code == 200, path
        assert response.context["here"]["course_url"] == onward
        assert "Thank you for learning with us." in response.content.decode()
        assert response.context["brand"].slug == "alder"
    assert phone.get("/alder/help/").status_code == 302
    assert phone.get("/programme/course-1/1/2/").status_code == 200


def test_whoever_is_part_way_carries_on_with_the_programme_under_the_same_record(small_course):
    resident, partners = guest("alder"), small_course.partners
    resident.read("1/1/")
    enrolment = Enrolment._base_manager.get()

    leave(partners)

    assert rows(Enrolment, "pk", "partner_id", "begun_with_id", "course_address") == [
        (enrolment.pk, partners.programme.partner.pk, partners.alder.partner.pk, "/programme/course-1/")
    ]
    here = phone_of(resident.token).get("/my-learning/").context["here"]
    assert [row["carry_on_url"] for row in here["courses"]] == ["/programme/course-1/"]
    resident.at("programme").read("1/2/")
    assert Enrolment._base_manager.count() == 1


def test_course_that_only_the_partner_had_is_finished_from_its_edition(two_partners):
    build_course(section=two_partners.alder, draft=course_draft(slug="own", modules=1))
    public_content_changed()
    resident = guest("alder", "own")
    resident.read("1/1/")

    leave(two_partners)
    phone = phone_of(resident.token)

    assert phone.get("/alder/own/1/2/").status_code == 200
    assert Client().get("/alder/own/1/2/").context["here"]["notice"] == NOTICE
    phone.post("/learn/finish/alder/own/1/2/")
    quiz = phone.post("/learn/quiz/alder/own/1/3/")
    assert quiz["Location"].startswith("/learn/")
    assert rows(Enrolment, "course_address") == [("/alder/own/",)]


def test_course_begun_before_the_partner_was_renamed_is_finished_all_the_same(two_partners):
    build_course(section=two_partners.alder, draft=course_draft(slug="own", modules=1))
    public_content_changed()
    resident = guest("alder", "own")
    resident.read("1/1/")
    rename_partner(partner=two_partners.alder.partner, slug="elm", by=None)

    leave(two_partners)
    phone = phone_of(resident.token)

    carry_on = phone.get("/my-learning/").context["here"]["courses"][0]["carry_on_url"]
    response = phone.get(carry_on, follow=True)
    assert [address for address, _status in response.redirect_chain] == ["/elm/own/"]
    assert response.context["here"]["progress"].done == 1
    assert phone.get("/elm/own/1/2/").context["here"]["progress"].done == 1
    assert phone.post("/learn/finish/elm/own/1/2/").status_code == 302
    assert Enrolment._base_manager.count() == 1


def test_what_was_taken_away_for_safety_is_in_the_hands_of_whoever_carries_on(two_partners):
    course = build_course(section=two_partners.alder, draft=course_draft(slug="signs"), is_shared=True)
    adopt_course(section=two_partners.birch, course=course)
    public_content_changed()
    withdraw_for_safety(
        partner=two_partners.alder.partner,
        course_key=course.translation_key,
        activity_key=address_book().find("/alder/signs/1/1/").key,
        kind=WithdrawnKind.LESSON,
        by=make_person(two_partners.alder, Role.APPROVER),
        reason="A number in it has changed hands.",
    )
    colleague = make_person(two_partners.programme, Role.APPROVER)

    leave(two_partners)

    withdrawal = SafetyWithdrawal.objects.get()
    assert withdrawal.partner == two_partners.programme.partner
    assert restore_withdrawn(withdrawal=withdrawal, by=colleague).restored_at


def test_shared_course_that_others_have_taken_up_stays_theirs(two_partners):
    course = build_course(section=two_partners.alder, draft=course_draft(slug="signs"), is_shared=True)
    adopt_course(section=two_partners.birch, course=course)
    public_content_changed()

    leave(two_partners)

    assert CoursePage.objects.get(pk=course.pk).get_parent().pk == two_partners.programme.pk
    assert Client().get("/birch/signs/1/1/").status_code == 200
    assert Client().get("/alder/signs/1/1/").context["here"]["course_url"] == "/programme/signs/1/1/"
    assert address_book().find("/programme/signs/1/1/")


def test_sharing_ends_that_day(small_course):
    resident, partners = guest("alder"), small_course.partners
    resident.read("1/1/")
    share(resident, partners.alder.partner)

    leave(partners)

    assert [(row.ended_because, row.ended_at is None) for row in Sharing._base_manager.all()] == [
        (SharingEnd.PARTNER_LEFT, False)
    ]
    with for_partners([partners.alder.partner.pk]):
        assert not Learner.objects.exists()


def test_staff_lose_everything_but_the_export(small_course):
    partners = small_course.partners
    people = {
        role: make_person(partners.alder, role) for role in (Role.TRAINER, Role.MANAGER, Role.COORDINATOR)
    }

    departure = leave(partners)

    assert departure.export_until == TODAY + timedelta(days=60)
    assert places_of(people[Role.TRAINER]) == []
    assert [place.abilities for place in places_of(people[Role.MANAGER])] == [frozenset()]
    assert [place.abilities for place in places_of(people[Role.COORDINATOR])] == [
        frozenset({Ability.SEE_PEOPLE})
    ]
    ends = Membership.objects.exclude(user=people[Role.TRAINER]).values_list("ended_on", flat=True)
    assert set(ends) == {departure.export_until + timedelta(days=1)}


@pytest.fixture
def shared_until_the_end(small_course):
    """Of Alder: one shares and has completed, one shares and is part-way, one does neither; one of Birch shares."""
    partners = small_course.partners
    done, halfway, silent, stranger = guest(), guest(), guest(), guest("birch")
    done.complete()
    silent.complete()
    halfway.read("1/1/")
    stranger.complete()
    share(done, partners.alder.partner)
    share(halfway, partners.alder.partner)
    share(stranger, partners.birch.partner)
    phone = phone_of(done.token)
    completion = CourseCompletion._base_manager.get(learner=done.learner)
    have_it_printed(phone, f"/certificate/{completion.public_id}/name/", name="=Sam")
    return done


def test_export_holds_those_who_shared_until_that_day_and_nothing_done_since(
    small_course, shared_until_the_end
):
    alder = small_course.partners.alder.partner
    leave(small_course.partners)
    halfway = Enrolment._base_manager.get(begun_with=alder)
    CourseCompletion.objects.create(
        enrolment=halfway,
        learner_id=halfway.learner_id,
        partner=halfway.partner,
        course_key=halfway.course_key,
        edition=halfway.edition,
        completed_at=timezone.now(),
    )

    found = export_rows(alder.pk)

    assert sorted((row.name, row.begun_on, row.completed_on) for row in found) == [
        ("=Sam", TODAY, TODAY),
        ("No name given", TODAY, None),
    ]
    assert export_rows(small_course.partners.birch.partner.pk) == []


@pytest.mark.parametrize("verb", [ask_removal, erase_learner])
def test_export_holds_nobody_who_has_asked_since_for_everything_to_go(
    small_course, shared_until_the_end, verb
):
    alder = small_course.partners.alder.partner
    leave(small_course.partners)

    verb(learner_id=shared_until_the_end.learner.pk)

    assert [row.name for row in export_rows(alder.pk)] == ["No name given"]


def test_after_the_time_names_are_gone_with_proof(small_course, shared_until_the_end):
    partners = small_course.partners
    coordinator = make_person(partners.alder, Role.COORDINATOR)
    departure = leave(partners)
    assert close_departures() == 0
    over(departure)

    closed = [close_departures(), close_departures()]

    departure.refresh_from_db()
    assert closed == [1, 0]
    assert departure.closed_at is not None
    assert departure.proof == {
        "roles_open": 0,
        "agreements_open": 0,
        "people_seen": 0,
        "names_exportable": 0,
        "exports_taken": 0,
    }
    assert places_of(coordinator) == []
    assert export_rows(partners.alder.partner.pk) == []
    assert AuditEntry.objects.filter(verb="close departure", partner=partners.alder.partner).count() == 1


def test_certificates_and_records_stay_as_they_were(small_course, shared_until_the_end):
    phone = phone_of(shared_until_the_end.token)
    address = phone.get("/my-learning/").context["here"]["certificates"][0]["url"]
    check = phone.get(address).context["here"]["check_url"]
    before = (rows(CourseCompletion, "pk", "partner_id"), Client().get(check).context["here"]["certificate"])

    leave(small_course.partners)

    after = (rows(CourseCompletion, "pk", "partner_id"), Client().get(check).context["here"]["certificate"])
    assert after == before
    assert phone.get(address).status_code == 200


def test_leaving_twice_changes_nothing(small_course, shared_until_the_end):
    first = leave(small_course.partners)
    before = (rows(Enrolment, "partner_id"), list(AuditEntry.objects.values()), rows(Sharing, "ended_at"))

    second = leave(small_course.partners, notice="Another notice.")

    assert second.notice == first.notice
    after = (rows(Enrolment, "partner_id"), list(AuditEntry.objects.values()), rows(Sharing, "ended_at"))
    assert after == before


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"partner": "programme"}, "programme cannot leave"),
        ({"left_on": TODAY + timedelta(days=1)}, "in the future"),
        ({"left_on": TODAY - timedelta(days=61)}, "too long ago"),
        ({"notice": "  "}, "Write what the section says"),
    ],
)
def test_leaving_that_cannot_be_is_refused(two_partners, changes, said):
    if "partner" in changes:
        changes = {**changes, "partner": Partner.objects.get(slug=changes["partner"])}

    with pytest.raises(LifeRefused, match=said):
        leave(two_partners, **changes)

    assert not PartnerDeparture.objects.exists()
