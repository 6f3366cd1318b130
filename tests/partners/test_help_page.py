"""Get help: emergency first, in whatever way somebody can ask, with what it is not; without signing in."""

import re
from html import unescape

import pytest
from django.test import Client

from dashboards.domain.sample import load_boroughs, load_contacts
from partners.domain import keep_contact
from partners.models import HelpPage, SupportContact
from partners.queries.contacts import contact_face


@pytest.fixture
def help_page(two_partners) -> str:
    """The programme's, as a manager may have shortened it: what must be there does not depend on them."""
    two_partners.home.add_child(instance=HelpPage(title="Get help", slug="help", body=[]))
    return "/help/"


def test_emergency_first_then_what_it_leaves_behind_and_what_it_is_not(help_page):
    html = unescape(Client().get(help_page).content.decode())

    in_order = [
        "In danger now",
        'href="tel:999"',
        "press",
        'href="https://999bsl.co.uk"',
        "Calls may show in this phone's call list. You can delete the call.",
        "This is not a police service.",
        "We do not send your answers to the police, schools, children's services or your landlord.",
        "Help from your council",
    ]
    places = [html.find(words) for words in in_order]
    assert -1 not in places
    assert places == sorted(places)
    assert "sessionid" not in Client().get(help_page).cookies


def test_number_of_a_council_stands_where_the_borough_was_chosen_whatever_else_the_page_says(help_page):
    load_boroughs()
    load_contacts()
    phone = Client()
    picker = phone.get(help_page).content.decode().partition('id="council"')[2]

    back = re.search(r'name="next" value="([^"]+)"', picker)[1]
    answer = phone.post("/borough/", {"borough": "islington", "next": back})

    assert answer["Location"] == back == f"{help_page}#council"
    council = phone.get(help_page).content.decode().partition('id="council"')[2].partition("<form")[0]
    assert "Islington Contact Team" in council
    assert "020 7527 7400" in council


def test_nobody_is_asked_for_their_age(help_page):
    html = Client().get(help_page).content.decode()

    assert 'type="date"' not in html
    assert 'name="age"' not in html


def test_contact_may_have_a_web_chat(two_partners):
    contact = keep_contact(
        keeper=two_partners.programme.partner,
        values={"key": "listen", "name": "Listen", "purpose": "To talk.", "chat": "listen.example/chat"},
        by=None,
    )

    face = contact_face(contact)

    assert (face.chat, face.chat_url) == ("listen.example/chat", "https://listen.example/chat")
    # Another address has been tried by nobody yet.
    SupportContact.objects.update(last_checked_on="2026-05-01")
    changed = keep_contact(
        keeper=two_partners.programme.partner, values={"chat": "listen.example/now"}, by=None, contact=contact
    )
    assert changed.last_checked_on is None


def test_young_people_find_a_chat_among_the_samples(db):
    load_boroughs()
    load_contacts()

    assert SupportContact.objects.get(key="childline").chat
