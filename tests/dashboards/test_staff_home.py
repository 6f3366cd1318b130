"""What a member of staff finds after signing in."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from partners.enums import Role
from tests.factories.partners import make_person
from tests.factories.sql import counting


def home_for(user):
    client = Client()
    client.force_login(user)
    return client.get("/staff/")


@pytest.mark.parametrize(
    ("role", "opens", "edits"),
    [
        (Role.TRAINER, None, True),
        (Role.APPROVER, None, True),
        (Role.COORDINATOR, "/staff/alder/board/", False),
        (Role.MANAGER, "/staff/alder/people/", False),
    ],
)
def test_staff_home_shows_what_the_role_may_open(two_partners, role, opens, edits):
    user = make_person(two_partners.alder, role)
    response = home_for(user)

    row = response.context["here"]["roles"][0]
    addresses = [link["url"] for link in row["links"]]
    assert (row["partner_name"], row["may_edit"]) == ("Alder Homes", edits)
    assert opens is None or opens in addresses
    assert ('action="/staff/acting-for/"' in response.content.decode()) is edits
    assert "Birch" not in response.content.decode()
    client = Client()
    client.force_login(user)
    # Whatever stands there opens.
    assert {client.get(address).status_code for address in [*addresses, row["rights_url"]]} == {200}


def test_staff_home_leads_to_the_terms_until_they_are_accepted(two_partners):
    user = make_person(two_partners.alder, Role.COORDINATOR, has_accepted_terms=False)

    assert "/staff/alder/terms/" in home_for(user).content.decode()


def test_staff_home_with_two_desks_asks_for_which_one_acts(two_partners):
    for section in (two_partners.alder, two_partners.birch):
        user = make_person(section, Role.TRAINER, "two@example.org")

    html = home_for(user).content.decode()

    assert html.count('action="/staff/acting-for/"') == 2
    assert 'name="partner" value="birch"' in html


def test_operator_is_told_that_each_use_is_written_down(two_partners):
    html = home_for(make_person(two_partners.programme, Role.OPERATOR)).content.decode()

    assert "Each use is written down" in html


def test_staff_home_of_somebody_without_a_role_is_refused(two_partners, django_user_model):
    response = home_for(django_user_model.objects.create_user("nobody@example.org", "a long password"))

    assert response.status_code == 403
    # A way out, and none in a circle.
    page = response.content.decode()
    assert "Sign out" in page
    assert 'href="/staff/"' not in page


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


# One's own password


def test_own_password_is_changed_and_nobody_elses(two_partners):
    user = make_person(two_partners.alder, Role.TRAINER)
    other = make_person(two_partners.birch, Role.TRAINER)
    client, elsewhere = Client(), Client()
    for browser in (client, elsewhere):
        browser.force_login(user)
    new = "three words together"
    asked = {"oldpassword": "a long password", "password1": new, "password2": new, "user": other.pk}

    assert "placeholder" not in client.get("/staff/password/").content.decode()
    wrong = client.post("/staff/password/", {**asked, "oldpassword": "a guess at it"})
    response = client.post("/staff/password/", asked)

    user.refresh_from_db()
    other.refresh_from_db()
    assert wrong.status_code == 200
    assert response.url == "/staff/"
    assert (user.check_password(new), other.check_password("a long password")) == (True, True)
    assert client.get("/staff/").status_code == 200
    assert elsewhere.get("/staff/").status_code == 302
    assert Client().get("/staff/password/").url.startswith("/sign-in/")


def test_own_password_of_somebody_without_one_is_no_error(two_partners):
    user = make_person(two_partners.alder, Role.MANAGER)
    user.set_unusable_password()
    user.save()
    client = Client()
    client.force_login(user)

    assert client.get("/staff/password/", follow=True).redirect_chain[-1][0] == "/staff/"


def test_password_set_by_the_operator_is_the_way_back_and_ends_all_sessions(two_partners, monkeypatch):
    user, client = make_person(two_partners.alder, Role.TRAINER), Client()
    assert "Forgotten your password?" in client.get("/sign-in/").content.decode()
    client.force_login(user)
    monkeypatch.setattr("getpass.getpass", lambda prompt: "another long password")

    call_command("changepassword", user.email, stdout=StringIO())

    assert client.get("/staff/")["Location"].startswith("/sign-in/")
    answer = client.post("/sign-in/", {"login": user.email, "password": "another long password"})
    assert answer["Location"] == "/staff/"
