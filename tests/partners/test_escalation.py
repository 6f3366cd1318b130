"""Twelve ways for a coordinator or a manager to gain more rights. All are refused, and nothing has changed.

The third attacker is a manager who is also a trainer: somebody who may open Wagtail's screens.
"""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import resolve
from django.utils import timezone
from wagtail.models import (
    TaskState,
    Workflow,
)

from accounts.models import User
from letters.models import Letter
from partners.domain import invite_staff
from partners.enums import Role
from partners.models import Partner, StaffInvitation
from tests.factories.partners import make_person
from tests.factories.rights import rights

REFUSED = {403, 404, 405}
PASSWORD = "a long password"


@pytest.fixture
def attackers(two_partners) -> dict[str, Client]:
    """Around them: a second manager at Alder, people at Birch, the programme's people and the operator."""
    alder, birch, programme = two_partners.alder, two_partners.birch, two_partners.programme
    make_person(alder, Role.MANAGER, "second@alder.example")
    make_person(alder, Role.APPROVER, "approver@alder.example")
    for role in (Role.MANAGER, Role.COORDINATOR, Role.TRAINER):
        make_person(birch, role)
    make_person(programme, Role.PROGRAMME_MANAGER, "chief@programme.example")
    make_person(programme, Role.OPERATOR, "operator@programme.example")
    people = {
        "coordinator": make_person(alder, Role.COORDINATOR, "coordinator@alder.example"),
        "manager": make_person(alder, Role.MANAGER, "manager@alder.example"),
        "manager who writes": make_person(alder, Role.MANAGER, "both@alder.example"),
    }
    make_person(alder, Role.TRAINER, "both@alder.example")
    return {name: signed_in(user) for name, user in people.items()}


def signed_in(user: User) -> Client:
    found = Client()
    found.force_login(user)
    return found


def person(email: str) -> User:
    return User.objects.get(email=email)


def posted(attackers: dict[str, Client], address: str, fields: dict) -> dict[str, int]:
    """What each is answered; looking first, so that a form that hands out a token hands it out."""
    found = {}
    for name, browser in attackers.items():
        browser.get(address)
        found[name] = browser.post(address, fields).status_code
    return found


def is_mounted(address: str) -> bool:
    """An attack on an address that is not there at all would prove nothing."""
    return resolve(address).view_name not in ("wagtail.admin.views.home.default", "learning:page")


def test_01_own_role(attackers):
    before = rights()
    for name, email in (
        ("coordinator", "coordinator@alder.example"),
        ("manager", "manager@alder.example"),
        ("manager who writes", "both@alder.example"),
    ):
        user, browser = person(email), attackers[name]
        give = f"/staff/alder/people/{user.public_id}/roles/"
        end = f"/staff/alder/people/roles/{user.memberships.first().public_id}/end/"

        assert browser.post(give, {"role": "coordinator"}).status_code == 403
        assert browser.post(end, {"on": timezone.localdate().isoformat()}).status_code == 403

    assert rights() == before


def test_02_role_at_another_partner(attackers):
    before = rights()
    birch, chief = person("trainer@birch.example"), person("chief@programme.example")
    asked = {"role": "manager", "email": "accomplice@example.org", "on": "2030-01-01"}

    for address in (
        "/staff/birch/people/invite/",
        "/staff/programme/people/invite/",
        "/staff/alder/partners/birch/people/invite/",
        "/staff/programme/partners/alder/people/invite/",
        f"/staff/alder/people/{birch.public_id}/roles/",
        f"/staff/alder/people/{chief.public_id}/roles/",
        f"/staff/birch/people/{birch.public_id}/roles/",
        f"/staff/alder/people/roles/{birch.memberships.get().public_id}/end/",
    ):
        assert set(posted(attackers, address, asked).values()) <= REFUSED, address

    assert rights() == before


def test_03_group_edit(attackers):
    before = rights()
    group = Group.objects.get(name="birch: trainer")
    fields = {
        "name": "birch: trainer",
        "permissions": [permission.pk for permission in Permission.objects.all()],
    }

    for address in (
        f"/admin/groups/edit/{group.pk}/",
        "/admin/groups/new/",
        f"/admin/groups/delete/{group.pk}/",
    ):
        assert is_mounted(address)
        assert set(posted(attackers, address, fields).values()) <= REFUSED, address

    assert rights() == before


