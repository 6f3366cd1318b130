"""Support contacts: the nearest one for each key, never an invented number, never a sample in production."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from dashboards.domain.sample import load_boroughs, load_contacts
from partners.domain import public_content_changed
from partners.enums import ContactScope
from partners.models import Borough, HelpPage, SupportContact
from partners.queries import boroughs, contacts_for, within_request
from partners.queries.contacts import checked_label, contact_face, dialled

KEY = "nspcc"
DOOR = "borough_front_door"


@pytest.fixture(autouse=True)
def places(two_partners):
    """Two boroughs; the partners' ids by name."""
    for key in ("hackney", "brent"):
        Borough.objects.create(key=key, name=key.capitalize())
    return {"alder": two_partners.alder.partner_id, "birch": two_partners.birch.partner_id}


def contact(
    name: str, *, key: str = KEY, borough: str = "", partner_id: int | None = None, **fields
) -> SupportContact:
    scope = ContactScope.BOROUGH if borough else ContactScope.PARTNER if partner_id else ContactScope.NATIONAL
    made = SupportContact.objects.create(
        key=key,
        name=name,
        purpose="Ask.",
        scope=scope,
        borough=Borough.objects.get(key=borough) if borough else None,
        partner_id=partner_id,
        **{"number": "0800 1111", **fields},
    )
    public_content_changed()
    return made


def found(key: str = KEY, *, partner_id: int | None = None, borough: str = "") -> list[str]:
    return [face.name for face in contacts_for([key], partner_id=partner_id, borough=borough)]


# The nearest one


def test_contact_is_the_nearest_there_is(places):
    alder, birch = places["alder"], places["birch"]
    contact("national")
    contact("hackney", borough="hackney")
    contact("alder", partner_id=alder)
    contact("alder in hackney", borough="hackney", partner_id=alder)

    assert {
        (borough, partner): found(partner_id=partner_id, borough=borough)
        for borough in ("", "hackney", "brent")
        for partner, partner_id in (("nobody", None), ("alder", alder), ("birch", birch))
    } == {
        ("", "nobody"): ["national"],
        ("", "alder"): ["alder"],
        ("", "birch"): ["national"],
        ("hackney", "nobody"): ["hackney"],
        ("hackney", "alder"): ["alder in hackney"],
        ("hackney", "birch"): ["hackney"],
        ("brent", "nobody"): ["national"],
        ("brent", "alder"): ["alder"],
        ("brent", "birch"): ["national"],
    }


def test_contact_of_ones_partner_is_nearer_than_that_of_ones_borough(places):
    contact("national")
    contact("hackney", borough="hackney")
    contact("alder", partner_id=places["alder"])

    assert found(partner_id=places["alder"], borough="hackney") == ["alder"]
    assert found(partner_id=places["birch"], borough="hackney") == ["hackney"]


def test_contact_of_a_borough_is_shown_for_the_borough_that_was_chosen_only(places):
    contact("hackney", borough="hackney")

    assert [found(borough=borough) for borough in ("hackney", "brent", "", "nowhere")] == [
        ["hackney"],
        [],
        [],
        [],
    ]


def test_contact_of_another_partner_is_never_shown(places):
    contact("birch", partner_id=places["birch"])

    assert [found(partner_id=partner_id) for partner_id in (places["alder"], None)] == [[], []]


def test_contacts_come_in_the_order_asked_and_unknown_keys_are_left_out(places):
    contact("One", key="one")
    contact("Two", key="two")

    faces = contacts_for([" two ", "nothing", "one"], partner_id=None)

    assert [face.name for face in faces] == ["Two", "One"]


def test_contacts_cost_one_query_then_only_the_version(places, django_assert_num_queries):
    contact("One", key="one")

    with within_request(), django_assert_num_queries(2):
        contacts_for(["one", "nothing"], partner_id=places["alder"], borough="hackney")
    with within_request(), django_assert_num_queries(1):
        contacts_for(["one", "nothing"], partner_id=places["birch"])


