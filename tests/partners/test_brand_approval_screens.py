"""The screens on which a second person approves a look: now, on a day, or not; and brings an earlier one back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from partners.domain.brands import approve_brand
from partners.enums import Role
from partners.models import Partner
from tests.factories.brands import brand_of, drafted, waiting
from tests.factories.partners import make_person, make_section, signed_in
from tests.factories.sql import counting

APPROVING = ["approvals/", "approvals/alder/", "approvals/alder/earlier/"]


def test_approving_is_for_approvers(two_partners):
    approver, writer = (signed_in(two_partners.alder, role) for role in (Role.APPROVER, Role.COMMUNICATIONS))
    stranger = signed_in(two_partners.birch, Role.APPROVER)

    for screen in APPROVING:
        address = f"/staff/alder/{screen}"
        answers = [client.get(address).status_code for client in (approver, writer, stranger)]
        assert answers == [200, 403, 404], screen
        assert Client().get(address).url.startswith("/sign-in/")


def test_approver_meets_nothing_of_another_partner(two_partners):
    waiting(two_partners.birch, footer="BIRCH-DRAFT")
    client = signed_in(two_partners.alder, Role.APPROVER)

    for screen in ("", "earlier/", "earlier/1/"):
        address = f"/staff/alder/approvals/birch/{screen}"
        for response in (client.get(address), client.post(address, {"decision": "now"})):
            assert response.status_code in (404, 405)
            assert "BIRCH-DRAFT" not in response.content.decode()
    assert brand_of(two_partners.birch).submitted_at is not None


def test_draft_is_sent_looked_at_and_approved(two_partners):
    drafted(two_partners.alder, welcome="New words.")
    signed_in(two_partners.alder, Role.COMMUNICATIONS).post("/staff/alder/brand/send/")
    client = signed_in(two_partners.alder, Role.APPROVER)
    assert "Alder Homes" in client.get("/staff/alder/approvals/").content.decode()
    html = client.get("/staff/alder/approvals/alder/").content.decode()
    assert ("Welcome to alder." in html, "New words." in html) == (True, True)

    client.post(
        "/staff/alder/approvals/alder/",
        {"decision": "now", "revision": brand_of(two_partners.alder).latest_revision_id},
    )

    assert brand_of(two_partners.alder).welcome == "New words."
    assert "New words." in Client().get("/alder/").content.decode()


@pytest.mark.parametrize("seen", ["", "0", "x", "-1", "99999999999999999999999"])
def test_forged_approval_changes_nothing(two_partners, seen):
    waiting(two_partners.alder, welcome="New words.")
    client = signed_in(two_partners.alder, Role.APPROVER)

    response = client.post(
        "/staff/alder/approvals/alder/", {"decision": "now", "revision": seen}, follow=True
    )

    assert "Please look again." in response.content.decode()
    assert brand_of(two_partners.alder).welcome == "Welcome to alder."


def test_own_change_is_shown_but_not_approved(two_partners):
    brand = waiting(two_partners.alder, welcome="New words.")
    user = make_person(two_partners.alder, Role.APPROVER, "communications@alder.example")
    client = Client()
    client.force_login(user)

    html = client.get("/staff/alder/approvals/alder/").content.decode()
    client.post("/staff/alder/approvals/alder/", {"decision": "now", "revision": brand.latest_revision_id})

    assert "You had a hand in this change" in html
    assert 'value="now"' not in html
    assert brand_of(two_partners.alder).welcome == "Welcome to alder."


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2020-01-01", "still to come"),
        ("soon", "Enter a valid date."),
        ("", "This field is required."),
        ("9999-12-31", ""),
    ],
)
def test_day_to_go_live_is_a_day_to_come(two_partners, day, said):
    brand = waiting(two_partners.alder, welcome="New words.")
    client = signed_in(two_partners.alder, Role.APPROVER)
    sent = {"decision": "schedule", "revision": brand.latest_revision_id, "day": day, "time": "06:00"}

    response = client.post("/staff/alder/approvals/alder/", sent)

    assert brand_of(two_partners.alder).welcome == "Welcome to alder."
    assert (response.status_code == 302) == (not said)
    if said:
        assert said in response.content.decode()
        assert brand_of(two_partners.alder).scheduled_revision is None
    else:
        html = client.get("/staff/alder/approvals/alder/").content.decode()
        assert "goes live on 31 December 9999" in html
        client.post("/staff/alder/approvals/alder/", {"decision": "unschedule"})
        assert brand_of(two_partners.alder).scheduled_revision is None


def test_earlier_look_comes_back_after_a_question(two_partners):
    brand = waiting(two_partners.alder, welcome="Second.")
    approve_brand(
        brand=brand,
        revision_id=brand.latest_revision_id,
        by=make_person(two_partners.alder, Role.APPROVER),
    )
    client = signed_in(two_partners.alder, Role.APPROVER)

    assert (
        "/staff/alder/approvals/alder/earlier/1/"
        in client.get("/staff/alder/approvals/alder/earlier/").content.decode()
    )
    assert "Second." in client.get("/staff/alder/approvals/alder/earlier/1/").content.decode()
    client.post("/staff/alder/approvals/alder/earlier/1/")

    assert brand_of(two_partners.alder).welcome == "Welcome to alder."
    assert client.get("/staff/alder/approvals/alder/earlier/9/").status_code == 404


# Where a partner has no second person


def test_programmes_approver_stands_in_where_there_is_nobody_else(two_partners):
    brand = waiting(two_partners.alder, welcome="New words.")
    client = signed_in(two_partners.programme, Role.APPROVER)
    alone = client.get("/staff/programme/approvals/").content.decode()

    client.post(
        "/staff/programme/approvals/alder/", {"decision": "now", "revision": brand.latest_revision_id}
    )

    assert "/staff/programme/approvals/alder/" in alone
    assert brand_of(two_partners.alder).welcome == "New words."


def test_programmes_approver_stands_back_where_there_is_somebody(two_partners):
    brand = waiting(two_partners.alder, welcome="ALDER-DRAFT")
    make_person(two_partners.alder, Role.APPROVER)
    client = signed_in(two_partners.programme, Role.APPROVER)

    assert "alder" not in client.get("/staff/programme/approvals/").content.decode().lower()
    response = client.post(
        "/staff/programme/approvals/alder/", {"decision": "now", "revision": brand.latest_revision_id}
    )

    assert response.status_code == 404
    assert brand_of(two_partners.alder).submitted_at is not None


def test_programme_sees_no_draft_before_it_is_sent(two_partners):
    drafted(two_partners.alder, welcome="ALDER-DRAFT")
    client = signed_in(two_partners.programme, Role.APPROVER)

    html = client.get("/staff/programme/approvals/alder/").content.decode()

    assert "Nothing waits for approval" in html
    assert "ALDER-DRAFT" not in html


def test_list_of_approvals_costs_the_same_for_one_and_three(two_partners):
    client = signed_in(two_partners.programme, Role.APPROVER)
    waiting(two_partners.alder)
    client.get("/staff/programme/approvals/")
    with counting() as one:
        client.get("/staff/programme/approvals/")
    for slug in ("cedar", "dogwood"):
        waiting(make_section(two_partners.home, slug))
    client.get("/staff/programme/approvals/")

    with counting() as three:
        html = client.get("/staff/programme/approvals/").content.decode()

    assert "Dogwood Homes" in html
    assert three.number == one.number


def test_list_of_earlier_looks_costs_the_same_for_one_and_three(two_partners):
    client = signed_in(two_partners.alder, Role.APPROVER)

    def look(words: str):
        brand = waiting(two_partners.alder, welcome=words)
        approver = make_person(two_partners.alder, Role.APPROVER)
        approve_brand(brand=brand, revision_id=brand.latest_revision_id, by=approver)
        client.get("/staff/alder/approvals/alder/earlier/")
        with counting() as found:
            client.get("/staff/alder/approvals/alder/earlier/")
        return found.number

    assert look("Second.") == [look("Third."), look("Fourth.")][-1]


def test_schedule_is_seen_by_the_writer(two_partners):
    brand = waiting(two_partners.alder, welcome="New words.")
    approve_brand(
        brand=brand,
        revision_id=brand.latest_revision_id,
        by=make_person(two_partners.alder, Role.APPROVER),
        at=timezone.now() + timedelta(days=3),
    )

    html = signed_in(two_partners.alder, Role.COMMUNICATIONS).get("/staff/alder/brand/").content.decode()

    assert "Approved, goes live on" in html
    assert "As it will be from that day" in html
    assert ("Welcome to alder." in html, "New words." in html) == (True, True)
    assert "Send for approval" not in html


def test_first_look_is_live_since_the_section_opened(two_partners):
    opened = timezone.now() - timedelta(days=40)
    Partner.objects.filter(slug="alder").update(opened_at=opened)

    drafted(two_partners.alder, welcome="New words.")

    assert brand_of(two_partners.alder).last_published_at == opened
