"""The day a section stands open."""

from django.db import transaction
from django.utils import timezone

from partners.models import Partner, PartnerPage
from partners.queries.readiness import readiness_of

from .audit import record
from .version import public_content_changed


class NotReady(ValueError):
    """Something is missing; `waiting` holds the items of the checklist."""

    def __init__(self, waiting) -> None:
        super().__init__("The section is not ready.")
        self.waiting = waiting


@transaction.atomic
def open_section(*, partner: Partner, by) -> Partner:
    """Makes the section public; open already, nothing changes. Raises NotReady while anything is missing."""
    partner = Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=partner.pk)
    if partner.opened_at:
        return partner
    waiting = readiness_of(partner).waiting
    if waiting:
        raise NotReady(waiting)
    partner.opened_at = timezone.now()
    partner.save(update_fields=["opened_at"])
    for section in PartnerPage.objects.filter(partner=partner, live=False):
        revision = section.get_latest_revision() or section.save_revision()
        revision.publish(user=by, skip_permission_checks=True)
    record(actor=by, verb="open section", of=partner, partner=partner)
    public_content_changed()
    return partner
