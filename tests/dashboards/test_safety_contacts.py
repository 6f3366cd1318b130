"""A help contact is taken away for safety: the next nearest, or a calm line and 999, stand in its place."""

import pytest

from partners.domain import public_content_changed
from partners.domain.safety import BringingBackRefused, restore_contact, withdraw_contact
from partners.enums import ContactScope, Role
from partners.models import AuditEntry, HelpPage, SupportContact
from partners.queries import contacts_for

from .safety_acts import WHY, addresses, as_user, person, url

# Contacts


@pytest.fixture
def contacts(own):
    """The same key for all and of Alder's own; one of Birch's own."""
    words = {"purpose": "Somebody to talk to", "number": "020 7946 0001"}
    return {
        "national": SupportContact.objects.create(key="line", name="National line", **words),
        "alder": SupportContact.objects.create(
            key="line", name="Alder line", scope=ContactScope.PARTNER, partner=own.alder.partner, **words
        ),
        "birch": SupportContact.objects.create(
            key="birch", name="Birch line", scope=ContactScope.PARTNER, partner=own.birch.partner, **words
        ),
    }


def names(own, slug="alder", key="line") -> list[str]:
    return [face.name for face in contacts_for([key], partner_id=getattr(own, slug).partner_id)]


def test_next_nearest_contact_takes_the_place_of_one_that_is_gone(own, contacts):
    by = person(own.alder)

    withdraw_contact(contact=contacts["alder"], partner=own.alder.partner, by=by, reason="Rings out.")

    assert names(own) == ["National line"]


def test_calm_line_and_999_stand_where_there_is_no_other(own, contacts):
    withdraw_contact(
        contact=contacts["birch"], partner=own.birch.partner, by=person(own.birch), reason="Rings out."
    )

    [face] = contacts_for(["birch"], partner_id=own.birch.partner_id)

    assert "looked at again" in face.name
    assert face.number == "999"
    assert "Birch line" not in str(face)


def test_contact_is_taken_away_and_brought_back_from_the_screens(own, contacts):
    first, second = person(own.alder), person(own.alder, number=2)
    away = url("safety-contact", "alder", contacts["alder"].public_id)
    back = url("safety-contact-back", "alder", contacts["alder"].public_id)

    shown = as_user(first).get(away).content.decode()
    as_user(first).post(away, WHY)
    gone = names(own)
    as_user(first).post(back)
    still_gone = names(own)
    as_user(second).post(back)

    assert "can call 999" in shown
    assert (gone, still_gone, names(own)) == (["National line"], ["National line"], ["Alder line"])
    verbs = AuditEntry.objects.filter(object_reference=contacts["alder"].public_id).values_list(
        "verb", flat=True
    )
    assert sorted(verbs) == ["bring contact back", "take contact away for safety"]


def test_contact_of_all_is_the_programmes_and_all_partners_hear_of_it(own, contacts):
    alders, programmes = person(own.alder), person(own.programme)
    person(own.birch, Role.MANAGER)
    answers = [
        as_user(user).post(url("safety-contact", slug, contacts["national"].public_id), WHY).status_code
        for user, slug in ((alders, "alder"), (programmes, "programme"))
    ]

    assert answers == [404, 302]
    assert names(own, "birch") == ["This number is being looked at again"]
    assert addresses("Something on your pages has changed") == [
        "approver1@alder.example",
        "manager1@birch.example",
    ]


@pytest.mark.parametrize("name", ["safety-contact", "safety-contact-back"])
def test_contact_of_another_partner_is_not_there(own, contacts, name):
    approver = as_user(person(own.alder))

    assert approver.get(url(name, "alder", contacts["alder"].public_id)).status_code == 200
    assert approver.post(url(name, "alder", contacts["birch"].public_id), WHY).status_code == 404
    assert (
        as_user(person(own.alder, Role.MANAGER))
        .get(url(name, "alder", contacts["alder"].public_id))
        .status_code
        == 403
    )
    assert not SupportContact.objects.filter(withdrawn_at__isnull=False).exists()


def test_whoever_took_a_contact_away_does_not_bring_it_back(own, contacts):
    first = person(own.alder)
    contact = withdraw_contact(
        contact=contacts["alder"], partner=own.alder.partner, by=first, reason="Rings out."
    )

    with pytest.raises(BringingBackRefused):
        restore_contact(contact=contact, partner=own.alder.partner, by=first)


def test_help_page_keeps_999_and_the_others(own, contacts, guest):
    own.birch.add_child(
        instance=HelpPage(
            title="Get help",
            locale=own.home.locale,
            body=[("contacts", {"keys": ["birch", "line"]})],
        )
    )
    public_content_changed()
    withdraw_contact(
        contact=contacts["birch"], partner=own.birch.partner, by=person(own.birch), reason="Rings out."
    )

    page = guest.get("/birch/help/").content.decode()

    assert "Birch line" not in page
    assert "This number is being looked at again" in page
    assert "National line" in page
    assert "tel:999" in page


def test_999_is_never_taken_away(own):
    emergency = SupportContact.objects.create(
        key="emergency", name="999", purpose="In danger now", number="999", is_never_doubted=True
    )

    answer = as_user(person(own.programme)).post(url("safety-contact", "programme", emergency.public_id), WHY)

    assert answer.status_code == 404
    assert names(own, key="emergency") == ["999"]
