"""A member of staff is forgotten; what they did stays, without their name."""

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


@transaction.atomic
def erase_staff_user(*, user: User, by=None) -> User:
    """Ends every role, even a last manager's, and takes name, address and password away. A second time changes
    nothing. Audit entries, pages and drafts stay; they name nobody any more.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if user.email.endswith("@erased.invalid"):
        return user
    for membership in open_memberships().filter(user=user):
        end_role(membership=membership, by=by, even_the_last=True)
    address = user.email
    user = blank_user(user=user)
    invited = StaffInvitation.objects.filter(Q(email=address) | Q(accepted_by=user))
    invited.filter(accepted_at__isnull=True, cancelled_at__isnull=True).update(cancelled_at=timezone.now())
    invited.update(email=user.email)
    forget_address(address=address)
    record(actor=by, verb="erase account", of=user)
    return user
