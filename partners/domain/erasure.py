"""Staff, and whoever was invited, are forgotten; what they did stays, without their name."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.domain import blank_user
from accounts.models import User
from letters.domain import forget_address
from partners.models import StaffInvitation
from partners.queries.staff import open_memberships

from .audit import record
from .memberships import end_role

ERASED = "@erased.invalid"
INVITATIONS_KEPT = timedelta(days=90)


@transaction.atomic
def erase_staff_user(*, user: User, by=None) -> User:
    """Ends every role, even a last manager's, and takes name, address and password away. A second time changes
    nothing. Audit entries, pages and drafts stay; they name nobody any more.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if user.email.endswith(ERASED):
        return user
    for membership in open_memberships().filter(user=user):
        end_role(membership=membership, by=by, even_the_last=True)
    address = user.email
    user = blank_user(user=user)
    _blank(StaffInvitation.objects.filter(Q(email=address) | Q(accepted_by=user)), by)
    forget_address(address=address)
    record(actor=by, verb="erase account", of=user)
    return user


@transaction.atomic
def erase_invited(*, address: str, by=None) -> int:
    """Somebody who has no account: what was offered to their mailbox is taken back, and the address is gone.
    Returns how many offers that were.
    """
    address = address.strip().lower()
    number = _blank(StaffInvitation.objects.filter(email=address), by)
    forget_address(address=address)
    return number


@transaction.atomic
def forget_old_invitations() -> int:
    """Whose mailbox it was is forgotten three months after an offer was taken up or back, or ran out."""
    then = timezone.now() - INVITATIONS_KEPT
    ran_out = Q(accepted_at__isnull=True, cancelled_at__isnull=True, expires_at__lt=then)
    over = StaffInvitation.objects.filter(ran_out | Q(accepted_at__lt=then) | Q(cancelled_at__lt=then))
    return _blank(over.exclude(email__endswith=ERASED), None)


def _blank(invitations, by) -> int:
    """Each gets an address that is nobody's, and one that nobody has taken up can be taken up no more."""
    rows = list(invitations.select_related("partner"))
    for row in rows:
        if row.accepted_at is None and row.cancelled_at is None:
            row.cancelled_at = timezone.now()
            record(actor=by, verb="cancel invitation", of=row, partner=row.partner)
        row.email = f"{row.public_id}{ERASED}"
        row.save(update_fields=["email", "cancelled_at"])
    return len(rows)
