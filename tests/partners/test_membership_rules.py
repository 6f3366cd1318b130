"""Nobody raises themselves, no partner is left without a manager, and an operator's mark goes with the role."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from partners.domain import MembershipRefused, accept_terms, end_role, give_role
from partners.enums import ABILITIES_OVER_PEOPLE, Ability, Role
from partners.models import AuditEntry, Membership, TermsAcceptance
from partners.rules import place_at, roles_to_give, what_may_be_seen
from tests.factories.partners import make_person


@pytest.fixture
def alder(two_partners):
    return two_partners.alder.partner


@pytest.fixture
def manager(two_partners) -> User:
    make_person(two_partners.birch, Role.MANAGER)
    return make_person(two_partners.alder, Role.MANAGER)


def today():
    return timezone.localdate()


def refused(verb, **given) -> str:
    before = list(Membership.objects.order_by("pk").values()), AuditEntry.objects.count()
    with pytest.raises(MembershipRefused) as found:
        verb(**given)
    assert (list(Membership.objects.order_by("pk").values()), AuditEntry.objects.count()) == before
    return str(found.value)


# Oneself


def test_nobody_gives_a_role_to_themselves(alder, manager):
    message = refused(give_role, user=manager, partner=alder, role=Role.COORDINATOR, by=manager)

    assert message == "Nobody gives a role to themselves."


def test_nobody_ends_their_own_role(alder, manager):
    message = refused(end_role, membership=manager.memberships.get(), by=manager)

    assert message == "Nobody changes their own role. Ask another manager."


def test_closed_account_is_given_no_role(alder, manager):
    sam = User.objects.create_user("sam@example.org", "a long password", is_active=False)

    assert refused(give_role, user=sam, partner=alder, role=Role.TRAINER) == "This account is closed."


# The last manager


def test_last_manager_is_not_ended_by_accident(two_partners, manager):
    other = make_person(two_partners.programme, Role.PROGRAMME_MANAGER)
    membership = manager.memberships.get()

    assert refused(end_role, membership=membership, by=other).startswith("This is the last manager.")

    end_role(membership=membership, by=other, even_the_last=True)
    assert Membership.objects.get(pk=membership.pk).ended_on == today()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda other: User.objects.filter(pk=other.pk).update(is_active=False),
        lambda other: other.memberships.update(ended_on=today()),
        lambda other: other.memberships.update(started_on=today() + timedelta(days=1)),
    ],
)
def test_manager_who_is_closed_out_or_not_here_yet_does_not_count(two_partners, manager, spoil):
    other = make_person(two_partners.alder, Role.MANAGER, "other@alder.example")
    spoil(other)

    assert refused(end_role, membership=manager.memberships.get(), by=None).startswith("This is the last")


def test_one_of_two_managers_is_ended(two_partners, manager):
    make_person(two_partners.alder, Role.MANAGER, "other@alder.example")

    end_role(membership=manager.memberships.get(), by=None)

    assert place_at(manager, two_partners.alder.partner).roles == frozenset()


def test_partner_that_has_left_needs_no_manager(alder, manager):
    alder.left_on = today()
    alder.save()

    end_role(membership=manager.memberships.get(), by=None)

    assert manager.memberships.get().ended_on == today()


# Ended means out within one request


def test_ended_is_out_with_the_next_request(two_partners, manager):
    other = make_person(two_partners.alder, Role.MANAGER, "other@alder.example")
    client = Client()
    client.force_login(manager)
    before = client.get("/staff/alder/board/").status_code

    end_role(membership=manager.memberships.get(), by=other)

    assert (before, client.get("/staff/alder/board/").status_code) == (200, 404)


def test_role_whose_end_is_taken_back_is_the_same_one(two_partners, alder):
    sam = make_person(two_partners.alder, Role.TRAINER)
    membership = sam.memberships.get()
    end_role(membership=membership, by=None, on=today() + timedelta(days=7))

    give_role(user=sam, partner=alder, role=Role.TRAINER)

    assert [(row.pk, row.ended_on) for row in sam.memberships.all()] == [(membership.pk, None)]


# Operators


def test_operators_mark_comes_and_goes_with_the_role(two_partners):
    programme = two_partners.programme.partner
    sam = User.objects.create_user("sam@example.org", "a long password")

    membership = give_role(user=sam, partner=programme, role=Role.OPERATOR)
    during = User.objects.values_list("is_superuser", "is_staff").get(pk=sam.pk)
    later = refused(end_role, membership=membership, by=None, on=today() + timedelta(days=1))
    end_role(membership=membership, by=None)

    assert during == (True, True)
    assert later == "An operator's role ends today or not at all."
    assert User.objects.values_list("is_superuser", "is_staff").get(pk=sam.pk) == (False, False)


def test_other_roles_leave_the_operators_mark_alone(two_partners):
    sam = User.objects.create_user("sam@example.org", "a long password")
    give_role(user=sam, partner=two_partners.programme.partner, role=Role.OPERATOR)

    give_role(user=sam, partner=two_partners.alder.partner, role=Role.TRAINER)

    assert User.objects.get(pk=sam.pk).is_superuser


# Who gives which


def test_manager_gives_every_role_of_a_partner_at_home_and_none_elsewhere(two_partners, manager):
    place = place_at(manager, two_partners.alder.partner)

    assert roles_to_give(place, two_partners.alder.partner) == {
        Role.TRAINER,
        Role.APPROVER,
        Role.COMMUNICATIONS,
        Role.COORDINATOR,
        Role.WORKSHOP_HOST,
        Role.MANAGER,
    }
    assert roles_to_give(place, two_partners.birch.partner) == frozenset()
    assert roles_to_give(place, two_partners.programme.partner) == frozenset()


def test_programmes_manager_gives_roles_of_the_programme_but_the_operators_and_makes_managers(two_partners):
    programme = two_partners.programme.partner
    place = place_at(make_person(two_partners.programme, Role.PROGRAMME_MANAGER), programme)

    assert roles_to_give(place, programme) == {
        Role.TRAINER,
        Role.APPROVER,
        Role.COMMUNICATIONS,
        Role.PROGRAMME_ANALYST,
        Role.PROGRAMME_MANAGER,
    }
    assert roles_to_give(place, two_partners.alder.partner) == {Role.MANAGER}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MANAGER, Role.PROGRAMME_MANAGER}))
def test_nobody_else_gives_any_role(two_partners, role):
    sections = (two_partners.alder, two_partners.programme)
    section = sections[role in (Role.PROGRAMME_ANALYST, Role.OPERATOR)]
    place = place_at(make_person(section, role), section.partner)

    for other in (two_partners.alder, two_partners.birch, two_partners.programme):
        assert roles_to_give(place, other.partner) == frozenset()


# The terms


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.WORKSHOP_HOST])
def test_nobody_sees_people_before_the_terms_are_accepted(two_partners, alder, role):
    sam = make_person(two_partners.alder, role, has_accepted_terms=False)
    before = place_at(sam, alder)

    accept_terms(user=sam, partner=alder)
    accept_terms(user=sam, partner=alder)

    after = place_at(sam, alder)
    assert (before.awaits_terms, after.awaits_terms) == (True, False)
    assert not any(before.may(ability) for ability in ABILITIES_OVER_PEOPLE)
    expected = {Ability.SEE_PEOPLE, Ability.HAND_OUT_CODES}
    assert {ability for ability in ABILITIES_OVER_PEOPLE if after.may(ability)} == (
        expected if role is Role.COORDINATOR else {Ability.KEEP_REGISTER}
    )
    assert TermsAcceptance.objects.count() == 1
    assert AuditEntry.objects.filter(verb="accept terms", actor=sam, partner=alder).count() == 1


def test_terms_hold_for_one_partner_and_one_version(two_partners, alder, monkeypatch):
    sam = make_person(two_partners.alder, Role.COORDINATOR)
    make_person(two_partners.birch, Role.COORDINATOR, sam.email, has_accepted_terms=False)

    at_birch = place_at(sam, two_partners.birch.partner).may_see_people
    monkeypatch.setattr("partners.rules.places.TERMS_VERSION", "2099-01")

    assert (at_birch, place_at(sam, alder).may_see_people) == (False, False)


def test_roles_without_people_are_asked_no_terms(two_partners, alder):
    assert not place_at(make_person(two_partners.alder, Role.MANAGER), alder).awaits_terms


# In words


def test_what_may_be_seen_is_said_from_the_table_that_is_asked(two_partners, alder):
    rights = what_may_be_seen(place_at(make_person(two_partners.alder, Role.COORDINATOR), alder))

    assert rights.may == [
        str(ability.label)
        for ability in (
            Ability.POSTERS,
            Ability.SEE_COUNTS,
            Ability.SEE_PEOPLE,
            Ability.HAND_OUT_CODES,
            Ability.SET_TABLETS,
        )
    ]
    assert str(Ability.MANAGE_STAFF.label) in rights.may_not
    # What only the programme could allow is no loss here.
    assert str(Ability.MANAGE_PARTNERS.label) not in rights.may + rights.may_not