def test_04_user_edit(attackers):
    before = rights()
    fields = {
        "email": "x@example.org",
        "is_superuser": "on",
        "is_active": "on",
        "first_name": "X",
        "last_name": "Y",
    }

    for address in (
        *(
            f"/admin/users/edit/{person(email).pk}/"
            for email in ("both@alder.example", "manager@alder.example")
        ),
        "/admin/users/new/",
        f"/admin/users/delete/{person('second@alder.example').pk}/",
    ):
        assert is_mounted(address)
        assert set(posted(attackers, address, fields).values()) <= REFUSED, address

    assert rights() == before


def test_05_staff_password(attackers):
    """No screen sets anybody's password but one's own, which asks for the old one."""
    before = rights()
    victim = person("approver@alder.example")
    new = {"password1": "three words together", "password2": "three words together", "user": victim.pk}

    assert set(posted(attackers, f"/admin/users/edit/{victim.pk}/", new).values()) <= REFUSED
    for browser in attackers.values():
        browser.post("/staff/password/", {**new, "oldpassword": "a guess at it"})
        browser.post("/admin/account/", {**new, "old_password": PASSWORD, "new_password1": new["password1"]})
        for address in ("/admin/password_reset/", "/password/reset/", "/accounts/password/reset/"):
            assert browser.post(address, {"email": victim.email}).status_code in REFUSED

    assert rights() == before


def test_05_invitation_sets_no_password_over_an_account(attackers):
    """A manager who reads the letter to somebody who has an account does not get that account."""
    attackers["manager"].post(
        "/staff/alder/people/invite/", {"email": "approver@alder.example", "role": "trainer"}
    )
    link = re.search(r"/staff/invitation/[\w-]{43}/", Letter.objects.latest("pk").body).group()
    before = rights()
    asked = {"first_name": "A", "last_name": "B", "password": "three words together"}

    answers = [browser.post(link, asked).status_code for browser in (attackers["manager"], Client())]

    assert answers == [403, 302]
    assert rights() == before


def test_06_operators_account(attackers):
    operator = person("operator@programme.example")
    membership = operator.memberships.get()
    invite_staff(partner=membership.partner, email="next@example.org", role=Role.OPERATOR)
    offered = StaffInvitation.objects.get(role="operator").public_id
    everybody = {**attackers, "chief": signed_in(person("chief@programme.example"))}
    before = rights()
    home = "/staff/programme/people/"

    for address, fields in (
        (f"{home}roles/{membership.public_id}/end/", {"on": timezone.localdate().isoformat()}),
        (f"{home}invitations/{offered}/resend/", {}),
        (f"{home}invitations/{offered}/cancel/", {}),
        (f"/admin/users/edit/{operator.pk}/", {"email": "mine@example.org"}),
    ):
        assert set(posted(everybody, address, fields).values()) <= REFUSED, address
    for slug, name in (("alder", "manager"), ("programme", "chief")):
        answer = everybody[name].post(
            f"/staff/{slug}/people/invite/", {"email": "friend@example.org", "role": "operator"}
        )
        assert list(answer.context["form"].errors) == ["role"]

    assert rights() == before


def test_07_crafted_form(attackers, two_partners):
    """Fields that the form does not have change nothing of what it does."""
    birch = Partner.objects.get(slug="birch")
    crafted = {
        "partner": birch.pk,
        "of": "birch",
        "user": person("manager@alder.example").pk,
        "by": person("chief@programme.example").pk,
        "is_superuser": "1",
        "started_on": "2000-01-01",
        "token_hash": "0" * 64,
        "invited_by": person("chief@programme.example").pk,
    }
    attackers["manager"].post(
        "/staff/alder/people/invite/", {**crafted, "email": "sam@example.org", "role": "trainer"}
    )
    trainer = person("approver@alder.example")
    attackers["manager"].post(
        f"/staff/alder/people/{trainer.public_id}/roles/", {**crafted, "role": "trainer"}
    )

    offered = StaffInvitation.objects.get()
    assert (offered.partner.slug, offered.role, offered.invited_by.email) == (
        "alder",
        "trainer",
        "manager@alder.example",
    )
    assert offered.token_hash != "0" * 64
    given = trainer.memberships.get(role="trainer")
    assert (given.partner.slug, given.started_on) == ("alder", timezone.localdate())
    assert not User.objects.filter(is_superuser=True).exclude(email="operator@programme.example").exists()
    before = rights()
    for role in ("operator", "programme_manager", "superuser", ""):
        answer = attackers["manager"].post(
            f"/staff/alder/people/{trainer.public_id}/roles/", {**crafted, "role": role}
        )
        assert "role" in answer.context["form"].errors
    assert rights() == before


