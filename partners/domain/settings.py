"""What a partner answers for: changed by its manager, told by the names of the fields, public at once."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from partners.conf import RETENTION_MONTHS
from partners.models import Partner, PartnerSettings

from .audit import record
from .version import public_content_changed

# A section that is open cannot be left without these.
NEEDED_WHILE_OPEN = (
    "safeguarding_lead_name",
    "safeguarding_lead_number",
    "out_of_hours_number",
    "privacy_notice",
    "privacy_notice_version",
    "privacy_notice_on",
    "data_protection_name",
    "data_protection_email",
    "complaint_name",
    "complaint_email",
    "accessibility_statement",
    "accessibility_statement_on",
    *RETENTION_MONTHS,
)


@transaction.atomic
def change_settings(
    *, partner: Partner, values: Mapping[str, object], by, is_sharing_on: bool | None = None
) -> PartnerSettings:
    """Takes what is new among `values`; the same again changes nothing and is not written down.

    Raises ValidationError by field: sharing with the programme, a number of months out of bounds, new words of
    a notice under its old version, and what an open section cannot be without.
    """
    partner = Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=partner.pk)
    row, _made = PartnerSettings.objects.get_or_create(partner=partner)
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    _refuse(partner, row, values, changed)
    for name in changed:
        setattr(row, name, values[name])
    row.full_clean(validate_unique=False)
    if changed:
        row.save(update_fields=changed)
    if is_sharing_on is not None and is_sharing_on != partner.is_sharing_on:
        _turn_sharing(partner, is_sharing_on)
        changed.append("is_sharing_on")
    if changed:
        record(actor=by, verb="change settings", of=partner, partner=partner, fields=sorted(changed))
        public_content_changed()
    return row


def _turn_sharing(partner: Partner, is_on: bool) -> None:
    if partner.is_programme and is_on:
        raise ValidationError({"is_sharing_on": _("The programme never sees a learner.")})
    partner.is_sharing_on = is_on
    partner.save(update_fields=["is_sharing_on"])


def _refuse(partner: Partner, row: PartnerSettings, values: Mapping, changed: list[str]) -> None:
    errors = {}
    for name, (_offered, fewest, most) in RETENTION_MONTHS.items():
        months = values.get(name)
        if name in changed and months is not None and not fewest <= months <= most:
            errors[name] = _("Write a number of months from %(fewest)s to %(most)s.") % {
                "fewest": fewest,
                "most": most,
            }
    if "privacy_notice" in changed and row.privacy_notice and "privacy_notice_version" not in changed:
        errors["privacy_notice_version"] = _("The notice has changed: give it a new version and its date.")
    for name in NEEDED_WHILE_OPEN:
        if partner.opened_at and name in changed and values[name] in ("", None):
            errors[name] = _("Your section is open: this cannot be left empty.")
    if errors:
        raise ValidationError(errors)
