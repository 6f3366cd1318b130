"""A check over the data finds what breaks the rules of roles, however it got in."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from letters.models import Letter
from partners.enums import Role
from partners.models import Membership, StaffInvitation
from partners.queries.broken_rules import BrokenRule, broken_rules
from tests.factories.partners import make_person
from tests.factories.sql import counting


@pytest.fixture
def people(two_partners):
    """One of each kind, as the verbs make them."""
    for section in (two_partners.alder, two_partners.birch):
        for role in (Role.TRAINER, Role.COORDINATOR, Role.MANAGER):
            make_person(section, role)
    make_person(two_partners.programme, Role.PROGRAMME_MANAGER)
    make_person(two_partners.programme, Role.OPERATOR)
    return two_partners


def slip_in(user, section, role: Role) -> Membership:
    """A row that no verb has written."""
    return Membership.objects.create(
        user=user, partner=section.partner, role=role, started_on=timezone.localdate()
    )


def person(email: str) -> User:
    return User.objects.get(email=email)


def reported() -> set[str]:
    messages = run_checks(tags=["database"], databases=["default"])
    return {message.msg for message in messages if (message.id or "").startswith("partners.")}


def test_what_the_verbs_write_breaks_no_rule(people):
    assert broken_rules() == []
    assert reported() == set()


def test_programme_with_a_coordinator_is_found(people):
    row = slip_in(person("programme_manager@programme.example"), people.programme, Role.COORDINATOR)

    assert BrokenRule("role at the programme", row.public_id) in broken_rules()
    assert f"role at the programme: {row.public_id}" in reported()


def test_programmes_role_at_a_partner_is_found(people):
    row = slip_in(person("trainer@alder.example"), people.alder, Role.PROGRAMME_ANALYST)

    assert broken_rules() == [BrokenRule("role at a partner", row.public_id)]


def test_offer_of_such_a_role_is_found(people):
    row = StaffInvitation.objects.create(
        partner=people.programme.partner,
        email="sam@example.org",
        role=Role.COORDINATOR,
        token_hash="x",
        invited_at=timezone.now(),
        expires_at=timezone.now(),
    )

    assert broken_rules() == [BrokenRule("role offered", row.public_id)]


def test_somebody_with_both_kinds_is_found(people):
    user = person("coordinator@alder.example")
    row = slip_in(user, people.programme, Role.TRAINER)
    found = broken_rules()
    Membership.objects.filter(pk=row.pk).update(ended_on=timezone.localdate())

    assert found == [BrokenRule("programme and people", user.public_id)]
    assert broken_rules() == []


@pytest.mark.parametrize("mark", ["is_superuser", "is_staff"])
def test_operators_mark_without_the_role_is_found(people, mark):
    user = person("trainer@alder.example")
    User.objects.filter(pk=user.pk).update(**{mark: True})

    assert broken_rules() == [BrokenRule("operator without the role", user.public_id)]


def test_operators_role_without_the_mark_is_found(people):
    user = person("operator@programme.example")
    User.objects.filter(pk=user.pk).update(is_superuser=False)

    assert BrokenRule("operator without the mark", user.public_id) in broken_rules()


def test_permission_by_hand_is_found(people):
    user = person("coordinator@alder.example")
    user.user_permissions.add(Permission.objects.first())

    assert broken_rules() == [BrokenRule("permission by hand", user.public_id)]


@pytest.mark.parametrize("codename", ["change_group", "change_user"])
def test_permission_over_users_and_groups_is_found(people, codename):
    Group.objects.get(name="alder: trainer").permissions.add(Permission.objects.get(codename=codename))

    assert broken_rules() == [BrokenRule("permission over users", "alder: trainer")]


def test_somebody_put_into_a_group_by_hand_is_found_and_put_out_again(people, capsys):
    user = person("coordinator@alder.example")
    user.groups.add(Group.objects.get(name="birch: trainer"))
    found = broken_rules()

    call_command("keep_staff_in_step")

    assert found == [BrokenRule("group out of step", f"birch: trainer, {user.public_id}")]
    assert (broken_rules(), capsys.readouterr().err) == ([], "")


def test_open_partner_without_a_manager_is_found(people):
    people.alder.partner.opened_at = timezone.now()
    people.alder.partner.save()
    Membership.objects.filter(partner=people.alder.partner, role=Role.MANAGER).update(
        ended_on=timezone.localdate()
    )

    assert broken_rules() == [BrokenRule("no manager", "alder")]


def test_check_names_nobody(people):
    slip_in(person("programme_manager@programme.example"), people.programme, Role.COORDINATOR)

    assert "@" not in str(reported())


@pytest.mark.parametrize("number", [1, 3])
def test_check_asks_the_same_of_the_database(people, number):
    for at in range(number):
        make_person(people.alder, Role.TRAINER, f"{at}@alder.example")

    with counting() as sql:
        broken_rules()

    assert sql.number == 12, sql.queries


def test_check_without_a_database_asks_nothing(people):
    with counting() as sql:
        run_checks(tags=["database"])

    assert sql.number == 0


def test_command_puts_those_in_whose_day_has_come(people):
    user = person("coordinator@birch.example")
    slip_in(user, people.birch, Role.APPROVER)

    call_command("keep_staff_in_step")

    assert user.groups.filter(name="birch: approver").exists()


def test_command_invites_an_operator_and_says_what_it_cannot(people, capsys):
    call_command("invite_staff", "programme", "op@example.org", "operator")

    assert Letter.objects.get().address == "op@example.org"
    assert capsys.readouterr().out == "A letter waits in the outbox.\n"
    for partner, email, role in (
        ("nowhere", "op@example.org", "trainer"),
        ("alder", "op@example.org", "operator"),
        ("alder", "no address", "trainer"),
    ):
        with pytest.raises(CommandError):
            call_command("invite_staff", partner, email, role)
