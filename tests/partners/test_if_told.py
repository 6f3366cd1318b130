""" "If somebody tells you something": on every staff screen, with the partner's own people."""

from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client

from partners.domain import public_content_changed
from partners.enums import Role
from partners.models import PartnerSettings
from partners.queries import safeguarding_of
from tests.architecture.house import REPOSITORY
from tests.factories.partners import make_person
from tests.factories.sql import counting


@pytest.fixture
def leads(two_partners):
    for slug in ("alder", "birch"):
        PartnerSettings.objects.create(
            partner=getattr(two_partners, slug).partner,
            safeguarding_lead_name=f"Lead of {slug}",
            safeguarding_lead_number="020 7000 0001",
            out_of_hours_number="020 7000 0002 option 3",
            out_of_hours_label="Duty team",
        )
    public_content_changed()
    return two_partners


def page(user, address: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get(address).content.decode()


def test_screen_of_a_place_names_its_own_lead_only(leads):
    html = page(make_person(leads.alder, Role.MANAGER), "/staff/alder/board/")

    assert "If somebody tells you something" in html
    assert "Lead of alder" in html
    assert 'href="tel:02070000001"' in html
    assert 'href="tel:02070000002"' in html
    assert "Duty team" in html
    assert "Lead of birch" not in html


def test_home_names_the_lead_of_each_place_and_of_no_other(leads):
    user = make_person(leads.alder, Role.TRAINER, "two@example.org")
    html = page(user, "/staff/")
    make_person(leads.programme, Role.TRAINER, "two@example.org")

    both = page(user, "/staff/")

    assert "Lead of alder" in html
    assert "Lead of birch" not in html
    assert "Lead of alder" in both
    assert "Programme Homes has not entered its safeguarding lead here yet" in both


def test_lead_that_is_not_entered_is_said_so_and_the_six_lines_stand(two_partners):
    html = page(make_person(two_partners.alder, Role.MANAGER), "/staff/alder/board/")

    section = html.partition('id="if-told"')[2].partition("</section>")[0]
    assert section.count("<li>") == 6
    assert "has not entered its safeguarding lead here yet" in section
    assert "<form" not in section
    assert "<textarea" not in section


def test_lead_that_is_missing_is_entered_by_whoever_may_and_asked_for_by_others(two_partners):
    link = 'href="/staff/alder/settings/"'
    sections = {
        role: page(make_person(two_partners.alder, role, f"{role}@example.org"), "/staff/alder/my-rights/")
        .partition('id="if-told"')[2]
        .partition("</section>")[0]
        for role in (Role.MANAGER, Role.TRAINER)
    }

    assert link in sections[Role.MANAGER]
    assert "Ask your manager" not in sections[Role.MANAGER]
    assert link not in sections[Role.TRAINER]
    assert "Ask your manager who it is." in sections[Role.TRAINER]


def test_title_of_a_screen_says_what_it_is_and_for_whom_one_acts(two_partners):
    html = page(make_person(two_partners.alder, Role.MANAGER), "/staff/alder/contacts/")

    assert f"<title>Contacts – {two_partners.alder.partner.short_name}</title>" in html


def test_lead_comes_from_memory_until_it_changes(leads):
    alder = leads.alder.partner
    safeguarding_of(alder.pk)
    with counting() as sql:
        render_to_string("partners/staff/if_told.html", {"places": []})
        safeguarding_of(alder.pk)
    PartnerSettings.objects.filter(partner=alder).update(safeguarding_lead_name="Somebody new")
    public_content_changed()

    # Outside a request the version number is read at each use.
    assert sql.number == 1
    assert safeguarding_of(alder.pk).lead_name == "Somebody new"


def test_every_staff_screen_stands_in_the_base_that_says_it():
    base = (REPOSITORY / "templates/staff_base.html").read_text(encoding="utf-8")
    emptied = [
        path.name
        for path in Path(REPOSITORY / "templates").rglob("*.html")
        if path.name != "staff_base.html" and "{% block if_told %}" in path.read_text(encoding="utf-8")
    ]

    assert '{% include "partners/staff/if_told.html" %}' in base
    assert emptied == []
