"""The verbs that give a person a role and take it back."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from partners.enums import PROGRAMME_ONLY_ROLES, PROGRAMME_ROLES, ROLES_THAT_SEE_PEOPLE, Role
from partners.models import Membership, Partner

from .audit import record
from .groups import keep_groups_in_step


class MembershipRefused(ValueError):
    """The role may not be held here, or not by somebody who already holds another."""


@transaction.atomic
def give_role(
    *,
    user,
    partner: Partner,
    role: Role,
    by=None,
    started_on: date | None = None,
    workshop: str = "",
) -> Membership:
    """Gives the role from that day on; holding it already changes nothing.

    Raises MembershipRefused: the programme sees no people, and nobody holds a role of the programme
    and, elsewhere, one that sees people.
    """
    _refuse_what_may_not_be(user=user, partner=partner, role=role, workshop=workshop)
    membership = Membership.objects.filter(
        user=user, partner=partner, role=role, workshop=workshop, ended_on__isnull=True
    ).first()
    if membership is None:
        membership = Membership.objects.create(
            user=user,
            partner=partner,
            role=role,
            workshop=workshop,
            started_on=started_on or timezone.localdate(),
        )
        record(actor=by, verb="give role", of=membership, partner=partner, role=role.value)
    keep_groups_in_step(partner=partner)
    return membership


@transaction.atomic
def end_role(*, membership: Membership, by, on: date | None = None) -> Membership:
    """The role is held until the day before; one that has ended by then changes nothing."""
    on = on or timezone.localdate()
    membership = (
        Membership.objects.select_for_update(of=("self",)).select_related("partner").get(pk=membership.pk)
    )
    if membership.ended_on is None or membership.ended_on > on:
        membership.ended_on = on
        membership.save(update_fields=["ended_on"])
        record(
            actor=by,
            verb="end role",
            of=membership,
            partner=membership.partner,
            role=membership.role,
            on=on.isoformat(),
        )
    keep_groups_in_step(partner=membership.partner)
    return membership


def _refuse_what_may_not_be(*, user, partner: Partner, role: Role, workshop: str) -> None:
    if partner.is_programme and role not in PROGRAMME_ROLES:
        raise MembershipRefused("The programme sees counts, never people: it cannot hold this role.")
    if not partner.is_programme and role in PROGRAMME_ONLY_ROLES:
        raise MembershipRefused("This role exists at the programme only.")
    if (role is Role.WORKSHOP_HOST) != bool(workshop):
        raise MembershipRefused("A workshop host keeps the register of one named workshop; nobody else does.")
    # One that ends later is held until then.
    held = Membership.objects.filter(user=user).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=timezone.localdate())
    )
    at_programme = held.filter(partner__is_programme=True).exists()
    sees_people = held.filter(role__in=ROLES_THAT_SEE_PEOPLE).exists()
    if (partner.is_programme and sees_people) or (role in ROLES_THAT_SEE_PEOPLE and at_programme):
        raise MembershipRefused("Nobody holds a role of the programme and one that sees people.")
