"""The verbs around help contacts: kept by a partner's manager or by the programme, rung, reported, settled."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.conf import HELP_PAGE_KEY, REPORTS_A_DAY, REVIEW_EVERY_DAYS
from partners.enums import ContactScope
from partners.models import ContactReport, Partner, SupportContact
from partners.queries.keeping import keeper_of, keepers_of, kept_by

from .audit import record
from .letters import write_letter
from .version import public_content_changed

# Whoever rang it, rang these.
RUNG = ("number", "second_number", "text_route", "bsl_route", "web", "chat")


@transaction.atomic
def keep_contact(
    *, keeper: Partner, values: Mapping[str, object], by, contact: SupportContact | None = None
) -> SupportContact:
    """Adds a contact, or changes one that this partner keeps. A new number has been rung by nobody yet.

    Raises ValidationError by field, for instance for a key that stands for another contact in the same place.
    The key of a contact never changes: pages name it.
    """
    if contact is None:
        contact = _new(keeper, values)
    else:
        contact = kept_by(keeper).select_for_update(of=("self",)).get(pk=contact.pk)
    is_new = contact.pk is None
    changed = [name for name, value in values.items() if name != "key" and getattr(contact, name) != value]
    for name in changed:
        setattr(contact, name, values[name])
    if set(changed) & set(RUNG):
        contact.last_checked_on = contact.review_by = None
    _refuse(contact)
    contact.full_clean(validate_constraints=False)
    contact.save()
    if is_new or changed:
        fields = {} if is_new else {"fields": sorted(changed)}
        record(
            actor=by, verb="add contact" if is_new else "change contact", of=contact, partner=keeper, **fields
        )
        public_content_changed()
    return contact


def _new(keeper: Partner, values: Mapping) -> SupportContact:
    """A partner's own; the programme keeps those of all, and of each borough."""
    if not keeper.is_programme:
        return SupportContact(key=values["key"], scope=ContactScope.PARTNER, partner=keeper)
    scope = ContactScope.BOROUGH if values.get("borough") else ContactScope.NATIONAL
    return SupportContact(key=values["key"], scope=scope, borough=values.get("borough"))


def _refuse(contact: SupportContact) -> None:
    same_place = SupportContact.objects.filter(
        key=contact.key, borough=contact.borough, partner=contact.partner
    ).exclude(pk=contact.pk)
    never = SupportContact.objects.filter(key=contact.key, is_never_doubted=True).exclude(pk=contact.pk)
    if same_place.exists():
        raise ValidationError({"key": _("There is a contact with this key already. Change that one.")})
    if contact.key == HELP_PAGE_KEY or (contact.partner_id and never.exists()):
        raise ValidationError({"key": _("This key is kept for something else. Choose another word.")})
    if not (contact.number or contact.web or contact.text_route or contact.chat):
        raise ValidationError({"number": _("Give a number, a website or a way to text.")})


@transaction.atomic
def mark_checked(*, contact: SupportContact, by, review_by: date | None = None) -> SupportContact:
    """Somebody has rung it today and it works; a sample is one no longer. Again on the same day changes nothing."""
    today = timezone.localdate()
    review_by = review_by or today + timedelta(days=REVIEW_EVERY_DAYS)
    if not today < review_by <= today + timedelta(days=REVIEW_EVERY_DAYS):
        raise ValidationError({"review_by": _("Choose a day within the next year.")})
    contact = SupportContact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if not (contact.number or contact.web or contact.text_route):
        raise ValidationError({"review_by": _("There is nothing to ring yet: give a number first.")})
    if (contact.last_checked_on, contact.review_by, contact.is_sample) == (today, review_by, False):
        return contact
    contact.last_checked_on, contact.review_by, contact.is_sample = today, review_by, False
    contact.save(update_fields=["last_checked_on", "review_by", "is_sample"])
    record(
        actor=by, verb="check contact", of=contact, partner=keeper_of(contact), until=review_by.isoformat()
    )
    public_content_changed()
    return contact


@transaction.atomic
def report_contact(*, contact: SupportContact, partner: Partner | None = None) -> bool:
    """A learner has pressed "This number did not work". Nothing is kept of who; returns False past the day's limit.

    One letter for each contact and day goes to whoever keeps it.
    """
    now = timezone.now()
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))
    # Locked, so that many at once are still counted one by one.
    contact = SupportContact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if contact.reports.filter(reported_at__gte=midnight).count() >= REPORTS_A_DAY:
        return False
    ContactReport.objects.create(contact=contact, partner=partner, reported_at=now)
    keeper = keeper_of(contact)
    for user in keepers_of(contact) if keeper else ():
        write_letter(
            template="contact_report",
            to=user,
            partner=keeper,
            context={"name": contact.name, "path": reverse("partners:contacts", args=[keeper.slug])},
            dedupe_key=f"contact-report:{contact.public_id}:{timezone.localdate(now)}:{user.public_id}",
        )
    return True


@transaction.atomic
def settle_reports(*, contact: SupportContact, by) -> int:
    """Whoever keeps it has looked into what was reported; returns how many reports that were."""
    settled = contact.reports.filter(settled_at__isnull=True).update(settled_at=timezone.now())
    if settled:
        record(actor=by, verb="settle reports", of=contact, partner=keeper_of(contact), number=settled)
    return settled
