"""Who works at a partner: the list, invitations, roles given and ended. For its managers, and for the programme's
managers as far as another partner's managers go.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from partners.domain import (
    InvitationRefused,
    MembershipRefused,
    cancel_invitation,
    end_role,
    give_role,
    invite_staff,
    resend_invitation,
)
from partners.domain.memberships import would_leave_no_manager
from partners.enums import Role
from partners.forms.people import EndRoleForm, InviteForm, RoleForm
from partners.models import Membership, Partner, StaffInvitation
from partners.queries.staff import StaffMember, open_invitations, staff_of
from partners.rules import Place, place_at, roles_to_give, what_may_be_seen


@dataclass(frozen=True)
class StaffRoom:
    """The partner whose staff are looked after, from which place, and which roles may be given and ended there."""

    place: Place
    partner: Partner
    roles: frozenset[Role]

    @property
    def is_own(self) -> bool:
        return self.place.partner == self.partner

    def url(self, name: str, *ids: str) -> str:
        if self.is_own:
            return reverse(f"partners:{name}", args=[self.partner.slug, *ids])
        return reverse(f"partners:partner-{name}", args=[self.place.partner.slug, self.partner.slug, *ids])


def staff_room(request, of: str | None) -> StaffRoom:
    """`of`: another partner, as the programme's managers look after who manages it. Its own address is no second."""
    partner = request.place.partner
    if of is not None:
        partner = get_object_or_404(Partner, slug=of, is_programme=False)
    roles = roles_to_give(request.place, partner)
    if not roles:
        raise Http404
    return StaffRoom(place=request.place, partner=partner, roles=roles)


@never_cache
def people(request, slug: str, of: str | None = None):
    """Everybody with a role there, and who has been invited."""
    room = staff_room(request, of)
    staff = staff_of(room.partner.pk)
    context = {
        "browser_title": _("People"),
        "room": room,
        "held": [_row(room, member) for member in staff if member.held],
        "ended": [_row(room, member) for member in staff if not member.held],
        "invitations": [_invitation_row(room, row) for row in open_invitations(room.partner.pk)],
        "invite_url": room.url("invite"),
    }
    return render(request, "partners/staff/people.html", context)


@never_cache
def invite(request, slug: str, of: str | None = None):
    """A role offered by e-mail; what is said afterwards is the same for every address."""
    room = staff_room(request, of)
    form = InviteForm(request.POST or None, roles=room.roles)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            invitation = invite_staff(
                partner=room.partner,
                email=asked["email"],
                role=Role(asked["role"]),
                workshop=asked["workshop"],
                by=request.user,
            )
        except (InvitationRefused, MembershipRefused) as refused:
            form.add_error("email", str(refused))
        else:
            said = (
                _("The invitation is on its way. You see it in the list until it is taken up.")
                if invitation
                else _("Somebody with this address has this role here already.")
            )
            messages.success(request, said)
            return redirect(room.url("people"))
    context = {"browser_title": _("Invite"), "room": room, "form": form, "back": room.url("people")}
    return render(request, "partners/staff/invite.html", context)


@never_cache
def change_invitation(request, slug: str, invitation: str, act: str, of: str | None = None):
    """Sends the letter again, or takes the offer back."""
    room = staff_room(request, of)
    row = get_object_or_404(StaffInvitation, public_id=invitation, partner=room.partner, role__in=room.roles)
    try:
        if act == "resend":
            resend_invitation(invitation=row, by=request.user)
            messages.success(request, _("A new letter is on its way. The link in the earlier one is shut."))
        else:
            cancel_invitation(invitation=row, by=request.user)
            messages.success(request, _("The invitation is taken back. Its link is shut."))
    except InvitationRefused as refused:
        messages.error(request, str(refused))
    return redirect(room.url("people"))


