"""Rows that break the rules of roles, however they got in. The verbs write none; a person at the database might."""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from partners.enums import (
    EDITING_ROLES,
    PROGRAMME_ONLY_ROLES,
    PROGRAMME_ROLES,
    ROLES_THAT_MANAGE,
    ROLES_THAT_SEE_PEOPLE,
    Role,
)
from partners.models import Membership, Partner, StaffInvitation

from .staff import open_memberships


@dataclass(frozen=True)
class BrokenRule:
    """`rule` is a lasting short name; `where` says which rows, by public ids and slugs, without names of people."""

    rule: str
    where: str


def broken_rules() -> list[BrokenRule]:
    """Everything that should not be there. Twelve SQL, whatever the number of people."""
    return [
        *_roles_where_they_cannot_be(),
        *_both_kinds(),
        *_operators(),
        *_permissions(),
        *_groups_out_of_step(),
        *_without_manager(),
    ]


def _told(rule: str, rows: QuerySet, field: str) -> list[BrokenRule]:
    return [BrokenRule(rule, str(value)) for value in rows.values_list(field, flat=True).distinct()]


def _roles_where_they_cannot_be() -> list[BrokenRule]:
    at_programme = Q(partner__is_programme=True) & ~Q(role__in=PROGRAMME_ROLES)
    at_a_partner = Q(partner__is_programme=False, role__in=PROGRAMME_ONLY_ROLES)
    offered = StaffInvitation.objects.filter(
        at_programme | at_a_partner, accepted_at__isnull=True, cancelled_at__isnull=True
    )
    return [
        *_told("role at the programme", open_memberships().filter(at_programme), "public_id"),
        *_told("role at a partner", open_memberships().filter(at_a_partner), "public_id"),
        *_told("role offered", offered, "public_id"),
    ]


def _both_kinds() -> list[BrokenRule]:
    held = open_memberships().filter(user=OuterRef("pk"))
    both = User.objects.filter(
        Exists(held.filter(partner__is_programme=True)), Exists(held.filter(role__in=ROLES_THAT_SEE_PEOPLE))
    )
    return _told("programme and people", both, "public_id")


def _operators() -> list[BrokenRule]:
    is_operator = Exists(open_memberships().filter(user=OuterRef("pk"), role=Role.OPERATOR))
    marked = User.objects.filter(Q(is_superuser=True) | Q(is_staff=True)).exclude(is_operator)
    unmarked = User.objects.filter(is_operator).exclude(is_superuser=True, is_staff=True)
    return [
        *_told("operator without the role", marked, "public_id"),
        *_told("operator without the mark", unmarked, "public_id"),
    ]


def _permissions() -> list[BrokenRule]:
    """Nobody holds a permission by hand, and no group one of Django's over users and groups."""
    return [
        *_told("permission by hand", User.objects.filter(user_permissions__isnull=False), "public_id"),
        *_told(
            "permission over users", Group.objects.filter(permissions__content_type__app_label="auth"), "name"
        ),
        *_told(
            "permission over users",
            Group.objects.filter(permissions__content_type__app_label="accounts"),
            "name",
        ),
    ]


def _groups_out_of_step() -> list[BrokenRule]:
    """Somebody in a group without the role: the guard stops them, and the groups are to be kept in step."""
    today = timezone.localdate()
    held = {
        (f"{slug}: {role}", user)
        for slug, role, user in open_memberships()
        .filter(role__in=EDITING_ROLES, started_on__lte=today, user__is_active=True)
        .values_list("partner__slug", "role", "user__public_id")
    }
    members = Group.objects.filter(user__isnull=False).values_list("name", "user__public_id")
    return [
        BrokenRule("group out of step", f"{group}, {user}") for group, user in sorted(set(members) - held)
    ]


def _without_manager() -> list[BrokenRule]:
    """Open to the public, and nobody could let staff in or out."""
    managers = Membership.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=timezone.localdate()),
        partner=OuterRef("pk"),
        role__in=ROLES_THAT_MANAGE,
        user__is_active=True,
    )
    alone = Partner.objects.filter(opened_at__isnull=False, left_on__isnull=True).exclude(Exists(managers))
    return _told("no manager", alone, "slug")
