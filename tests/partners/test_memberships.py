"""Who may hold which role, and that the programme never sees people."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import User
from partners.domain import MembershipRefused, end_role, give_role
from partners.enums import PROGRAMME_ONLY_ROLES, PROGRAMME_ROLES, ROLES_THAT_SEE_PEOPLE, Role
from partners.models import AuditEntry, Membership
from partners.rules import Place, places_of

NEVER_AT_THE_PROGRAMME = sorted(set(Role) - PROGRAMME_ROLES)
ONLY_AT_THE_PROGRAMME = sorted(PROGRAMME_ONLY_ROLES)
SEES_PEOPLE = sorted(ROLES_THAT_SEE_PEOPLE)
AT_A_PARTNER = sorted(set(Role) - PROGRAMME_ONLY_ROLES)


@pytest.fixture
def partners(two_partners):
    return {name: getattr(two_partners, name).partner for name in ("programme", "alder", "birch")}


@pytest.fixture
def sam(partners) -> User:
    """A person; beside them Alex, who holds a role at each partner that nothing here may touch."""
    alex = User.objects.create_user("alex@example.org", "a long password")
    for name in ("alder", "birch"):
        give_role(user=alex, partner=partners[name], role=Role.TRAINER)
    return User.objects.create_user("sam@example.org", "a long password")


def workshop_for(role: Role) -> str:
    """A host keeps the register of one workshop; nobody else does."""
    return "Saturday workshop" if role is Role.WORKSHOP_HOST else ""


def held(user) -> list[tuple]:
    rows = Membership.objects.filter(user=user).order_by("pk")
    return list(rows.values_list("partner__slug", "role", "started_on", "ended_on"))


def today() -> date:
    return timezone.localdate()


# Giving


@pytest.mark.parametrize("role", AT_A_PARTNER)
def test_give_role_at_a_partner(partners, sam, role):
    give_role(user=sam, partner=partners["alder"], role=role, workshop=workshop_for(role))

    assert held(sam) == [("alder", role.value, today(), None)]


@pytest.mark.parametrize("role", sorted(PROGRAMME_ROLES))
def test_give_role_at_the_programme(partners, sam, role):
    give_role(user=sam, partner=partners["programme"], role=role)

    assert held(sam) == [("programme", role.value, today(), None)]


def test_give_role_from_a_day(partners, sam):
    give_role(user=sam, partner=partners["alder"], role=Role.TRAINER, started_on=date(2026, 1, 1))

    assert held(sam) == [("alder", "trainer", date(2026, 1, 1), None)]


def test_give_role_twice_is_once(partners, sam):
    first = give_role(user=sam, partner=partners["alder"], role=Role.TRAINER)
    entries = AuditEntry.objects.count()

    again = give_role(user=sam, partner=partners["alder"], role=Role.TRAINER, started_on=date(2026, 1, 1))

    assert again.pk == first.pk
    assert held(sam) == [("alder", "trainer", today(), None)]
    assert AuditEntry.objects.count() == entries


def test_give_role_again_after_it_ended_is_a_new_membership(partners, sam):
    first = give_role(user=sam, partner=partners["alder"], role=Role.TRAINER)
    Membership.objects.filter(pk=first.pk).update(ended_on=today())

    again = give_role(user=sam, partner=partners["alder"], role=Role.TRAINER)

    assert again.pk != first.pk
    assert [ended for *_rest, ended in held(sam)] == [today(), None]


def test_give_role_at_two_partners_is_two_memberships(partners, sam):
    for name in ("birch", "alder"):
        give_role(user=sam, partner=partners[name], role=Role.COORDINATOR)

    assert held(sam) == [("birch", "coordinator", today(), None), ("alder", "coordinator", today(), None)]


def test_give_role_is_written_in_the_audit_trail(partners, sam):
    manager = User.objects.create_user("kim@example.org", "a long password")

    membership = give_role(user=sam, partner=partners["alder"], role=Role.TRAINER, by=manager)

    entry = AuditEntry.objects.first()
    assert (
        entry.actor,
        entry.verb,
        entry.object_kind,
        entry.object_reference,
        entry.partner,
        entry.details,
    ) == (
        manager,
        "give role",
        "partners.membership",
        membership.public_id,
        partners["alder"],
        {"role": "trainer"},
    )


# Ending


def groups_of(user) -> list[str]:
    return list(user.groups.order_by("name").values_list("name", flat=True))


def test_end_role_ends_one_and_keeps_the_groups_in_step(partners, sam):
    ended, _kept = (
        give_role(user=sam, partner=partners["alder"], role=role) for role in (Role.TRAINER, Role.APPROVER)
    )

    end_role(membership=ended, by=None)

    assert held(sam) == [
        ("alder", "trainer", today(), today()),
        ("alder", "approver", today(), None),
    ]
    assert groups_of(sam) == ["alder: approver"]
    assert groups_of(User.objects.get(email="alex@example.org")) == ["alder: trainer", "birch: trainer"]


def test_end_role_on_a_day_to_come_is_held_until_then(partners, sam):
    membership = give_role(user=sam, partner=partners["alder"], role=Role.TRAINER)
    later = today() + timedelta(days=1)

    end_role(membership=membership, by=None, on=later)

    assert held(sam) == [("alder", "trainer", today(), later)]
    assert groups_of(sam) == ["alder: trainer"]


def test_end_role_twice_keeps_the_earlier_day(partners, sam):
    membership = give_role(user=sam, partner=partners["alder"], role=Role.TRAINER)
    end_role(membership=membership, by=None)
    entries = AuditEntry.objects.count()

    end_role(membership=membership, by=None, on=today() + timedelta(days=1))

    assert held(sam) == [("alder", "trainer", today(), today())]
    assert AuditEntry.objects.count() == entries


def test_end_role_is_written_in_the_audit_trail(partners, sam):
    manager = User.objects.create_user("kim@example.org", "a long password")
    membership = give_role(user=sam, partner=partners["alder"], role=Role.TRAINER)

    end_role(membership=membership, by=manager, on=date(2026, 1, 1))

    entry = AuditEntry.objects.first()
    assert (entry.actor, entry.verb, entry.object_reference, entry.partner, entry.details) == (
        manager,
        "end role",
        membership.public_id,
        partners["alder"],
        {"role": "trainer", "on": "2026-01-01"},
    )


# What is refused


def refused(user, partner, role) -> str:
    before = held(user), AuditEntry.objects.count()
    with pytest.raises(MembershipRefused) as found:
        give_role(user=user, partner=partner, role=role, workshop=workshop_for(role))
    assert (held(user), AuditEntry.objects.count()) == before
    return str(found.value)


def test_roles_that_see_people_are_none_of_the_programmes():
    assert {Role.COORDINATOR, Role.WORKSHOP_HOST} == ROLES_THAT_SEE_PEOPLE
    assert not ROLES_THAT_SEE_PEOPLE & PROGRAMME_ROLES


@pytest.mark.parametrize("role", NEVER_AT_THE_PROGRAMME)
def test_programme_holds_no_role_of_a_partner(partners, sam, role):
    message = refused(sam, partners["programme"], role)

    assert message == "The programme sees counts, never people: it cannot hold this role."


@pytest.mark.parametrize("role", ONLY_AT_THE_PROGRAMME)
def test_partner_holds_no_role_of_the_programme(partners, sam, role):
    assert refused(sam, partners["alder"], role) == "This role exists at the programme only."


@pytest.mark.parametrize("seeing", SEES_PEOPLE)
@pytest.mark.parametrize("role", sorted(PROGRAMME_ROLES))
def test_nobody_holds_both_kinds_the_one_that_sees_people_first(partners, sam, seeing, role):
    give_role(user=sam, partner=partners["alder"], role=seeing, workshop=workshop_for(seeing))

    message = refused(sam, partners["programme"], role)

    assert message == "Nobody holds a role of the programme and one that sees people."


@pytest.mark.parametrize("seeing", SEES_PEOPLE)
@pytest.mark.parametrize("role", sorted(PROGRAMME_ROLES))
def test_nobody_holds_both_kinds_the_programmes_first(partners, sam, seeing, role):
    give_role(user=sam, partner=partners["programme"], role=role)

    message = refused(sam, partners["birch"], seeing)

    assert message == "Nobody holds a role of the programme and one that sees people."


def test_role_that_ends_later_is_held_until_then(partners, sam):
    membership = give_role(user=sam, partner=partners["programme"], role=Role.PROGRAMME_ANALYST)
    Membership.objects.filter(pk=membership.pk).update(ended_on=today() + timedelta(days=1))

    message = refused(sam, partners["alder"], Role.COORDINATOR)

    assert message == "Nobody holds a role of the programme and one that sees people."


def test_role_that_has_ended_stands_in_nobodys_way(partners, sam):
    membership = give_role(user=sam, partner=partners["programme"], role=Role.PROGRAMME_ANALYST)
    Membership.objects.filter(pk=membership.pk).update(ended_on=today())

    give_role(user=sam, partner=partners["alder"], role=Role.COORDINATOR)

    assert [role for _slug, role, *_dates in held(sam)] == ["programme_analyst", "coordinator"]


def test_role_of_somebody_else_stands_in_nobodys_way(partners, sam):
    give_role(
        user=User.objects.get(email="alex@example.org"), partner=partners["birch"], role=Role.COORDINATOR
    )

    give_role(user=sam, partner=partners["programme"], role=Role.PROGRAMME_MANAGER)

    assert [role for _slug, role, *_dates in held(sam)] == ["programme_manager"]


def test_role_that_sees_no_people_goes_with_one_of_the_programme(partners, sam):
    give_role(user=sam, partner=partners["alder"], role=Role.TRAINER)

    give_role(user=sam, partner=partners["programme"], role=Role.TRAINER)

    assert [(slug, role) for slug, role, *_dates in held(sam)] == [
        ("alder", "trainer"),
        ("programme", "trainer"),
    ]


# May she?


def test_places_are_the_roles_of_today_by_partner(partners, sam, django_assert_num_queries):
    for name, role in (("birch", Role.COORDINATOR), ("alder", Role.TRAINER), ("birch", Role.MANAGER)):
        give_role(user=sam, partner=partners[name], role=role)

    with django_assert_num_queries(1):
        found = places_of(sam)

    assert found == [
        Place(partner=partners["alder"], roles=frozenset({Role.TRAINER})),
        Place(partner=partners["birch"], roles=frozenset({Role.COORDINATOR, Role.MANAGER})),
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [
        (0, None, True),
        (-30, None, True),
        (-30, 1, True),
        (-30, 0, False),
        (-30, -1, False),
        (1, None, False),
        (1, 30, False),
    ],
)
def test_places_hold_from_the_first_day_to_the_day_before_the_end(partners, sam, starts, ends, holds):
    membership = give_role(user=sam, partner=partners["alder"], role=Role.TRAINER)
    Membership.objects.filter(pk=membership.pk).update(
        started_on=today() + timedelta(days=starts),
        ended_on=None if ends is None else today() + timedelta(days=ends),
    )

    found = places_of(sam)

    assert found == ([Place(partner=partners["alder"], roles=frozenset({Role.TRAINER}))] if holds else [])


def test_places_of_strangers_are_none(partners, sam):
    give_role(user=sam, partner=partners["alder"], role=Role.TRAINER)
    sam.is_active = False

    assert places_of(sam) == []
    assert places_of(AnonymousUser()) == []
    assert places_of(User.objects.create_user("new@example.org", "a long password")) == []


@pytest.mark.parametrize(
    ("role", "people", "board", "edit"),
    [
        (Role.TRAINER, False, False, True),
        (Role.APPROVER, False, False, True),
        (Role.COMMUNICATIONS, False, False, True),
        (Role.COORDINATOR, True, True, False),
        (Role.WORKSHOP_HOST, False, False, False),
        (Role.MANAGER, False, True, False),
        (Role.PROGRAMME_ANALYST, False, False, False),
        (Role.PROGRAMME_MANAGER, False, False, False),
        (Role.OPERATOR, False, False, False),
    ],
)
def test_place_says_what_a_role_may(partners, role, people, board, edit):
    place = Place(partner=partners["alder"], roles=frozenset({role}), has_accepted_terms=True)

    assert (place.may_see_people, place.may_see_board, place.may_edit) == (people, board, edit)


def test_place_at_the_programme_never_sees_people_whatever_a_row_says(partners):
    place = Place(partner=partners["programme"], roles=frozenset(Role), has_accepted_terms=True)

    assert place.may_see_people is False


def test_place_without_a_role_may_nothing(partners):
    place = Place(partner=partners["alder"], roles=frozenset())

    assert (place.may_see_people, place.may_see_board, place.may_edit) == (False, False, False)
