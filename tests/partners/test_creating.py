"""A new partner is made whole, once, and stays a draft; an address that cannot be is refused beside the field."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import Collection, Page, Workflow, WorkflowPage

from pages.models import HomePage
from partners.conf import RESERVED_SLUGS
from partners.domain import create_partner
from partners.enums import Role
from partners.models import (
    AuditEntry,
    Borough,
    Brand,
    HelpPage,
    Partner,
    PartnerPage,
    PartnerSettings,
    PartnerSlug,
    SupportContact,
)
from partners.queries import partner_faces
from partners.rules import refuse_unfit_slug
from tests.factories.partners import make_person
from tests.factories.sql import counting

CEDAR = {
    "slug": "cedar",
    "name": "Cedar Homes",
    "short_name": "Cedar",
    "brand_colour": "#1f5f5b",
    "accent_colour": "#e6f1ef",
    "manager_email": "first@cedar.example",
}
COUNTED = (
    Partner,
    Brand,
    PartnerSettings,
    PartnerPage,
    HelpPage,
    SupportContact,
    Group,
    Workflow,
    AuditEntry,
)


def numbers() -> list[int]:
    return [model.objects.count() for model in (*COUNTED, Collection)]


@pytest.fixture
def manager(two_partners):
    """A programme manager, signed in."""
    client = Client()
    client.force_login(make_person(two_partners.programme, Role.PROGRAMME_MANAGER))
    return client


def test_everything_is_made_on_an_empty_database(db):
    partner = create_partner(**CEDAR)

    section = PartnerPage.objects.get(partner=partner)
    help_page = HelpPage.objects.child_of(section).get()
    assert HomePage.objects.count() == 1
    assert Client().get("/help/").status_code == 200
    assert (section.url_path, section.live, partner.opened_at) == ("/home/cedar/", False, None)
    assert help_page.get_latest_revision_as_object().body[0].value.source
    assert (partner.brand.monogram, partner.brand.brand_colour) == ("C", "#1f5f5b")
    assert partner.settings.privacy_notice == ""
    assert list(partner.contacts.values_list("key", "last_checked_on")) == [("your_landlord", None)]
    assert Collection.objects.filter(name="cedar").exists()
    assert Group.objects.filter(name__startswith="cedar: ").count() == 3
    assert WorkflowPage.objects.get(page=section.pk).workflow.name.startswith("cedar: ")
    assert AuditEntry.objects.filter(verb="create partner", partner=partner).count() == 1


def test_second_call_doubles_nothing(db):
    partner = create_partner(**CEDAR)
    before = numbers()

    again = create_partner(**{**CEDAR, "brand_colour": "#123456"})

    assert (again, numbers()) == (partner, before)
    assert Brand.objects.get(partner=partner).brand_colour == "#1f5f5b"


def test_what_is_missing_is_made_good(db):
    partner = create_partner(**CEDAR)
    before = numbers()
    PartnerSettings.objects.all().delete()
    Workflow.objects.filter(name__startswith="cedar").delete()

    create_partner(**CEDAR)

    assert numbers() == before
    assert partner == Partner.objects.get()


def test_refusal_leaves_nothing_behind(two_partners):
    before = numbers()

    with pytest.raises(ValidationError):
        create_partner(**{**CEDAR, "brand_colour": "teal"})

    assert numbers() == before
    assert not Page.objects.filter(slug="cedar").exists()


def test_nothing_of_a_new_partner_is_public(two_partners):
    create_partner(**CEDAR)

    answers = [Client().get(path).status_code for path in ("/cedar/", "/cedar/help/")]

    assert answers == [404, 404]
    assert "Cedar" not in Client().get("/").content.decode()
    assert partner_faces()["cedar"].section_url == ""


def test_programme_is_made_first_and_once(db):
    programme = create_partner(**{**CEDAR, "slug": "neighbours", "is_programme": True})

    with pytest.raises(ValidationError) as refused:
        create_partner(**{**CEDAR, "is_programme": True})

    assert (programme.is_programme, programme.is_sharing_on, programme.contacts.count()) == (True, False, 0)
    assert "slug" in refused.value.message_dict


@pytest.mark.parametrize(
    "slug",
    [
        "alder",
        "old-alder",
        "staff",
        "privacy",
        "cy",
        "Cedar",
        "ce dar",
        "cedar-",
        "-",
        "c",
        "a--b",
        "ça",
        "notes",
        "end-violence",
    ],
)
def test_unfit_address_is_refused_beside_the_field(two_partners, manager, slug):
    PartnerSlug.objects.create(slug="old-alder", partner=two_partners.alder.partner, replaced_on="2026-01-01")
    Page.objects.filter(pk=two_partners.birch.pk).update(slug="notes")
    before = numbers()

    response = manager.post("/staff/programme/partners/new/", {**CEDAR, "slug": slug})

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"slug"}
    assert f'value="{slug}"' in response.content.decode()
    assert numbers() == before


def test_own_present_and_former_address_is_free_to_a_partner(two_partners):
    alder = two_partners.alder.partner
    PartnerSlug.objects.create(slug="old-alder", partner=alder, replaced_on="2026-01-01")

    refuse_unfit_slug("alder", of=alder)
    refuse_unfit_slug("old-alder", of=alder)


def first_words(patterns, before: str = "") -> set[str]:
    """The fixed first words of all addresses of the site."""
    found = set()
    for pattern in patterns:
        route = before + str(pattern.pattern).lstrip("^").removeprefix("en-gb/")
        word, slash, _rest = route.partition("/")
        if slash and word:
            found |= {word} if word.replace("-", "").replace("_", "").isalnum() else set()
        elif isinstance(pattern, URLResolver):
            found |= first_words(pattern.url_patterns, route)
        else:
            assert isinstance(pattern, URLPattern)
    return found


def test_every_first_word_of_the_sites_addresses_is_reserved():
    words = first_words(get_resolver().url_patterns)

    assert {"staff", "admin", "borough", "learn", "check", "media"} <= words
    assert words - RESERVED_SLUGS == set()


def test_form_makes_the_partner_and_says_so(manager):
    borough = Borough.objects.create(key="hackney", name="Hackney")

    response = manager.post(
        "/staff/programme/partners/new/", {**CEDAR, "boroughs": [borough.pk]}, follow=True
    )

    page = response.content.decode()
    assert response.redirect_chain == [("/staff/programme/partners/", 302)]
    assert "Cedar Homes is there now" in page
    assert "Getting ready" in page
    assert list(Partner.objects.get(slug="cedar").boroughs.all()) == [borough]


def test_form_sent_twice_makes_one(manager):
    for _time in range(2):
        manager.post("/staff/programme/partners/new/", CEDAR)

    assert Partner.objects.filter(slug="cedar").count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("brand_colour", "teal"),
        ("brand_colour", "#ffff00"),
        ("accent_colour", "#000000"),
        ("manager_email", "nobody"),
        ("name", ""),
        ("name", "x" * 121),
        ("name", "Cedar\u202e Homes"),
        ("short_name", "Ce\u2066dar"),
        ("boroughs", "999"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_kept(manager, field, value):
    before = numbers()

    response = manager.post("/staff/programme/partners/new/", {**CEDAR, field: value})

    assert field in response.context["form"].errors
    assert "Cedar Homes" in response.content.decode() or field == "name"
    assert numbers() == before


@pytest.mark.parametrize("path", ["partners/", "partners/new/"])
@pytest.mark.parametrize(
    ("role", "slug", "expected"),
    [
        (Role.PROGRAMME_MANAGER, "programme", 200),
        (Role.PROGRAMME_MANAGER, "alder", 404),
        (Role.PROGRAMME_ANALYST, "programme", 403),
        (Role.MANAGER, "alder", 403),
        (Role.MANAGER, "programme", 404),
    ],
)
def test_partners_are_the_programme_managers_alone(two_partners, path, role, slug, expected):
    at = two_partners.alder if role is Role.MANAGER else two_partners.programme
    client = Client()
    client.force_login(make_person(at, role))

    assert client.get(f"/staff/{slug}/{path}").status_code == expected


def test_stranger_is_sent_to_sign_in(two_partners):
    response = Client().get("/staff/programme/partners/new/")

    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


def test_list_shows_each_partner_where_it_stands(two_partners, manager):
    Partner.objects.filter(slug="birch").update(left_on="2025-01-01", succeeded_by=two_partners.alder.partner)
    create_partner(**CEDAR)

    page = manager.get("/staff/programme/partners/").content.decode()

    assert "Since 1 January 2025 part of Alder Homes" in page
    assert "of 8" in page
    assert "Privacy notice" in page


def test_list_asks_the_same_of_the_database_for_few_and_for_many(manager):
    def queries() -> int:
        with counting() as sql:
            manager.get("/staff/programme/partners/")
        return sql.number

    create_partner(**CEDAR)
    manager.get("/staff/programme/partners/")
    few = queries()
    for name in ("Dogwood", "Elm"):
        create_partner(**{**CEDAR, "slug": name.lower(), "name": name, "short_name": name})
    manager.get("/staff/programme/partners/")

    assert queries() == few


def test_command_makes_the_same_partner(db):
    arguments = ("cedar", "--name=Cedar Homes", "--short-name=Cedar", "--colour=#1f5f5b", "--accent=#e6f1ef")
    call_command("create_partner", *arguments, "--manager=first@cedar.example", verbosity=0)
    before = numbers()

    call_command("create_partner", *arguments, "--manager=first@cedar.example", verbosity=0)

    assert numbers() == before
    assert Partner.objects.get().slug == "cedar"


def test_command_names_what_it_refuses(db):
    arguments = ("staff", "--name=Cedar Homes", "--short-name=Cedar", "--colour=#1f5f5b", "--accent=#e6f1ef")

    with pytest.raises(CommandError, match="slug: The site itself uses this address"):
        call_command("create_partner", *arguments, "--manager=first@cedar.example")
    assert numbers()[0] == 0


def test_empty_form_says_from_top_to_bottom_what_to_type(manager):
    html = manager.post("/staff/programme/partners/new/", {"name": ""}).content.decode()

    summary = html.partition('role="alert"')[2].partition("</div>")[0]
    told = ["the name of the association", "a short name", "a main colour", "a light second colour", "e-mail"]
    places = [summary.find(part) for part in told]
    assert -1 not in places
    assert places == sorted(places)
    assert "This field is required" not in html


def test_every_link_of_the_list_leads_somewhere(two_partners, manager):
    Partner.objects.filter(slug="birch").update(left_on="2025-01-01", succeeded_by=two_partners.alder.partner)
    create_partner(**CEDAR)

    shown = manager.get("/staff/programme/partners/").content.decode().partition('class="checklist"')[2]
    links = set(re.findall(r'href="(/staff/[^"]+)"', shown.partition("</main>")[0]))

    assert len(links) >= 4
    assert {manager.get(link).status_code for link in links} == {200}
