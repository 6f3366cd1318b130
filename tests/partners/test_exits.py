"""The programme keeps the list of pages that Exit leads to: never a landlord's, and in use with the next page."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from partners.conf import EXIT_ADDRESSES
from partners.domain import change_settings
from partners.domain.exits import add_exit
from partners.enums import ContactScope, Role
from partners.models import AuditEntry, ExitAddress, SupportContact
from partners.queries import memory
from partners.rules.exits import refuse_exit
from tests.factories.partners import make_person
from tests.factories.sql import counting

EXITS = "/staff/programme/exits/"
WEATHER = "https://www.metoffice.gov.uk/"


@pytest.fixture
def programme(two_partners) -> Client:
    client = Client()
    client.force_login(make_person(two_partners.programme, Role.PROGRAMME_MANAGER))
    return client


def leads_to(address: str = "/alder/") -> str:
    html = Client().get(address).content.decode()
    return html.partition('class="exit" href="')[2].partition('"')[0]


def test_first_of_the_list_is_used_on_every_page_from_the_next_one_on(two_partners, programme):
    assert leads_to() == EXIT_ADDRESSES[0]

    programme.post(EXITS, {"url": WEATHER, "what": "a weather page"})
    programme.post(EXITS, {"url": "https://www.example.com/news", "what": "the news"})
    assert [leads_to(page) for page in ("/", "/alder/", "/nowhere/", "/check/")] == [WEATHER] * 4

    second = ExitAddress.objects.get(what="the news")
    programme.post(f"{EXITS}{second.public_id}/", {"act": "use"})
    assert leads_to() == "https://www.example.com/news"
    programme.post(f"{EXITS}{second.public_id}/", {"act": "remove"})
    assert leads_to() == WEATHER
    page = programme.get(EXITS).content.decode()
    assert "the news" not in page
    assert AuditEntry.objects.filter(verb__endswith="exit address").count() == 4


def test_same_address_stands_there_once_and_the_list_stays_short(two_partners, programme):
    for number in (1, 1, 2, 3, 4, 5, 6):
        response = programme.post(EXITS, {"url": f"https://www.example.com/{number}", "what": "a page"})

    assert "holds 5 addresses already" in response.content.decode()
    assert 'value="https://www.example.com/6"' in response.content.decode()
    assert ExitAddress.objects.count() == 5


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.com/",
        "ftp://example.com/",
        "javascript:alert(1)",
        "https://user:word@example.com/",
        "https://example.com:8443/",
        "https://example.com/?from=us",
        "https://example.com/#part",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://2130706433/",
        "https://localhost/",
        "https://router.local/",
        "https://testserver/",
        "https://www.example.com/knife-crime",
        "https://www.alder.org.uk/",
        "https://www.alderhomes.co.uk/",
        "https://my.alder-homes.co.uk/weather",
        "https://housing.example.net/",
        "https://www.birch-contact.example/",
        "https://",
    ],
)
def test_what_never_stands_there(url, two_partners):
    change_settings(
        partner=two_partners.birch.partner, values={"complaint_email": "ask@example.net"}, by=None
    )
    SupportContact.objects.create(
        key="own",
        name="Own",
        purpose="Help",
        scope=ContactScope.PARTNER,
        partner=two_partners.birch.partner,
        web="www.birch-contact.example/help",
    )

    with pytest.raises(ValidationError):
        refuse_exit(url)


def test_refusal_is_said_beside_the_field_and_nothing_is_stored(two_partners, programme):
    response = programme.post(EXITS, {"url": "https://www.alder.org.uk/", "what": "a page"})

    assert "never leads to a landlord" in response.content.decode()
    assert not ExitAddress.objects.exists()
    assert programme.post(EXITS, {"url": "nonsense words", "what": ""}).status_code == 200


def test_address_that_became_a_landlords_is_passed_over(two_partners):
    row = ExitAddress.objects.create(url="https://www.birch.example/", what="a page", position=1)
    memory.forget_everything()

    assert leads_to() == EXIT_ADDRESSES[0]
    with pytest.raises(ValidationError):
        add_exit(programme=two_partners.programme.partner, url=row.url, what="a page", by=None)


def test_only_the_programmes_manager_keeps_it(two_partners, programme):
    row = ExitAddress.objects.create(url=WEATHER, what="weather", position=1)
    manager = Client()
    manager.force_login(make_person(two_partners.alder, Role.MANAGER))

    assert manager.get(EXITS).status_code == 404
    assert manager.get("/staff/alder/exits/").status_code == 403
    assert manager.post(f"/staff/alder/exits/{row.public_id}/", {"act": "remove"}).status_code == 403
    assert Client().get(EXITS)["Location"].startswith("/sign-in/")
    assert programme.post(f"{EXITS}{row.public_id}/", {"act": "burn"}).status_code == 404
    assert programme.post(f"{EXITS}{'A' * 22}/", {"act": "use"}).status_code == 404
    assert ExitAddress.objects.count() == 1


def test_list_costs_the_same_for_one_and_for_three_and_pages_nothing(two_partners, programme):
    numbers = []
    for number in (1, 2, 3):
        ExitAddress.objects.create(url=f"https://example.com/{number}", what="a page", position=number)
        programme.get(EXITS)
        with counting() as sql:
            programme.get(EXITS)
        numbers.append(sql.number)
    Client().get("/alder/")
    with counting() as sql:
        Client().get("/alder/")

    assert numbers[0] == numbers[2]
    assert sql.number == 1
