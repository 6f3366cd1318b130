"""Sets a device as a shared tablet, and ends it; it outlives the partner whose staff have set it."""

from django.db import transaction
from django.utils import timezone

from partners.models import Partner, SharedTablet

from .audit import record
from .version import public_content_changed


@transaction.atomic
def set_tablet(*, partner: Partner, label: str, by) -> SharedTablet:
    """The device that asks for it is given the row's public id, signed."""
    tablet = SharedTablet.objects.create(partner=partner, label=label)
    record(actor=by, verb="set shared tablet", of=tablet, partner=partner)
    public_content_changed()
    return tablet


@transaction.atomic
def end_tablet(*, tablet: SharedTablet, by) -> None:
    """Whatever is open on the device ends with its next request. Twice is once."""
    if SharedTablet.objects.filter(pk=tablet.pk, ended_at__isnull=True).update(ended_at=timezone.now()):
        record(actor=by, verb="end shared tablet", of=tablet, partner=tablet.partner)
        public_content_changed()


@transaction.atomic
def move_tablets(*, source: Partner, target: Partner) -> int:
    """They lie where they lay, for whoever comes next: each stays one, and ends each person's work as before."""
    return SharedTablet.objects.filter(partner=source, ended_at__isnull=True).update(partner=target)