def test_08_bulk_action(attackers):
    before = rights()
    group = Group.objects.get(name="birch: trainer")
    own, victim = person("both@alder.example"), person("second@alder.example")

    for act, fields in (
        ("assign_role", {"role": group.pk}),
        ("set_active_state", {"mark_as_active": "False"}),
        ("delete", {}),
    ):
        address = f"/admin/bulk/accounts/user/{act}/?id={own.pk}&id={victim.pk}"
        assert is_mounted(address.partition("?")[0])
        assert set(posted(attackers, address, fields).values()) <= REFUSED, address

    assert rights() == before


def test_09_api(attackers):
    before = rights()
    for address in (
        "/api/v2/pages/",
        "/api/v3/pages/",
        "/api/users/",
        "/admin/api/main/images/",
        "/admin/api/main/documents/",
        "/admin/api/main/users/",
        "/django-admin/",
    ):
        for browser in attackers.values():
            for method in ("get", "post", "put", "patch", "delete"):
                assert getattr(browser, method)(address).status_code in REFUSED, (address, method)

    # The one listing that the sidebar needs takes nothing.
    for browser in attackers.values():
        for method in ("post", "put", "patch", "delete"):
            assert getattr(browser, method)("/admin/api/main/pages/").status_code in REFUSED
    assert rights() == before


def test_10_workflow(attackers, two_partners):
    """Nobody takes the second person out of the way, or is their own."""
    workflow = Workflow.objects.get(workflow_pages__page=two_partners.alder)
    task = workflow.tasks.first()
    group = Group.objects.get(name="alder: trainer")
    before = rights()

    for address, fields in (
        (f"/admin/workflows/edit/{workflow.pk}/", {"name": "mine", "active": ""}),
        (f"/admin/workflows/disable/{workflow.pk}/", {}),
        (f"/admin/workflows/tasks/edit/{task.pk}/", {"name": "mine", "groups": [group.pk]}),
        (f"/admin/workflows/tasks/disable/{task.pk}/", {}),
        (f"/admin/workflows/remove/{two_partners.alder.pk}/", {}),
        ("/admin/workflows/add/", {"name": "mine"}),
    ):
        assert is_mounted(address)
        assert set(posted(attackers, address, fields).values()) <= REFUSED, address

    assert rights() == before


def test_10_workflow_approving_ones_own_change(attackers, two_partners):
    page, writer = two_partners.alder, person("both@alder.example")
    page.title = "Mine"
    page.save_revision(user=writer)
    Workflow.objects.get(workflow_pages__page=page).start(page, writer)
    state = TaskState.objects.get()
    address = f"/admin/pages/{page.pk}/workflow/action/approve/{state.pk}/"

    answers = posted(attackers, address, {"comment": ""})

    state.refresh_from_db()
    page.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS
    assert page.title == "Alder Homes"
    assert answers["coordinator"] in REFUSED
    assert answers["manager"] in REFUSED


def test_11_impersonation_by_changing_an_address(attackers):
    """Whoever could take another's address would be them at the next invitation."""
    before = rights()
    victim = "second@alder.example"

    for browser in attackers.values():
        browser.get("/admin/account/")
        for fields in (
            {"email": victim},
            {"email": "new@example.org", "name_email-email": "new@example.org"},
        ):
            browser.post("/admin/account/", fields)
            browser.post("/staff/password/", {**fields, "oldpassword": PASSWORD})
        for address in ("/email/", "/account/email/", "/accounts/email/", "/signup/", "/accounts/signup/"):
            assert browser.post(address, {"email": victim, "action_add": ""}).status_code in REFUSED

    assert rights() == before


@pytest.mark.parametrize(
    "address", ["manager@alder.example", "Manager@Alder.example", " manager@alder.example "]
)
def test_12_invitation_to_oneself(attackers, address):
    before = rights()

    answer = attackers["manager"].post(
        "/staff/alder/people/invite/", {"email": address, "role": "coordinator"}
    )

    assert answer.context["form"].errors == {"email": ["You cannot invite yourself. Ask another manager."]}
    assert rights() == before
    assert not Letter.objects.exists()


def test_12_invitation_that_somebody_else_began_for_oneself(two_partners, attackers):
    """Sending it again in one's own name is inviting oneself, too."""
    alder = two_partners.alder.partner
    row = invite_staff(
        partner=alder,
        email="manager@alder.example",
        role=Role.COORDINATOR,
        by=person("second@alder.example"),
    )
    StaffInvitation.objects.update(invited_at=timezone.now() - timedelta(hours=1))
    before = rights()

    answer = attackers["manager"].post(
        f"/staff/alder/people/invitations/{row.public_id}/resend/", follow=True
    )

    assert "You cannot invite yourself." in answer.content.decode()
    assert rights() == before
