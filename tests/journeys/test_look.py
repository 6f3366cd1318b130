"""A look from the first colour to live, by two people in a browser without scripts; axe finds nothing on the way."""

import pytest
from django.test import Client

from partners.enums import Role
from tests.factories.courses import make_small_course
from tests.factories.partners import make_partners, make_person
from tests.journeys.conftest import DESK


@pytest.fixture
def section(live_server, transactional_db, django_db_serialized_rollback):
    return make_small_course(make_partners()).partners.alder


def signed_in(context, site: str, section, role: Role) -> None:
    client = Client()
    client.force_login(make_person(section, role))
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])


def test_look_goes_from_draft_to_live_by_two_people(section, live_server, phone):
    site = live_server.url
    writer, approver = phone(javascript=False), phone(javascript=False, size=DESK)
    signed_in(writer.context, site, section, Role.COMMUNICATIONS)
    signed_in(approver.context, site, section, Role.APPROVER)

    writer.goto(f"{site}/staff/alder/brand/")
    writer.get_by_role("link", name="Colours and name").click()
    writer.fill("#id_brand_colour", "#d896d2")
    writer.get_by_role("button", name="Save in the draft").last.click()
    taken = writer.get_by_role("button", name="Take #")
    shade = taken.inner_text().split()[-1]
    taken.click()
    writer.get_by_role("button", name="Send for approval").click()
    assert writer.get_by_text("Waiting for approval since").is_visible()

    approver.goto(f"{site}/staff/alder/approvals/")
    approver.get_by_role("link", name="Alder Homes").click()
    assert approver.get_by_text(shade).first.is_visible()
    approver.get_by_role("button", name="Approve, live now").click()
    assert approver.get_by_text("Approved. It is live now.").is_visible()

    writer.goto(f"{site}/alder/")
    sheet = writer.locator("link[href*='theme.css']").get_attribute("href")
    assert f"--brand:{shade};" in writer.request.get(f"{site}{sheet}").text()