@pytest.mark.parametrize(("name", "url"), [("alder", "/alder/help/"), (None, "/help/")])
def test_help_page_is_a_contact_that_leads_to_ones_own_help_page(places, two_partners, name, url):
    two_partners.alder.add_child(instance=HelpPage(title="Help", locale=two_partners.home.locale))
    public_content_changed()

    (face,) = contacts_for(["help_page"], partner_id=places.get(name))

    assert (face.name, face.url, face.number, face.is_unknown) == ("Get help", url, "", False)


# What is not known


def test_front_door_without_a_borough_asks_for_one(places):
    (face,) = contacts_for([DOOR], partner_id=places["alder"])

    assert (face.is_unknown, face.needs_borough, face.number) == (True, True, "")
    assert face.purpose == "Choose your borough to see the number."


def test_front_door_of_a_borough_nobody_has_written_of_says_it_is_unknown(places):
    contact("hackney", key=DOOR, borough="hackney")

    (face,) = contacts_for([DOOR], partner_id=places["alder"], borough="brent")

    assert (face.is_unknown, face.needs_borough, face.number, face.purpose) == (True, False, "", "Brent")


@pytest.mark.parametrize("web", ["", "brent.gov.uk"])
def test_front_door_without_a_number_says_it_is_unknown(places, web):
    contact("brent", key=DOOR, borough="brent", number="", web=web)

    (face,) = contacts_for([DOOR], partner_id=None, borough="brent")

    assert (face.name, face.is_unknown, face.needs_borough, face.number, face.web) == (
        "brent",
        True,
        False,
        "",
        web,
    )


def test_front_door_with_a_number_is_known(places):
    contact("hackney", key=DOOR, borough="hackney", number="020 8356 5500")

    (face,) = contacts_for([DOOR], partner_id=None, borough="hackney")

    assert (face.is_unknown, face.number, face.tel) == (False, "020 8356 5500", "02083565500")


def test_other_contact_without_a_number_is_a_name_only(places):
    contact("Advice", key="education_advice", number="")

    (face,) = contacts_for(["education_advice"], partner_id=None)

    assert (face.name, face.is_unknown, face.number) == ("Advice", False, "")


# Samples


def test_sample_contact_is_hidden_where_samples_are_not_served(places, settings):
    contact("Sample", key="one", is_sample=True)
    contact("Real", key="two")
    settings.SERVE_SAMPLE_TEXTS = False
    public_content_changed()

    faces = contacts_for(["one", "two"], partner_id=None)

    assert [face.name for face in faces] == ["Real"]


def test_sample_front_door_is_hidden_and_then_unknown(places, settings):
    contact("hackney", key=DOOR, borough="hackney", is_sample=True)
    settings.SERVE_SAMPLE_TEXTS = False
    public_content_changed()

    (face,) = contacts_for([DOOR], partner_id=None, borough="hackney")

    assert (face.name, face.is_unknown, face.number) == ("Your council's children's services", True, "")


def test_sample_nearest_is_hidden_and_the_next_is_shown(places, settings):
    contact("national")
    contact("alder", partner_id=places["alder"], is_sample=True)
    settings.SERVE_SAMPLE_TEXTS = False
    public_content_changed()

    assert found(partner_id=places["alder"]) == ["national"]


def test_sample_partnership_has_numbers_for_five_boroughs_and_says_so_of_the_others(places):
    Borough.objects.all().delete()
    load_boroughs()
    load_contacts()
    public_content_changed()

    doors = {
        face.key: contacts_for([DOOR], partner_id=None, borough=face.key)[0].is_unknown for face in boroughs()
    }

    assert doors == {
        "brent": True,
        "hackney": False,
        "islington": False,
        "lambeth": True,
        "southwark": False,
        "tower-hamlets": False,
        "waltham-forest": False,
    }


