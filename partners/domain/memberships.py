"""The verbs that give a person a role and take it back. Nothing else writes a membership."""

from datetime import date

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.enums import (
    PROGRAMME_ONLY_ROLES,
    PROGRAMME_ROLES,
    ROLES_THAT_MANAGE,
    ROLES_THAT_SEE_PEOPLE,
    Role,
)
from partners.models import Membership, Partner, StaffInvitation
from partners.queries.staff import open_memberships

from .audit import record
from .groups import keep_groups_in_step


class MembershipRefused(ValueError):
    """The role may not be held here, or not by this person, or not be given by that one."""


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

    Raises MembershipRefused: the programme sees no people, nobody holds a role of the programme and,
    elsewhere, one that sees people, and nobody gives a role to themselves.
    """
    role = Role(role)
    # Two roles given at once must see each other.
    user = get_user_model().objects.select_for_update(of=("self",)).get(pk=user.pk)
    _refuse_what_may_not_be(user=user, partner=partner, role=role, workshop=workshop, by=by)
    membership = _held(user=user, partner=partner, role=role, workshop=workshop)
    if membership is None:
        membership = Membership.objects.create(
            user=user,
            partner=partner,
            role=role,
            workshop=workshop,
            started_on=started_on or timezone.localdate(),
        )
        record(actor=by, verb="give role", of=membership, partner=partner, role=role.value)
    elif membership.ended_on is not None:
        membership.ended_on = None
        membership.save(update_fields=["ended_on"])
        record(actor=by, verb="give role", of=membership, partner=partner, role=role.value)
    _keep_in_step(membership)
    return membership


@transaction.atomic
def end_role(
    *, membership: Membership, by, on: date | None = None, even_the_last: bool = False
) -> Membership:
    """The role is held until the day before; one that has ended by then changes nothing.

    Raises MembershipRefused for one's own role, and for the last manager of a partner that has not left,
    unless `even_the_last` says that this is meant.
    """
    on = on or timezone.localdate()
    # The partner's row first: two managers ended at once must see each other.
    Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=membership.partner_id)
    membership = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("partner", "user")
        .get(pk=membership.pk)
    )
    if membership.ended_on is None or membership.ended_on > on:
        _refuse_an_end(membership=membership, by=by, on=on, even_the_last=even_the_last)
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
    _keep_in_step(membership)
    if membership.role in ROLES_THAT_MANAGE and on <= timezone.localdate():
        _cancel_invitations_of(membership, by)
    return membership


def would_leave_no_manager(*, membership: Membership, on: date | None = None) -> bool:
    """Whether nobody would manage the partner's staff any more from that day on."""
    if membership.role not in ROLES_THAT_MANAGE or membership.partner.left_on is not None:
        return False
    on = on or timezone.localdate()
    others = open_memberships(on).filter(
        partner=membership.partner, role__in=ROLES_THAT_MANAGE, started_on__lte=on, user__is_active=True
    )
    return not others.exclude(user=membership.user).exists()


def refuse_role_at(*, partner: Partner, role: Role, workshop: str = "") -> None:
    """Raises MembershipRefused for a role that nobody can hold at this partner."""
    if partner.is_programme and role not in PROGRAMME_ROLES:
        raise MembershipRefused(_("The programme sees counts, never people: it cannot hold this role."))
    if not partner.is_programme and role in PROGRAMME_ONLY_ROLES:
        raise MembershipRefused(_("This role exists at the programme only."))
    if (role == Role.WORKSHOP_HOST) != bool(workshop):
        raise MembershipRefused(
            _("A workshop host keeps the register of one named workshop; nobody else does.")
        )


def refusal_of(*, user, partner: Partner, role: Role, workshop: str = "", by=None) -> str:
    """Why this person may not be given the role here, in words for whoever asks; "" where they may."""
    try:
        _refuse_what_may_not_be(user=user, partner=partner, role=role, workshop=workshop, by=by)
    except MembershipRefused as refused:
        return str(refused)
    return ""


def _held(*, user, partner: Partner, role: Role, workshop: str) -> Membership | None:
    """The same role, not ended yet; the one without an end first."""
    held = open_memberships().filter(user=user, partner=partner, role=role, workshop=workshop)
    return held.order_by("-ended_on").filter(ended_on__isnull=True).first() or held.first()


def _keep_in_step(membership: Membership) -> None:
    keep_groups_in_step(partner=membership.partner)
    if membership.role == Role.OPERATOR:
        _keep_operator_in_step(membership.user)


def _keep_operator_in_step(user) -> None:
    """Django's and Wagtail's mark of a superuser goes with the role, and comes from nowhere else."""
    is_operator = open_memberships().filter(user=user, role=Role.OPERATOR).exists()
    get_user_model().objects.filter(pk=user.pk).update(is_superuser=is_operator, is_staff=is_operator)
    user.is_superuser = user.is_staff = is_operator


def _cancel_invitations_of(membership: Membership, by) -> None:
    """What somebody offered who may offer nothing any more."""
    offered = StaffInvitation.objects.filter(
        partner=membership.partner,
        invited_by=membership.user,
        accepted_at__isnull=True,
        cancelled_at__isnull=True,
    )
    for invitation in offered:
        record(actor=by, verb="cancel invitation", of=invitation, partner=membership.partner)
    offered.update(cancelled_at=timezone.now())


def _refuse_what_may_not_be(*, user, partner: Partner, role: Role, workshop: str, by) -> None:
    if by is not None and by.pk == user.pk:
        raise MembershipRefused(_("Nobody gives a role to themselves."))
    if not user.is_active:
        raise MembershipRefused(_("This account is closed."))
    refuse_role_at(partner=partner, role=role, workshop=workshop)
    # One that ends later is held until then.
    held = open_memberships().filter(user=user)
    at_programme = held.filter(partner__is_programme=True).exists()
    sees_people = held.filter(role__in=ROLES_THAT_SEE_PEOPLE).exists()
    if (partner.is_programme and sees_people) or (role in ROLES_THAT_SEE_PEOPLE and at_programme):
        raise MembershipRefused(_("Nobody holds a role of the programme and one that sees people."))


def _refuse_an_end(*, membership: Membership, by, on: date, even_the_last: bool) -> None:
    if by is not None and by.pk == membership.user_id:
        raise MembershipRefused(_("Nobody changes their own role. Ask another manager."))
    if membership.role == Role.OPERATOR and on > timezone.localdate():
        raise MembershipRefused(_("An operator's role ends today or not at all."))
    if not even_the_last and would_leave_no_manager(membership=membership, on=on):
        raise MembershipRefused(
            _(
                "This is the last manager. Invite another one first: without a manager nobody could let staff in."
            )
        )
