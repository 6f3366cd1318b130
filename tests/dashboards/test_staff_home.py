"""What a member of staff finds after signing in."""

import pytest
from django.test import Client

from partners.enums import Role
from tests.factories.partners import make_person
from tests.factories.sql import counting


def home_for(user):
    client = Client()
    client.force_login(user)
    return client.get("/staff/")


@pytest.mark.parametrize(
    ("role", "links"),
    [
        (Role.TRAINER, ["/admin/"]),
        (Role.APPROVER, ["/admin/"]),
        (Role.COORDINATOR, ["/staff/alder/board/"]),
        (Role.MANAGER, ["/staff/alder/board/"]),
    ],
)
def test_staff_home_shows_what_the_role_may_open(two_partners, role, links):
    response = home_for(make_person(two_partners.alder, role))

    roles = response.context["here"]["roles"]
    assert [row["partner_name"] for row in roles] == ["Alder Homes"]
    assert [link["url"] for link in roles[0]["links"]] == links
    assert "Birch" not in response.content.decode()


def test_staff_home_of_somebody_without_a_role_is_refused(two_partners, django_user_model):
    response = home_for(django_user_model.objects.create_user("nobody@example.org", "a long password"))

    assert response.status_code == 403


def test_staff_home_names_each_place_apart(two_partners):
    user = make_person(two_partners.alder, Role.TRAINER, "two@example.org")
    make_person(two_partners.birch, Role.COORDINATOR, "two@example.org")

    roles = home_for(user).context["here"]["roles"]

    assert [row["partner_name"] for row in roles] == ["Alder Homes", "Birch Homes"]


@pytest.mark.parametrize("roles", [[Role.TRAINER], [Role.TRAINER, Role.COORDINATOR, Role.MANAGER]])
def test_staff_home_asks_the_same_of_the_database(two_partners, roles):
    for role in roles:
        user = make_person(two_partners.alder, role, "many@example.org")
    client = Client()
    client.force_login(user)
    client.get("/staff/")

    with counting() as sql:
        client.get("/staff/")

    assert sql.number == 4, sql.queries


@pytest.mark.parametrize("address", ["/admin/login/", "/_util/login/"])
def test_no_second_door_creates_sessions(two_partners, address):
    user = make_person(two_partners.alder, Role.TRAINER)
    client = Client()

    response = client.post(address, {"username": user.email, "password": "a long password"})

    assert response.status_code in (302, 405)
    assert "_auth_user_id" not in client.session


def test_sign_in_and_out(two_partners):
    user = make_person(two_partners.alder, Role.TRAINER)
    client = Client()

    client.post("/sign-in/", {"login": user.email, "password": "a long password"})
    signed_in = client.get("/staff/").status_code
    client.post("/sign-out/")

    assert signed_in == 200
    assert client.get("/staff/").status_code == 302