def test_sample_partnership_in_production_keeps_only_what_is_never_doubted(places, settings):
    settings.SERVE_SAMPLE_TEXTS = False
    Borough.objects.all().delete()
    load_boroughs()
    load_contacts()
    public_content_changed()
    keys = sorted(set(SupportContact.objects.values_list("key", flat=True)) - {DOOR, "help_page"})

    shown = contacts_for(keys, partner_id=None, borough="hackney")

    assert [(face.key, face.tel) for face in shown] == [("emergency", "999"), ("silent999", "999")]


# How a contact is shown


@pytest.mark.parametrize(
    ("number", "tel"),
    [
        ("999", "999"),
        ("999 then 55", "999"),
        ("116 000", "116000"),
        ("0800 1111", "08001111"),
        ("020 7364 5006 option 3", "02073645006"),
        ("0808 800 5000 (24 hours)", "08088005000"),
        ("0800 1111, then 2", "08001111"),
        ("020 7527 7400 / 020 7226 0992", "02075277400"),
        ("020-7527-7400", "02075277400"),
        ("(020) 7527 7400", "02075277400"),
        ("+44 20 7527 7400", "+442075277400"),
        ("+44 (0)20 7527 7400", "+442075277400"),
        ("text only", ""),
        ("", ""),
    ],
)
def test_dialled_is_what_a_phone_can_dial(number, tel):
    assert dialled(number) == tel


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"last_checked_on": date(2026, 3, 9)}, "Checked in March 2026"),
        ({"last_checked_on": date(2026, 3, 9), "is_sample": True}, "Checked in March 2026"),
        ({"is_sample": True}, "Sample: not yet checked"),
        ({}, "Not yet checked"),
        ({"is_never_doubted": True}, ""),
        ({"is_never_doubted": True, "is_sample": True, "last_checked_on": date(2026, 3, 9)}, ""),
    ],
)
def test_checked_label_says_when_it_was_last_rung(fields, label):
    assert checked_label(SupportContact(**fields)) == label


def test_face_of_a_contact_has_what_a_card_shows():
    row = SupportContact(
        key=KEY,
        name="NSPCC",
        purpose="Ask.",
        number="0808 800 5000",
        second_number="0800 1111 option 2",
        second_number_label="At night",
        web="nspcc.org.uk",
        is_emergency=True,
        is_sample=True,
    )

    face = contact_face(row)

    assert (
        face.tel,
        face.second_tel,
        face.second_label,
        face.web_url,
        face.is_emergency,
        face.checked_label,
    ) == (
        "08088005000",
        "08001111",
        "At night",
        "https://nspcc.org.uk",
        True,
        "Sample: not yet checked",
    )


# What the database refuses


@pytest.mark.parametrize(
    "fields",
    [
        {"scope": ContactScope.BOROUGH},
        {"scope": ContactScope.PARTNER},
        {"scope": ContactScope.NATIONAL, "borough": "hackney"},
        {"scope": ContactScope.NATIONAL, "partner": "alder"},
    ],
)
def test_contact_whose_scope_does_not_fit_is_refused(places, fields):
    borough = Borough.objects.filter(key=fields.pop("borough", "")).first()
    partner_id = places.get(fields.pop("partner", ""))

    with pytest.raises(IntegrityError, match="partners_contact_scope_fits"), transaction.atomic():
        SupportContact.objects.create(
            key=KEY, name="x", purpose="x", borough=borough, partner_id=partner_id, **fields
        )


@pytest.mark.parametrize(
    ("borough", "partner"), [("", None), ("hackney", None), ("", "alder"), ("hackney", "alder")]
)
def test_second_contact_for_the_same_place_is_refused(places, borough, partner):
    contact("first", borough=borough, partner_id=places.get(partner))

    with pytest.raises(IntegrityError), transaction.atomic():
        contact("second", borough=borough, partner_id=places.get(partner))

    assert SupportContact.objects.count() == 1


def test_boroughs_are_named_in_order(places):
    assert [(face.key, face.name) for face in boroughs()] == [("brent", "Brent"), ("hackney", "Hackney")]
