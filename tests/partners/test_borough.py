"""A borough is chosen once; it stays in a cookie, and the form leads only to addresses of ours."""

import pytest
from django.urls import reverse

from partners.context_processors import chosen_borough
from partners.domain import public_content_changed
from partners.models import Borough


@pytest.fixture(autouse=True)
def _boroughs(two_partners):
    Borough.objects.create(key="hackney", name="Hackney")
    public_content_changed()


def choose(client, **fields):
    return client.post(reverse("partners:choose-borough"), fields)


def test_choice_stays_in_a_cookie_for_400_days(client):
    response = choose(client, borough="hackney", next="/alder/help/")

    cookie = response.cookies["borough"]
    assert (response.status_code, response.url) == (302, "/alder/help/")
    assert (cookie.value, cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (
        "hackney",
        400 * 86_400,
        True,
        "Lax",
    )


def test_choice_is_known_at_the_next_page(client, rf):
    choose(client, borough="hackney")
    request = rf.get("/")
    request.COOKIES["borough"] = client.cookies["borough"].value

    assert chosen_borough(request).name == "Hackney"


@pytest.mark.parametrize("unknown", ["", "nowhere", "Hackney", "hackney\x00", "x" * 5000])
def test_unknown_borough_clears_the_choice(client, unknown):
    choose(client, borough="hackney")

    response = choose(client, borough=unknown, next="/alder/help/")

    assert (response.status_code, response.url) == (302, "/alder/help/")
    assert (response.cookies["borough"].value, response.cookies["borough"]["max-age"]) == ("", 0)


@pytest.mark.parametrize("forged", ["nowhere", "", "hackney ", "<script>"])
def test_forged_cookie_is_no_borough(rf, forged):
    request = rf.get("/")
    request.COOKIES["borough"] = forged

    assert chosen_borough(request) is None


@pytest.mark.parametrize(
    "away",
    [
        "",
        "https://evil.example/",
        "http://testserver/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "///evil.example/",
        "http:///evil.example",
        "javascript:alert(1)",
        "\x08//evil.example",
        "ftp://evil.example/",
    ],
)
def test_address_that_is_not_ours_is_not_followed(client, away):
    response = choose(client, borough="hackney", next=away)

    assert (response.status_code, response.url) == (302, "/help/")
    assert response.cookies["borough"].value == "hackney"


@pytest.mark.parametrize("ours", ["/", "/alder/help/", "/alder/help/?a=b#borough"])
def test_address_of_ours_is_followed(client, ours):
    assert choose(client, borough="hackney", next=ours).url == ours


def test_choice_is_a_form_and_no_link(client):
    assert client.get(reverse("partners:choose-borough")).status_code == 405
