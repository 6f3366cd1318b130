"""What belongs to a partner itself passes to another: contacts, media, tablets, staff. Run within one transaction."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from pages.models import SiteDocument, SiteImage
from partners.enums import Role
from partners.models import Partner, SupportContact
from partners.queries.handover import (
    collection_of,
    contacts_for_handover,
    invitations_for_handover,
    memberships_for_handover,
)

from .audit import record
from .groups import keep_groups_in_step
from .invitations import cancel_invitation
from .memberships import MembershipRefused, end_role, give_role
from .tablets import move_tablets


@transaction.atomic
def hand_over(*, source: Partner, target: Partner, by) -> None:
    """Contacts with free keys, pictures, documents, tablets, staff and sub-brands go from one to the other.

    Whoever may not hold a role at the target is left without one; the audit trail says so. Repeatable.
    """
    move_contacts(source=source, target=target)
    _move_media(source, target)
    move_tablets(source=source, target=target)
    move_staff(source=source, target=target, by=by)
    cancel_invitations(partner=source, by=by)
    move_sub_brands(source=source, target=target)
    for partner in (source, target):
        keep_groups_in_step(partner=partner)


@transaction.atomic
def move_contacts(*, source: Partner, target: Partner) -> int:
    free = [contact.pk for contact in contacts_for_handover(source, target).free]
    return SupportContact.objects.filter(pk__in=free).update(partner=target)


def _move_media(source: Partner, target: Partner) -> None:
    held, wanted = collection_of(source), collection_of(target)
    if held is None or wanted is None:
        return
    for model in (SiteImage, SiteDocument):
        model.objects.filter(collection=held).update(collection=wanted)
    for child in held.get_children():
        child.move(collection_of(target), pos="last-child")


@transaction.atomic
def move_staff(*, source: Partner, target: Partner, by) -> None:
    """Each gets the same role at the target, until the same day; then it ends at the source."""
    for membership in memberships_for_handover(source):
        try:
            given = give_role(
                user=membership.user,
                partner=target,
                role=Role(membership.role),
                by=by,
                started_on=max(membership.started_on, timezone.localdate()),
                workshop=membership.workshop,
            )
        except MembershipRefused as refused:
            record(
                actor=by,
                verb="leave role behind",
                of=membership,
                partner=source,
                role=membership.role,
                because=str(refused),
            )
        else:
            if membership.ended_on and given.ended_on is None:
                _end(given, by, on=membership.ended_on)
        _end(membership, by)


@transaction.atomic
def end_staff(*, partner: Partner, by, kept_roles: frozenset[Role], kept_until: date) -> None:
    """All roles end today; the kept ones are held up to and including that day."""
    for membership in memberships_for_handover(partner):
        is_kept = Role(membership.role) in kept_roles and kept_until >= timezone.localdate()
        _end(membership, by, on=kept_until + timedelta(days=1) if is_kept else None)


def _end(membership, by, *, on: date | None = None) -> None:
    """Whoever carries it out may be among the staff: nobody ends their own role, but this ends all of them."""
    actor = None if by and by.pk == membership.user_id else by
    end_role(membership=membership, by=actor, on=on, even_the_last=True)


@transaction.atomic
def cancel_invitations(*, partner: Partner, by) -> None:
    """Nobody takes up a role at a partner that is no more."""
    for invitation in invitations_for_handover(partner):
        cancel_invitation(invitation=invitation, by=by)


@transaction.atomic
def move_sub_brands(*, source: Partner, target: Partner) -> int:
    """They become part of the target, or of what the target itself is part of: there is one level only."""
    parent = target.parent if target.parent_id not in (None, source.pk) else None
    Partner.objects.filter(pk=target.pk, parent=source).update(parent=None)
    above = parent or target
    return Partner.objects.filter(parent=source).exclude(pk=above.pk).update(parent=above)


@transaction.atomic
def move_sub_brands_out(*, partner: Partner) -> int:
    """A partner that has left has no parts and is part of nobody; each stands for itself."""
    Partner.objects.filter(pk=partner.pk).update(parent=None)
    return Partner.objects.filter(parent=partner).update(parent=None)
