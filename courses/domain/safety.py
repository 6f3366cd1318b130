"""Takes something away for safety, from every edition and every section at once, and brings it back."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.enums import WithdrawnKind
from courses.models import SafetyWithdrawal
from courses.queries import address_book
from partners.domain import public_content_changed, record
from partners.domain.safety import BringingBackRefused, tell_staff
from partners.models import Partner
from partners.rules.safety import may_bring_back


@transaction.atomic
def withdraw_for_safety(
    *,
    partner: Partner,
    course_key: UUID,
    activity_key: UUID,
    kind: WithdrawnKind,
    block_id: str = "",
    by,
    reason: str,
) -> SafetyWithdrawal:
    """Gone for everybody at the next request; one person alone may. What is gone already stays as it is.

    `partner` is whose content it is. It and every partner that shows it hear of it by letter.
    """
    open_rows = SafetyWithdrawal.objects.filter(restored_at__isnull=True)
    found = open_rows.filter(activity_key=activity_key, block_id=block_id).first()
    if found:
        return found
    try:
        with transaction.atomic():
            withdrawal = SafetyWithdrawal.objects.create(
                kind=kind,
                course_key=course_key,
                activity_key=activity_key,
                block_id=block_id,
                partner=partner,
                reason=reason,
                withdrawn_at=timezone.now(),
                withdrawn_by=by,
            )
    except IntegrityError:
        return open_rows.get(activity_key=activity_key, block_id=block_id)
    _write_down(withdrawal, by, "take away for safety")
    _tell(withdrawal, "taken_away", by)
    return withdrawal


@transaction.atomic
def restore_withdrawn(*, withdrawal: SafetyWithdrawal, by) -> SafetyWithdrawal:
    """There again for everybody at the next request; bringing it back twice is once.

    Raises BringingBackRefused for whoever took it away: it is publishing, and needs a second person.
    """
    withdrawal = SafetyWithdrawal.objects.select_for_update(of=("self",)).get(pk=withdrawal.pk)
    if withdrawal.restored_at:
        return withdrawal
    if not may_bring_back(by, partner=withdrawal.partner, taken_away_by_id=withdrawal.withdrawn_by_id):
        raise BringingBackRefused
    withdrawal.restored_at, withdrawal.restored_by = timezone.now(), by
    withdrawal.save(update_fields=["restored_at", "restored_by"])
    _write_down(withdrawal, by, "bring back after safety")
    _tell(withdrawal, "brought_back", by)
    return withdrawal


def _write_down(withdrawal: SafetyWithdrawal, by, verb: str) -> None:
    record(
        actor=by,
        verb=verb,
        of=withdrawal,
        partner=withdrawal.partner,
        kind=withdrawal.kind,
        course=str(withdrawal.course_key),
        activity=str(withdrawal.activity_key),
        block=withdrawal.block_id,
    )
    public_content_changed()


def _tell(withdrawal: SafetyWithdrawal, template: str, by) -> None:
    sections = [row for row in address_book().courses if row.course_key == withdrawal.course_key]
    activity = next(
        (found for row in sections if (found := row.outline.by_key.get(withdrawal.activity_key))), None
    )
    shown_at = {row.partner_id for row in sections} if activity else set()
    tell_staff(
        template=template,
        partner_ids=shown_at | {withdrawal.partner_id},
        key=f"{template}-{withdrawal.public_id}",
        but=by,
        context={
            "what": withdrawal.get_kind_display(),
            "where": sections[0].outline.neutral_title if sections else "",
            "number": activity.number if activity else "",
            "reason": withdrawal.reason,
            "owner": withdrawal.partner.name,
        },
    )
