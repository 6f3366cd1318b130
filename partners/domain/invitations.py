"""Inviting staff: a role is offered to a mailbox, and held by nobody until whoever reads it takes it up.

Whether the address has an account makes no difference to anything that the inviter sees.
"""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.contrib.auth import get_user_model
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from letters.domain import cancel_letters
from partners.conf import INVITATION_DAYS, INVITATION_PAUSE_MINUTES, INVITATIONS_A_DAY
from partners.enums import Role
from partners.models import Membership, Partner, StaffInvitation
from partners.queries.staff import find_invitation, open_memberships
from partners.rules.staff import is_still_offered, may_give

from .audit import record
from .letters import write_letter
from .memberships import give_role, refuse_role_at


class InvitationRefused(ValueError):
    """It cannot be sent, or not be taken up; the words are for the person who tried."""


@transaction.atomic
def invite_staff(
    *, partner: Partner, email: str, role: Role, workshop: str = "", by=None
) -> StaffInvitation | None:
    """Offers the role and writes the letter. `by` None: the machine's own commands.

    One that is open already stays as it is, without a second letter; None where the role is held at this very
    partner. Raises InvitationRefused, MembershipRefused and, for what is no address, ValidationError.
    """
    role, email = Role(role), email.strip().lower()
    validate_email(email)
    refuse_role_at(partner=partner, role=role, workshop=workshop)
    _refuse_what_may_not_be_offered(partner=partner, email=email, role=role, by=by)
    # Whoever offers the same at the same moment waits here and finds it.
    Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=partner.pk)
    offered = {"partner": partner, "role": role, "workshop": workshop}
    if open_memberships().filter(user__email=email, ended_on__isnull=True, **offered).exists():
        return None
    known = StaffInvitation.objects.filter(
        email=email, accepted_at__isnull=True, cancelled_at__isnull=True, **offered
    ).first()
    if known is not None and known.expires_at > timezone.now():
        return known
    invitation = known or StaffInvitation(email=email, **offered)
    _send(invitation, by=by)
    record(actor=by, verb="invite staff", of=invitation, partner=partner, role=role.value)
    return invitation


@transaction.atomic
def resend_invitation(*, invitation: StaffInvitation, by) -> StaffInvitation:
    """A new letter with a new link, from now on in this person's name; the earlier link opens nothing any more."""
    invitation = _locked(invitation)
    _refuse_what_may_not_be_offered(
        partner=invitation.partner, email=invitation.email, role=Role(invitation.role), by=by
    )
    if invitation.invited_at > timezone.now() - timedelta(minutes=INVITATION_PAUSE_MINUTES):
        raise InvitationRefused(_("A letter went out a few minutes ago. Please give it time to arrive."))
    _send(invitation, by=by)
    record(actor=by, verb="resend invitation", of=invitation, partner=invitation.partner)
    return invitation


@transaction.atomic
def cancel_invitation(*, invitation: StaffInvitation, by) -> None:
    """Takes the offer back; one that was taken up, or back, already changes nothing."""
    invitation = StaffInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.accepted_at or invitation.cancelled_at:
        return
    invitation.cancelled_at = timezone.now()
    invitation.save(update_fields=["cancelled_at"])
    cancel_letters(dedupe_keys=[letter_key(invitation)])
    record(actor=by, verb="cancel invitation", of=invitation, partner=invitation.partner)


@transaction.atomic
def accept_invitation(*, token: str, user) -> Membership:
    """Takes the offer up. Raises InvitationRefused unless it is open and the person's own address was invited,
    and MembershipRefused where they may not hold the role.
    """
    invitation = find_invitation(token)
    if invitation is not None:
        invitation = _locked(invitation)
    if invitation is None or not is_still_offered(invitation):
        raise InvitationRefused(_("This invitation is no longer open."))
    if user.email.lower() != invitation.email:
        raise InvitationRefused(_("This invitation is for another address."))
    membership = give_role(
        user=user,
        partner=invitation.partner,
        role=Role(invitation.role),
        workshop=invitation.workshop,
        by=invitation.invited_by,
    )
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    record(actor=user, verb="accept invitation", of=invitation, partner=invitation.partner)
    return membership


@transaction.atomic
def join_by_invitation(*, token: str, first_name: str, last_name: str, password: str):
    """Makes the account that the invited address does not have yet, and takes the offer up with it."""
    invitation = find_invitation(token)
    if invitation is None:
        raise InvitationRefused(_("This invitation is no longer open."))
    invitation = _locked(invitation)
    users = get_user_model().objects
    if users.filter(email=invitation.email).exists():
        raise InvitationRefused(_("This address has an account already. Sign in with it first."))
    user = users.create_user(invitation.email, password, first_name=first_name, last_name=last_name)
    accept_invitation(token=token, user=user)
    return user


def letter_key(invitation: StaffInvitation) -> str:
    return f"invitation {invitation.public_id} {invitation.token_hash[:16]}"


def _send(invitation: StaffInvitation, *, by) -> None:
    now = timezone.now()
    if by is not None:
        of_today = StaffInvitation.objects.filter(invited_by=by, invited_at__gt=now - timedelta(days=1))
        if of_today.count() >= INVITATIONS_A_DAY:
            raise InvitationRefused(_("You have sent many invitations today. Please carry on tomorrow."))
    if invitation.token_hash:
        cancel_letters(dedupe_keys=[letter_key(invitation)])
    token = secrets.token_urlsafe(32)
    invitation.token_hash = sha256(token.encode()).hexdigest()
    invitation.invited_by, invitation.invited_at = by, now
    invitation.expires_at = now + timedelta(days=INVITATION_DAYS)
    invitation.save()
    write_letter(
        template="staff_invitation",
        to=invitation.email,
        partner=invitation.partner,
        context={
            "inviter": by.get_full_name() if by else "",
            "role": Role(invitation.role).label,
            "workshop": invitation.workshop,
            "path": reverse("partners:invitation", args=[token]),
            "last_day": date_format(timezone.localtime(invitation.expires_at), "j F Y"),
        },
        dedupe_key=letter_key(invitation),
    )


def _refuse_what_may_not_be_offered(*, partner: Partner, email: str, role: Role, by) -> None:
    if partner.left_on is not None:
        raise InvitationRefused(_("This partner has left; nobody is let in any more."))
    if by is None:
        return
    if by.email.lower() == email:
        raise InvitationRefused(_("You cannot invite yourself. Ask another manager."))
    if not may_give(by, role=role, at=partner):
        raise InvitationRefused(_("This is not a role that you can give here."))


def _locked(invitation: StaffInvitation) -> StaffInvitation:
    """The row as it is now; raises InvitationRefused once it was taken up or back."""
    row = (
        StaffInvitation.objects.select_for_update(of=("self",))
        .select_related("partner", "invited_by")
        .get(pk=invitation.pk)
    )
    if row.accepted_at or row.cancelled_at:
        raise InvitationRefused(_("This invitation is no longer open."))
    return row
