"""What a partner that has left may take with it, and what its leaving led to."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.queries import names_for_departure
from courses.queries import outline_of_edition
from learning.models import CourseCompletion, Enrolment
from partners.models import AuditEntry
from partners.queries import brand_of
from partners.scoping import for_partners

# What the audit calls it when a partner that has left takes its list.
EXPORTED = "export people"


@dataclass(frozen=True)
class ExportRow:
    """One course of one person. Dates are of what was done with this partner alone."""

    name: str
    course_title: str
    begun_on: date
    completed_on: date | None


@dataclass(frozen=True)
class TakenList:
    """Who took the list along and what for; never what stood in it."""

    at: datetime
    by: str
    purpose: str


def taken_lists(partner_id: int) -> list[TakenList]:
    """For the programme: nobody reads the audit of a partner that has left. One SQL."""
    rows = (
        AuditEntry.objects.filter(partner_id=partner_id, verb=EXPORTED).select_related("actor").order_by("at")
    )
    return [
        TakenList(
            at=row.at,
            by=str(row.actor) if row.actor and row.actor.is_active else _("Somebody whose account is closed"),
            purpose=row.details["purpose"],
        )
        for row in rows
    ]


def export_rows(partner_id: int) -> list[ExportRow]:
    """Those who shared until the day the partner left; empty once the time for it is over. Opens its own door.

    What is under way stands with the programme since, so both doors are open, and only what was begun with
    this partner is read.
    """
    programme = brand_of().partner_id
    with for_partners([partner_id, programme]):
        names = names_for_departure(partner_id)
        begun_here = Q(partner_id=partner_id, begun_with__isnull=True) | Q(begun_with_id=partner_id)
        rows = Enrolment.objects.filter(begun_here, learner_id__in=list(names)).order_by("-begun_at", "-pk")
        completed = dict(
            CourseCompletion.objects.filter(partner_id=partner_id, learner_id__in=list(names)).values_list(
                "enrolment_id", "completed_at"
            )
        )
        found = list(rows)
    return [
        ExportRow(
            name=names[row.learner_id] or _("No name given"),
            course_title=outline_of_edition(row.edition_id).title,
            begun_on=timezone.localdate(row.begun_at),
            completed_on=timezone.localdate(completed[row.pk]) if row.pk in completed else None,
        )
        for row in found
    ]
