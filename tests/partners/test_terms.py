"""Whoever sees people accepts the terms first; the guard asks, on every screen that shows people."""

import pytest
from django.test import Client

from partners.enums import ABILITIES_OVER_PEOPLE, Ability, Role
from partners.models import AuditEntry, TermsAcceptance
from partners.rules import access, access_list, place_at
from tests.factories.partners import make_person


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def newcomer(two_partners):
    """A coordinator at Alder who has accepted nothing yet."""
    return make_person(two_partners.alder, Role.COORDINATOR, has_accepted_terms=False)


@pytest.fixture
def people_screen(monkeypatch):
    """Makes the board a screen of people, as the access list would say it."""

    def of(ability):
        entry = access.in_place("dashboards:board", ability, "GET", "POST")
        monkeypatch.setattr("partners.rules.access.access_list", lambda: {**known, "dashboards:board": entry})

    known = access_list()
    return of


@pytest.mark.parametrize(
    ("role", "ability"),
    [(Role.COORDINATOR, Ability.SEE_PEOPLE), (Role.WORKSHOP_HOST, Ability.KEEP_REGISTER)],
)
def test_guard_leads_to_the_terms_and_back(two_partners, people_screen, role, ability):
    user = make_person(two_partners.alder, role, has_accepted_terms=False)
    people_screen(ability)
    client = as_user(user)

    turned = client.get("/staff/alder/board/?month=1")
    page = client.get(turned.url)
    accepted = client.post("/staff/alder/terms/", {"next": page.context["next"]})

    assert turned.url == "/staff/alder/terms/?next=%2Fstaff%2Falder%2Fboard%2F%3Fmonth%3D1"
    assert "anti-social behaviour" in page.content.decode()
    assert accepted.url == "/staff/alder/board/?month=1"
    assert client.get(accepted.url).status_code == 200


def test_guard_turns_a_post_too_and_it_has_done_nothing(newcomer, people_screen):
    people_screen(Ability.SEE_PEOPLE)

    turned = as_user(newcomer).post("/staff/alder/board/", {"next": "/x/"})

    assert turned.url == "/staff/alder/terms/"


def test_guard_still_refuses_a_role_that_never_sees_people(two_partners, people_screen):
    people_screen(Ability.SEE_PEOPLE)

    response = as_user(make_person(two_partners.alder, Role.TRAINER)).get("/staff/alder/board/")

    assert response.status_code == 403


def test_every_screen_of_people_is_behind_the_terms(newcomer):
    """Whatever is on the list: no screen with an ability over people opens before."""
    entries = [entry for entry in access_list().values() if entry.ability in ABILITIES_OVER_PEOPLE]
    place = place_at(newcomer, newcomer.memberships.get().partner)

    assert [entry.name for entry in entries if place.may(entry.ability)] == []


def test_board_shows_numbers_only_and_the_way_to_the_terms(newcomer):
    client = as_user(newcomer)

    before = client.get("/staff/alder/board/")
    looks = AuditEntry.objects.filter(verb="view learner list").count()
    client.post("/staff/alder/terms/")
    after = client.get("/staff/alder/board/")

    assert before.context["here"]["shows_people"] is False
    assert "/staff/alder/terms/?next=/staff/alder/board/" in before.content.decode()
    assert looks == 0
    assert after.context["here"]["shows_people"] is True
    assert "/terms/" not in after.content.decode()


def test_accepting_is_dated_and_written_down_once(newcomer):
    client = as_user(newcomer)

    for _time in range(2):
        client.post("/staff/alder/terms/")

    row = TermsAcceptance.objects.get()
    assert (row.user, row.partner.slug, row.accepted_at is None) == (newcomer, "alder", False)
    entry = AuditEntry.objects.get(verb="accept terms")
    assert (entry.actor, entry.partner.slug, entry.details) == (newcomer, "alder", {"version": row.version})


def test_reading_the_terms_accepts_nothing(newcomer):
    as_user(newcomer).get("/staff/alder/terms/")

    assert not TermsAcceptance.objects.exists()


def test_role_without_people_may_read_and_has_nothing_to_accept(two_partners):
    client = as_user(make_person(two_partners.alder, Role.TRAINER))

    page = client.get("/staff/alder/terms/")
    client.post("/staff/alder/terms/")

    assert "nothing for you to accept" in page.content.decode()
    assert not TermsAcceptance.objects.exists()


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_the_way_back_stays_in_this_site(newcomer, away):
    response = as_user(newcomer).post("/staff/alder/terms/", {"next": away})

    assert response.url == "/staff/"


def test_stranger_and_somebody_without_a_role_there(two_partners, newcomer):
    assert Client().get("/staff/alder/terms/").url.startswith("/sign-in/")
    assert as_user(newcomer).get("/staff/birch/terms/").status_code == 404
    assert as_user(newcomer).post("/staff/birch/terms/").status_code == 404
    assert as_user(newcomer).delete("/staff/alder/terms/").status_code == 405
