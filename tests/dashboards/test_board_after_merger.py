"""A board after others have become part of its partner: numbers both ways, and names only of those who agreed."""

from datetime import timedelta

import pytest
from django.test import Client

from dashboards.queries.board import board_of
from learning.domain import pass_on_sharing
from learning.models import Enrolment, SharingNotice
from partners.domain import public_content_changed
from partners.enums import Role
from partners.models import Partner
from tests.certificates.factory import phone_of
from tests.dashboards.test_agreements_after_merger import LEGAL, after, answer, share
from tests.dashboards.test_mergers import merge
from tests.factories.partners import make_person, make_section
from tests.factories.sql import counting
from tests.factories.walking import have_it_printed
from tests.learning.acts import Resident, guest


def named(section: str, name: str, *, completes: bool = True) -> Resident:
    """Somebody who shares with a section's partner, and has a certificate from there if they complete."""
    resident = guest(section)
    share_with = Partner.objects.get(slug=section)
    if completes:
        completion = resident.complete()
        have_it_printed(phone_of(resident.token), f"/certificate/{completion.public_id}/name/", name=name)
    else:
        resident.read("1/1/")
    share(resident, share_with)
    return resident


def people(partner: Partner) -> list[tuple]:
    public_content_changed()
    found = board_of(partner.pk, shows_people=True).people
    return sorted((row["name"], row["progress_percent"]) for row in found)


def passes(*residents: Resident, source: str = "alder") -> None:
    for resident in residents:
        answer(phone_of(resident.token), "read", source)
    after(30)
    pass_on_sharing()


def test_names_reach_the_board_only_of_those_who_knew_and_said_nothing_for_thirty_days(small_course):
    partners = small_course.partners
    birch = partners.birch.partner
    named("birch", "Bea of Birch")
    knew, declined, _never_seen = (
        named("alder", name) for name in ("Kim who knew", "Dee who declined", "Nat never seen")
    )
    silent = guest("alder")
    silent.complete()
    assert people(birch) == [("Bea of Birch", 100)]

    merge(partners, **LEGAL)
    during = people(birch)
    answer(phone_of(knew.token), "read")
    after(29)
    pass_on_sharing()
    nearly = people(birch)
    answer(phone_of(declined.token), "read")
    answer(phone_of(declined.token), "no")
    passes(knew)

    assert during == nearly == [("Bea of Birch", 100)]
    assert people(birch) == [("Bea of Birch", 100), ("Kim who knew", 100)]
    html = client_of(partners.birch).get("/staff/birch/board/").content.decode()
    assert "Kim who knew" in html
    for name in ("Dee who declined", "Nat never seen"):
        assert name not in html


def client_of(section, role: Role = Role.COORDINATOR) -> Client:
    client = Client()
    client.force_login(make_person(section, role, f"{role}@board.example"))
    return client


def test_course_begun_before_is_shown_from_the_day_on_which_work_was_done_here(small_course):
    """They share with Birch by their own choice: what they did with Alder stays between Alder and them."""
    partners = small_course.partners
    resident = guest("alder")
    resident.read("1/1/")
    resident.read("1/2/")
    share(resident, partners.birch.partner)
    merge(partners)
    Enrolment._base_manager.update(begun_at=Enrolment._base_manager.get().begun_at - timedelta(days=90))
    before = people(partners.birch.partner)

    resident.at("birch").read("2/1/")

    public_content_changed()
    row = board_of(partners.birch.partner.pk, shows_people=True).people[0]
    assert before == []
    assert row["progress_percent"] == 16
    assert row["begun_on"] > Enrolment._base_manager.get().begun_at + timedelta(days=89)


def test_agreement_given_anew_is_for_the_successors_own_work(small_course):
    partners = small_course.partners
    resident = named("alder", "Kim")
    merge(partners, **LEGAL)
    passes(resident)
    assert people(partners.birch.partner) == [("Kim", 100)]

    phone_of(resident.token).post("/learn/sharing/stop/")
    share(resident, partners.birch.partner)

    assert people(partners.birch.partner) == []


def test_chain_of_mergers_shows_what_passed_at_each_turn_and_nothing_else(small_course):
    partners = small_course.partners
    cedar = make_section(partners.home, "cedar").partner
    kim, lou = named("alder", "Kim"), named("alder", "Lou")
    merge(partners, **LEGAL)
    passes(kim)
    answer(phone_of(lou.token), "no")
    share(lou, partners.birch.partner)
    merge(partners, source=Partner.objects.get(slug="birch"), target=cedar, **LEGAL)
    assert people(cedar) == []

    passes(kim, lou, source="birch")

    assert people(cedar) == [("Kim", 100)]
    assert SharingNotice._base_manager.filter(passed_at=None, declined_at=None).count() == 0


@pytest.fixture
def six_at_each(small_course):
    for section in ("alder", "birch"):
        for _somebody in range(6):
            guest(section).read("1/1/")
    return small_course.partners


def test_numbers_are_shown_as_they_are_now_and_as_they_were(six_at_each):
    birch = six_at_each.birch.partner
    client = client_of(six_at_each.birch)
    before = client.get("/staff/birch/board/").context["here"]
    merge(six_at_each)
    public_content_changed()

    now = client.get("/staff/birch/board/").context["here"]
    was = client.get("/staff/birch/board/?view=was").context["here"]

    assert before["totals"] == {"begun": "6", "completed": "0"}
    assert not before["has_two_views"]
    assert now["totals"] == {"begun": "12", "completed": "0"}
    assert was["totals"] == before["totals"]
    assert [row["begun"] for row in was["months"]] == ["6"]
    assert (was["shows_people"], was["people"], was["has_two_views"]) == (False, [], True)
    assert board_of(birch.pk, shows_people=False, as_it_was=True).courses == was["courses"]


def test_two_views_never_give_away_a_small_number(six_at_each):
    guest("alder").complete()
    merge(six_at_each)
    public_content_changed()

    here = client_of(six_at_each.birch).get("/staff/birch/board/?view=was").context["here"]

    # Nobody had completed with Birch: the one who has now would be Alder's.
    assert (here["is_hidden"], here["totals"], here["months"], here["courses"]) == (True, {}, [], [])


def test_board_asks_the_same_of_the_database_for_one_person_and_for_three(small_course):
    partners = small_course.partners
    first, *others = [named("alder", name, completes=False) for name in "ABC"]
    merge(partners, **LEGAL)
    client = client_of(partners.birch)
    passes(first)
    client.get("/staff/birch/board/")

    with counting() as one:
        client.get("/staff/birch/board/")
    passes(*others)
    with counting() as three:
        client.get("/staff/birch/board/")

    assert len(people(partners.birch.partner)) == 3
    assert one.number == three.number, three.queries
