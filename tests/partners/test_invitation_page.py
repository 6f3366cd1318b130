"""Taking up an invitation by its link: looking changes nothing, and one door alone creates sessions."""

import logging
import re
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from letters.models import Letter
from partners.domain import cancel_invitation, invite_staff
from partners.enums import Role
from partners.models import Membership, StaffInvitation
from tests.factories.partners import make_person

NEW = "sam@example.org"
ASKED = {"first_name": "Sam", "last_name": "Öz", "password": "three words together"}


@pytest.fixture
def link(two_partners) -> str:
    manager = make_person(two_partners.alder, Role.MANAGER)
    User.objects.filter(pk=manager.pk).update(first_name="Mo", last_name="Manager")
    invite_staff(partner=two_partners.alder.partner, email=NEW, role=Role.TRAINER, by=manager)
    return re.search(r"/staff/invitation/[\w-]{43}/", Letter.objects.get().body).group()


def roles_of_sam() -> list[tuple]:
    return list(Membership.objects.filter(user__email=NEW).values_list("partner__slug", "role"))


def signed_in(email: str = NEW) -> Client:
    client = Client()
    client.force_login(
        User.objects.filter(email=email).first() or User.objects.create_user(email, "a long password")
    )
    return client


def test_looking_tells_what_is_offered_and_changes_nothing(link):
    client = Client()

    for _time in range(2):
        page = client.get(link)
        client.head(link)

    text = page.content.decode()
    assert "Alder Homes" in text
    assert "Trainer" in text
    assert "Write courses and pages" in text
    assert page.headers["Cache-Control"].startswith("max-age=0")
    assert roles_of_sam() == []
    assert not User.objects.filter(email=NEW).exists()


def test_newcomer_sets_name_and_password_and_then_signs_in(link):
    client = Client()

    response = client.post(link, ASKED)
    has_session = "_auth_user_id" in client.session
    client.post("/sign-in/", {"login": NEW, "password": ASKED["password"]})

    assert (response.status_code, response.url, has_session) == (302, "/sign-in/", False)
    assert roles_of_sam() == [("alder", "trainer")]
    assert client.get("/staff/").status_code == 200
    assert Client().get(link).status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"password": "short"}, "password"),
        ({"password": "password1234"}, "password"),
        ({"first_name": " "}, "first_name"),
        ({"last_name": "a\u202eb"}, "last_name"),
        ({"first_name": "a" * 151}, "first_name"),
    ],
)
def test_bad_input_makes_no_account(link, changes, field):
    response = Client().post(link, {**ASKED, **changes})

    assert list(response.context["form"].errors) == [field]
    assert not User.objects.filter(email=NEW).exists()


def test_crafted_fields_make_no_operator_and_no_other_address(link):
    crafted = {"email": "evil@example.org", "is_superuser": "1", "role": "manager", "partner": "birch"}

    Client().post(link, {**ASKED, **crafted})

    user = User.objects.get(email=NEW)
    assert (user.is_superuser, user.is_staff, roles_of_sam()) == (False, False, [("alder", "trainer")])
    assert not User.objects.filter(email="evil@example.org").exists()


def test_whoever_has_an_account_signs_in_first(link):
    User.objects.create_user(NEW, "a long password")
    client = Client()

    page, posted = client.get(link), client.post(link, ASKED)
    client.post("/sign-in/", {"login": NEW, "password": "a long password"})

    assert "Sign in with this address" in page.content.decode()
    assert unquote(posted.url) == f"/sign-in/?next={link}"
    assert roles_of_sam() == []
    assert client.post(link).url == "/staff/"
    assert roles_of_sam() == [("alder", "trainer")]
    assert User.objects.get(email=NEW).check_password("a long password")


def test_somebody_signed_in_as_another_is_told_so_and_nothing_happens(link, two_partners):
    stranger = make_person(two_partners.birch, Role.TRAINER)
    client = signed_in(stranger.email)

    page, posted = client.get(link), client.post(link, ASKED)

    assert "You are signed in with another address" in page.content.decode()
    assert posted.status_code == 403
    assert roles_of_sam() == []
    assert not User.objects.filter(email=NEW).exists()
    assert stranger.memberships.count() == 1


def test_what_may_not_be_held_is_told_and_nothing_happens(two_partners):
    coordinator = make_person(two_partners.alder, Role.COORDINATOR, NEW)
    invite_staff(partner=two_partners.programme.partner, email=NEW, role=Role.TRAINER)
    link = re.search(r"/staff/invitation/[\w-]{43}/", Letter.objects.get().body).group()

    response = signed_in(coordinator.email).post(link)

    assert "Nobody holds a role of the programme and one that sees people." in response.content.decode()
    assert roles_of_sam() == [("alder", "coordinator")]


@pytest.mark.parametrize("shut", ["unknown", "cancelled", "inviter gone", "closed account"])
def test_link_that_opens_nothing_looks_the_same_whatever_the_reason(link, shut):
    if shut == "unknown":
        link = f"/staff/invitation/{'x' * 43}/"
    elif shut == "cancelled":
        cancel_invitation(invitation=StaffInvitation.objects.get(), by=None)
    elif shut == "inviter gone":
        # On a day that was set before: no verb runs on that day.
        Membership.objects.update(ended_on=timezone.localdate())
    else:
        User.objects.create_user(NEW, "a long password", is_active=False)

    answers = [Client().get(link), Client().post(link, ASKED)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert "This invitation is no longer open" in answers[0].content.decode()
    assert roles_of_sam() == []


def test_link_stands_in_no_log(link, caplog):
    client = Client(enforce_csrf_checks=True)

    with caplog.at_level("DEBUG"):
        client.post(link, ASKED)
        client.get(f"{link[:-2]}_/")

    assert "Forbidden" in caplog.text
    assert link.split("/")[3] not in caplog.text


def test_link_stands_in_no_log_of_the_way_to_sign_in_either(link, caplog):
    """gunicorn writes whole addresses where an operator asks for that, with the page that one comes from."""
    User.objects.create_user(NEW, "a long password")
    to_sign_in = Client().post(link, ASKED)["Location"]
    assert "next=%2Fstaff%2Finvitation%2F" in to_sign_in
    token = link.split("/")[3]

    with caplog.at_level("INFO", logger="gunicorn.access"):
        logging.getLogger("gunicorn.access").info('"GET %s&then=x HTTP/1.1" 200', to_sign_in)
        logging.getLogger("gunicorn.access").info('"GET /staff/ HTTP/1.1" 200 "https://x.example%s"', link)

    assert "then=x" in caplog.text
    assert "/staff/invitation/…" in caplog.text
    assert token not in caplog.text


def test_link_is_told_to_no_other_page_as_where_one_comes_from(link):
    """Else a proxy's log has it beside each style and picture of the page."""
    for address in (link, f"{link[:-2]}_/"):
        assert Client().get(address)["Referrer-Policy"] == "strict-origin"
