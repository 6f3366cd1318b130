"""Takes a help contact away for safety and brings it back; and tells the staff of those who show what is gone."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.enums import Role
from partners.models import AuditEntry, Membership, Partner, SupportContact
from partners.rules.safety import may_bring_back

from .audit import record
from .letters import write_letter
from .version import public_content_changed

TAKE_AWAY, BRING_BACK = "take contact away for safety", "bring contact back"
# Who hears of it; the programme has its own kind of manager.
TOLD = (Role.APPROVER, Role.MANAGER, Role.PROGRAMME_MANAGER)


class BringingBackRefused(ValueError):
    """Whoever took it away does not bring it back: that needs a second person."""


@transaction.atomic
def withdraw_contact(*, contact: SupportContact, partner: Partner, by, reason: str) -> SupportContact:
    """Shown to nobody from the next request on; one person alone may. `partner` is whose contact it is."""
    contact = SupportContact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if contact.withdrawn_at:
        return contact
    contact.withdrawn_at = timezone.now()
    contact.save(update_fields=["withdrawn_at"])
    entry = record(actor=by, verb=TAKE_AWAY, of=contact, partner=partner, key=contact.key, reason=reason)
    public_content_changed()
    _tell(contact, partner, "taken_away", entry, by, reason)
    return contact


@transaction.atomic
def restore_contact(*, contact: SupportContact, partner: Partner, by) -> SupportContact:
    """Shown again; twice is once. Raises BringingBackRefused for whoever took it away."""
    contact = SupportContact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if contact.withdrawn_at is None:
        return contact
    if not may_bring_back(by, partner=partner, taken_away_by_id=taken_away_by(contact)):
        raise BringingBackRefused
    contact.withdrawn_at = None
    contact.save(update_fields=["withdrawn_at"])
    entry = record(actor=by, verb=BRING_BACK, of=contact, partner=partner, key=contact.key)
    public_content_changed()
    _tell(contact, partner, "brought_back", entry, by, "")
    return contact


def taken_away_by(contact: SupportContact) -> int | None:
    """Who took it away last, as it was written down."""
    entries = AuditEntry.objects.filter(verb=TAKE_AWAY, object_reference=contact.public_id)
    return entries.values_list("actor_id", flat=True).first()


def tell_staff(*, template: str, partner_ids: Iterable[int], key: str, but, context: dict) -> None:
    """A letter to each approver and manager of these partners but one, each in their partner's name."""
    today = timezone.localdate()
    rows = Membership.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=today),
        partner_id__in=list(partner_ids),
        role__in=TOLD,
        started_on__lte=today,
        user__is_active=True,
    ).select_related("user", "partner")
    for row in rows:
        if row.user != but:
            write_letter(
                template=template,
                to=row.user,
                partner=row.partner,
                context={**context, "path": f"/staff/{row.partner.slug}/safety/"},
                dedupe_key=f"{key}-{row.partner_id}-{row.user.public_id}",
            )


def _tell(contact, partner: Partner, template: str, entry, by, reason: str) -> None:
    """One that all may show reaches the staff of all."""
    everybody = Partner.objects.filter(left_on__isnull=True).values_list("pk", flat=True)
    tell_staff(
        template=template,
        partner_ids=[partner.pk] if contact.partner_id else everybody,
        key=f"{template}-{contact.public_id}-{entry.pk}",
        but=by,
        context={
            "what": _("Help contact"),
            "where": contact.name,
            "number": "",
            "reason": reason,
            "owner": partner.name,
        },
    )