@never_cache
def person(request, slug: str, person: str, of: str | None = None):
    """One person: their roles here, and what those open and leave shut."""
    room = staff_room(request, of)
    member = _member(room, person)
    place = place_at(User.objects.get(public_id=person), room.partner)
    context = {
        "browser_title": _("What can this person see and do?"),
        "room": room,
        "member": _row(room, member),
        "rights": what_may_be_seen(place),
        "their_place": place,
        "is_oneself": person == request.user.public_id,
        "may_change": person != request.user.public_id,
        "give_url": room.url("give-role", person),
        "back": room.url("people"),
    }
    return render(request, "partners/staff/person.html", context)


@never_cache
def give(request, slug: str, person: str, of: str | None = None):
    """One more role for somebody who works here."""
    room = staff_room(request, of)
    member = _member(room, person)
    if person == request.user.public_id:
        raise PermissionDenied
    form = RoleForm(request.POST or None, roles=room.roles)
    if request.method == "POST" and form.is_valid():
        try:
            give_role(
                user=User.objects.get(public_id=person),
                partner=room.partner,
                role=Role(form.cleaned_data["role"]),
                workshop=form.cleaned_data["workshop"],
                by=request.user,
            )
        except MembershipRefused:
            # Why may be a matter of another partner's.
            form.add_error("role", _("This person cannot hold this role. They can tell you why."))
        else:
            messages.success(request, _("The role is given, from now on."))
            return redirect(room.url("person", person))
    context = {
        "browser_title": _("Give a role"),
        "room": room,
        "member": member,
        "form": form,
        "back": room.url("person", person),
    }
    return render(request, "partners/staff/give_role.html", context)


@never_cache
def end(request, slug: str, membership: str, of: str | None = None):
    """Says what will end, asks from which day on, and ends it."""
    room = staff_room(request, of)
    row = get_object_or_404(
        Membership.objects.select_related("user", "partner"), public_id=membership, partner=room.partner
    )
    if row.role not in room.roles or row.user == request.user:
        raise PermissionDenied
    form = EndRoleForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            end_role(membership=row, by=request.user, on=form.cleaned_data["on"])
        except MembershipRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It is done. What they wrote stays here."))
            return redirect(room.url("person", row.user.public_id))
    context = {
        "browser_title": _("End a role"),
        "room": room,
        "membership": row,
        "role_label": Role(row.role).label,
        "is_last_manager": would_leave_no_manager(membership=row),
        "form": form,
        "back": room.url("person", row.user.public_id),
    }
    return render(request, "partners/staff/end_role.html", context)


@never_cache
def own_rights(request, slug: str):
    """What one may see and do oneself, in this place."""
    context = {
        "browser_title": _("What can I see and do?"),
        "rights": what_may_be_seen(request.place),
        "their_place": request.place,
        "roles": sorted(str(role.label) for role in request.place.roles),
    }
    return render(request, "partners/staff/own_rights.html", context)


def _member(room: StaffRoom, person: str) -> StaffMember:
    """Somebody who has or had a role there; everybody else is not there."""
    found = staff_of(room.partner.pk, user_public_id=person)
    if not found:
        raise Http404
    return found[0]


def _row(room: StaffRoom, member: StaffMember) -> dict:
    today = timezone.localdate()

    def told(row: Membership) -> dict:
        return {
            "label": Role(row.role).label,
            "workshop": row.workshop,
            "started_on": row.started_on,
            "ended_on": row.ended_on,
            "begins_later": row.started_on > today,
            "end_url": room.url("end-role", row.public_id) if row.role in room.roles else "",
        }

    return {
        "name": member.name,
        "email": member.email,
        "url": room.url("person", member.public_id),
        "roles": [told(row) for row in member.held],
        "former": [told(row) for row in member.ended],
    }


def _invitation_row(room: StaffRoom, row: StaffInvitation) -> dict:
    is_ours = row.role in room.roles
    return {
        "email": row.email,
        "label": Role(row.role).label,
        "workshop": row.workshop,
        "invited_at": row.invited_at,
        "by": str(row.invited_by) if row.invited_by else "",
        "expires_at": row.expires_at,
        "is_past": row.expires_at <= timezone.now(),
        "resend_url": room.url("resend-invitation", row.public_id) if is_ours else "",
        "cancel_url": room.url("cancel-invitation", row.public_id) if is_ours else "",
    }
