"""A partner leaves the partnership. Its section says so, and people carry on with the programme."""

from datetime import date, timedelta
from functools import partial

from django.utils import timezone

from certificates.queries import names_for_departure
from courses.domain.handover import (
    close_section,
    hand_withdrawals_over,
    move_course,
    remember_courses,
)
from courses.queries.handover import adopters_of, course_addresses, planned_moves
from dashboards.queries.departures import EXPORTED
from learning.domain.handover import carry_on_elsewhere, end_agreements
from learning.enums import SharingEnd
from learning.models import Learner, Sharing
from partners.domain import public_content_changed, record
from partners.domain.handover import cancel_invitations, end_staff, move_sub_brands_out
from partners.domain.renaming import LifeRefused
from partners.domain.tablets import move_tablets
from partners.domain.turns import each_in_turn
from partners.enums import Role
from partners.models import AuditEntry, Partner, PartnerDeparture
from partners.queries.staff import open_memberships
from partners.rules.mergers import EXPORT_DAYS, refusal_of_departure
from partners.scoping import for_partners

from .mergers import whole_or_nothing

# They keep one thing, until the day on which names are gone: the export.
ROLES_KEPT = frozenset({Role.MANAGER, Role.COORDINATOR})


def leave_partnership(*, partner: Partner, left_on: date, notice: str, by) -> PartnerDeparture:
    """`partner` leaves, and nobody but the programme carries on in its place. Doing it again changes nothing.

    Its section says `notice`. What is under way carries on with the programme; a course that only this
    partner had is finished from its edition. Sharing ends now. Raises LifeRefused.
    """
    with whole_or_nothing():
        partner = Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=partner.pk)
        done = PartnerDeparture.objects.filter(partner=partner).first()
        if done:
            return done
        refusal = refusal_of_departure(partner=partner, left_on=left_on, notice=notice)
        if refusal:
            raise LifeRefused(refusal)
        departure = PartnerDeparture.objects.create(
            partner=partner,
            left_on=left_on,
            notice=notice.strip(),
            departed_at=timezone.now(),
            export_until=left_on + timedelta(days=EXPORT_DAYS),
        )
        partner.left_on = left_on
        partner.save(update_fields=["left_on"])
        _hand_to_programme(partner, by)
        end_agreements(partner=partner, because=SharingEnd.PARTNER_LEFT)
        end_staff(partner=partner, by=by, kept_roles=ROLES_KEPT, kept_until=departure.export_until)
        cancel_invitations(partner=partner, by=by)
        move_sub_brands_out(partner=partner)
        record(
            actor=by,
            verb="leave partnership",
            of=departure,
            partner=partner,
            left_on=left_on.isoformat(),
            export_until=departure.export_until.isoformat(),
        )
        public_content_changed()
    return departure


def close_departures() -> int:
    """Once a day: where the time for the export is over, names are gone for that partner. Returns how many."""
    due = PartnerDeparture.objects.filter(closed_at__isnull=True, export_until__lt=timezone.localdate())
    verbs = [partial(_close, departure.pk) for departure in due]
    return each_in_turn(verbs, failing="A departure could not be closed.")


def _hand_to_programme(partner: Partner, by) -> None:
    programme = Partner.objects.filter(is_programme=True).first()
    if programme is None:
        close_section(partner=partner, by=by)
        return
    for move in planned_moves(partner, programme):
        # A course that others have taken up stays theirs.
        if move.is_own and adopters_of(move.course_key, partner):
            move_course(move=move, target=programme, by=by, keeps_address=True)
    hand_withdrawals_over(source=partner, target=programme)
    remember_courses(source=partner, target=programme)
    close_section(partner=partner, by=by)
    carry_on_elsewhere(source=partner, target=programme, addresses=course_addresses(programme))
    move_tablets(source=partner, target=programme)


def _close(pk: int) -> bool:
    with whole_or_nothing():
        departure = (
            PartnerDeparture.objects.select_for_update(of=("self",)).select_related("partner").get(pk=pk)
        )
        if departure.closed_at:
            return False
        partner = departure.partner
        end_staff(partner=partner, by=None, kept_roles=frozenset(), kept_until=departure.export_until)
        departure.closed_at = timezone.now()
        departure.save(update_fields=["closed_at"])
        departure.proof = _proof(partner)
        departure.save(update_fields=["proof"])
        record(actor=None, verb="close departure", of=departure, partner=partner, **departure.proof)
        public_content_changed()
    return True


def _proof(partner: Partner) -> dict:
    """Counted after everything has ended, through the very door that its staff would come by."""
    with for_partners([partner.pk]):
        people = Learner.objects.count()
        agreements = Sharing.objects.filter(ended_at__isnull=True).count()
        names = len(names_for_departure(partner.pk))
    return {
        "roles_open": open_memberships().filter(partner=partner).count(),
        "agreements_open": agreements,
        "people_seen": people,
        "names_exportable": names,
        "exports_taken": AuditEntry.objects.filter(partner=partner, verb=EXPORTED).count(),
    }
