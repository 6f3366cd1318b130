"""Screens of a partner's life: for the programme's managers alone, and nothing happens before they say so."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from dashboards.domain.departures import leave_partnership
from learning.domain import agree_to_share, end_sharing
from learning.models import Response
from partners.enums import Role
from partners.models import AuditEntry, Membership, Partner, PartnerDeparture, PartnerMerger
from tests.dashboards.test_departures import NOTICE, over, shared_until_the_end  # noqa: F401 - a fixture
from tests.factories.partners import make_section, signed_in
from tests.factories.sql import counting
from tests.learning.acts import guest

TODAY = timezone.localdate()
ACTS = ("", "rename/", "part-of/", "merge/", "leave/")
MERGER = {"target": "birch", "dated_on": TODAY.isoformat()}


@pytest.fixture
def manager(two_partners) -> Client:
    return signed_in(two_partners.programme, Role.PROGRAMME_MANAGER)


@pytest.mark.parametrize("act", ACTS)
def test_only_the_programmes_managers_come_in(two_partners, act):
    path = f"/staff/programme/partners/alder/{act}"

    assert Client().get(path)["Location"].startswith("/sign-in/")
    assert signed_in(two_partners.programme, Role.PROGRAMME_ANALYST).get(path).status_code == 403
    alder = signed_in(two_partners.alder, Role.MANAGER)
    assert alder.get(path).status_code == 404
    assert alder.get(f"/staff/alder/partners/birch/{act}").status_code == 403


@pytest.mark.parametrize("act", ACTS)
def test_programme_and_strangers_have_no_such_page(manager, act):
    for slug in ("programme", "nobody"):
        assert manager.get(f"/staff/programme/partners/{slug}/{act}").status_code == 404


def test_form_for_a_new_partner_is_no_partner(manager):
    assert "New partner" in manager.get("/staff/programme/partners/new/").content.decode()


def test_partner_gets_a_new_name_and_address(manager, two_partners):
    fields = {"name": "Alder Trust", "short_name": "Alder", "slug": "alder-trust"}

    response = manager.post("/staff/programme/partners/alder/rename/", fields, follow=True)

    assert response.redirect_chain == [("/staff/programme/partners/alder-trust/", 302)]
    assert "/alder/, which leads here" in response.content.decode()
    assert Client().get("/alder/")["Location"] == "/alder-trust/"


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("birch", "Another partner has this address"),
        ("admin", "The site itself uses this address"),
        ("Not a word", "Write the address in small letters"),
    ],
)
def test_address_that_cannot_be_is_refused_beside_the_field(manager, slug, said):
    fields = {"name": "Alder Trust", "short_name": "Alder", "slug": slug}

    response = manager.post("/staff/programme/partners/alder/rename/", fields)

    assert said in str(response.context["form"].errors["slug"])
    assert response.context["form"]["name"].value() == "Alder Trust"
    assert Partner.objects.get(slug="alder").name == "Alder Homes"


def test_name_with_a_hidden_sign_is_refused_beside_the_field(manager):
    fields = {"name": "Alder\u202e Trust", "short_name": "Alder", "slug": "alder"}

    response = manager.post("/staff/programme/partners/alder/rename/", fields)

    assert "hidden sign" in str(response.context["form"].errors["name"])
    assert Partner.objects.get(slug="alder").name == "Alder Homes"


def test_partner_becomes_part_of_another_and_its_section_says_so(manager, two_partners):
    birch = two_partners.birch.partner

    manager.post("/staff/programme/partners/alder/part-of/", {"parent": birch.pk})

    assert Partner.objects.get(slug="alder").parent == birch
    assert "Part of Birch" in Client().get("/alder/").content.decode()
    assert "Part of" not in Client().get("/birch/").content.decode()


def test_parts_have_no_parts(manager, two_partners):
    cedar = make_section(two_partners.home, "cedar").partner
    manager.post("/staff/programme/partners/alder/part-of/", {"parent": two_partners.birch.partner.pk})

    response = manager.post(
        "/staff/programme/partners/cedar/part-of/", {"parent": two_partners.alder.partner.pk}
    )
    circle = manager.post(
        "/staff/programme/partners/birch/part-of/", {"parent": two_partners.alder.partner.pk}
    )

    assert "itself part of another" in str(response.context["form"].errors["parent"])
    assert "is part of Birch Homes already" in str(circle.context["form"].errors["parent"])
    assert Partner.objects.get(pk=cedar.pk).parent is None


def test_every_number_is_shown_before_anything_moves(manager, small_course):
    for _somebody in range(6):
        guest("alder").read("1/1/")
    guest("alder").begin("1/3/")

    response = manager.get("/staff/programme/partners/alder/merge/", MERGER)

    numbers = dict(row for table in response.context["tables"] for row in table.rows)
    assert numbers["Courses under way that carry on there"] == "7"
    # A single person is nobody's to count.
    assert numbers["Quizzes under way that carry on there"] == "fewer than 5"
    assert numbers["Shared courses that both have"] == 1
    assert "Nothing has moved yet." in response.content.decode()
    assert not PartnerMerger.objects.exists()

    done = manager.post("/staff/programme/partners/alder/merge/", MERGER, follow=True)

    assert "the sums are the same" in done.content.decode()
    merger = PartnerMerger.objects.get()
    assert (merger.source.slug, merger.target.slug, merger.legal_successor_on) == ("alder", "birch", None)


def test_few_who_completed_are_not_had_from_what_was_begun_and_is_under_way(manager, small_course):
    for _somebody in range(7):
        guest("alder").read("1/1/")
    guest("alder").complete()

    response = manager.get("/staff/programme/partners/alder/merge/", MERGER)

    numbers = dict(row for table in response.context["tables"] for row in table.rows)
    assert numbers["Courses completed so far, counted as before"] == "fewer than 5"
    exact = [
        label
        for label in ("Courses under way that carry on there", "Courses begun so far, counted as before")
        if str(numbers[label]).isdecimal()
    ]
    assert len(exact) == 1


def test_two_plans_do_not_tell_how_many_have_told_the_target_no(manager, small_course):
    alder, birch = small_course.partners.alder.partner, small_course.partners.birch.partner
    for number in range(7):
        somebody = guest("alder")
        with somebody.door():
            agree_to_share(learner=somebody.learner, partner_id=alder.pk)
            if number == 0:
                agree_to_share(learner=somebody.learner, partner_id=birch.pk)
                end_sharing(partner_id=birch.pk)
    legal = {"is_legal_successor": "on", "legal_successor_on": TODAY.isoformat()}

    plans = [
        manager.get("/staff/programme/partners/alder/merge/", {**MERGER, **more}).context["tables"][-1].rows
        for more in ({}, legal)
    ]

    shown = [[str(number) for label, number in rows if label.startswith("Agreements")] for rows in plans]
    assert shown == [["0", "7"], ["not shown", "fewer than 5"]]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"target": "alder"}, "cannot be merged with itself"),
        ({"target": "programme"}, "not one of the available choices"),
        ({"dated_on": (TODAY + timedelta(days=1)).isoformat()}, "in the future"),
        ({"dated_on": "soon"}, "Enter a valid date"),
        ({"is_legal_successor": "on"}, "Give the day"),
        ({"legal_successor_on": TODAY.isoformat()}, "Tick this as well"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_merger_that_cannot_be_is_refused_beside_what_was_typed(manager, method, changes, said):
    response = getattr(manager, method)("/staff/programme/partners/alder/merge/", MERGER | changes)

    assert response.status_code == 200
    assert said in response.content.decode()
    assert response.context["form"]["target"].value() == (MERGER | changes)["target"]
    assert not PartnerMerger.objects.exists()


def test_partner_leaves_only_once_it_is_confirmed(manager):
    fields = {"left_on": TODAY.isoformat(), "notice": NOTICE}
    path = "/staff/programme/partners/alder/leave/"

    asked = manager.post(path, fields)
    assert "are you sure?" in asked.content.decode()
    assert not PartnerDeparture.objects.exists()
    done = manager.post(path, fields | {"is_sure": "alder"}, follow=True)

    assert "Alder Homes has left." in done.content.decode()
    assert manager.get(path).status_code == 404


def test_life_page_shows_the_proof_and_no_stranger(manager, small_course):
    departure = leave_partnership(
        partner=small_course.partners.alder.partner, left_on=TODAY, notice=NOTICE, by=None
    )
    over(departure)
    from dashboards.domain.departures import close_departures  # noqa: PLC0415

    close_departures()

    html = manager.get("/staff/programme/partners/alder/").content.decode()
    assert "Names are gone for it since" in html
    assert "Thank you for learning with us." in html
    assert "Thank you for learning" not in manager.get("/staff/programme/partners/birch/").content.decode()


def test_life_page_asks_the_same_of_the_database_after_one_merger_and_three(manager, two_partners):
    from dashboards.domain.mergers import merge_partners  # noqa: PLC0415

    others = [make_section(two_partners.home, slug).partner for slug in ("cedar", "fir", "oak")]
    numbers = []
    for source in others:
        merge_partners(source=source, target=two_partners.birch.partner, dated_on=TODAY, by=None)
        manager.get("/staff/programme/partners/birch/")
        with counting() as sql:
            manager.get("/staff/programme/partners/birch/")
        numbers.append(sql.number)

    assert numbers[0] == numbers[2]


@pytest.fixture
def departed(small_course, shared_until_the_end):  # noqa: F811 - the fixture
    """Alder has left; its coordinator and its manager."""
    alder = small_course.partners.alder
    clients = {role: signed_in(alder, role) for role in (Role.COORDINATOR, Role.MANAGER, Role.TRAINER)}
    leave_partnership(partner=alder.partner, left_on=TODAY, notice=NOTICE, by=None)
    return clients


def sheet(response) -> list[tuple]:
    return list(load_workbook(BytesIO(response.content)).active.values)


def test_coordinator_takes_the_list_with_a_purpose_that_is_written_down(departed):
    assert Response._base_manager.exists()
    purpose = "To thank people at our last meeting"

    response = departed[Role.COORDINATOR].post("/staff/alder/departure/export/", {"purpose": purpose})

    heads, *lines = sheet(response)
    assert heads == ("Name", "Course", "Begun on", "Completed on")
    assert sorted((row[0], row[1]) for row in lines) == [
        ("'=Sam", "Small signs"),
        ("No name given", "Small signs"),
    ]
    entry = AuditEntry.objects.get(verb="export people")
    assert (entry.details, entry.partner.slug) == ({"purpose": purpose, "rows": 2}, "alder")


def test_programme_reads_who_took_the_list_and_what_for_and_no_name_of_it(departed, manager):
    purpose = "To thank people at our last meeting"
    departed[Role.COORDINATOR].post("/staff/alder/departure/export/", {"purpose": purpose})

    html = manager.get("/staff/programme/partners/alder/").content.decode()

    assert purpose in html
    assert "coordinator@alder.example" in html
    assert "=Sam" not in html
    assert purpose not in manager.get("/staff/programme/partners/birch/").content.decode()


def test_no_list_without_a_purpose(departed):
    response = departed[Role.COORDINATOR].post("/staff/alder/departure/export/", {"purpose": " "})

    assert "purpose" in response.context["form"].errors
    assert not AuditEntry.objects.filter(verb="export people").exists()


def test_nobody_else_takes_the_list(departed, small_course):
    path, given = "/staff/alder/departure/export/", {"purpose": "To see who it was"}

    assert departed[Role.MANAGER].post(path, given).status_code == 403
    assert departed[Role.TRAINER].post(path, given).status_code == 404
    assert signed_in(small_course.partners.birch, Role.COORDINATOR).post(path, given).status_code == 404
    assert Client().post(path, given)["Location"].startswith("/sign-in/")
    assert departed[Role.COORDINATOR].get(path).status_code == 405
    assert departed[Role.MANAGER].get("/staff/alder/departure/").status_code == 200


def test_whoever_has_not_left_has_no_such_page(small_course):
    coordinator = signed_in(small_course.partners.birch, Role.COORDINATOR)

    assert coordinator.get("/staff/birch/departure/").status_code == 404
    given = {"purpose": "To see who it was"}
    assert coordinator.post("/staff/birch/departure/export/", given).status_code == 404


def test_the_rest_of_the_screens_is_closed_for_a_partner_that_has_left(departed):
    for path in ("board", "people", "audit", "settings"):
        response = departed[Role.COORDINATOR].get(f"/staff/alder/{path}/")
        assert response.status_code in (403, 404), path


def test_its_staff_find_the_way_there_and_to_nothing_else(departed):
    here = departed[Role.COORDINATOR].get("/staff/alder/departure/").context

    assert [link["url"] for link in here["staff_links"]] == ["/staff/alder/departure/"]
    assert "/staff/alder/departure/" in departed[Role.MANAGER].get("/staff/").content.decode()


def test_after_the_last_day_there_is_no_list(departed):
    PartnerDeparture.objects.update(export_until=TODAY - timedelta(days=1))

    response = departed[Role.COORDINATOR].post(
        "/staff/alder/departure/export/", {"purpose": "To see who it was"}
    )

    assert response.status_code == 410
    assert Membership.objects.filter(ended_on__gt=TODAY).exists()
    assert not AuditEntry.objects.filter(verb="export people").exists()
