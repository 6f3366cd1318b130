"""One partner becomes part of another: everything at once, or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.utils import timezone

from courses.domain.handover import hand_courses_over
from courses.queries.handover import course_addresses
from learning.domain.handover import ask_for_agreements, carry_on_elsewhere, end_agreements
from learning.enums import SharingEnd
from learning.queries.totals import totals_as_it_is_now, totals_as_it_was
from partners.domain import public_content_changed, record
from partners.domain.handover import hand_over
from partners.domain.renaming import LifeRefused
from partners.models import Partner, PartnerMerger
from partners.queries.memory import forget_everything
from partners.scoping import Exemption, past_the_doors

from .merger_plan import plan_merger


def merge_partners(
    *,
    source: Partner,
    target: Partner,
    dated_on: date,
    legal_successor_on: date | None = None,
    by,
) -> PartnerMerger:
    """`source` becomes part of `target`, in one transaction. The same merger again changes nothing.

    What was done stays with the source: completions, finished quizzes, certificates. What is under way
    carries on with the target. Agreements to share wait for each learner where the target is the legal
    successor, and end today where it is not. Raises LifeRefused.
    """
    with whole_or_nothing():
        source, target = _locked(source, target)
        done = PartnerMerger.objects.filter(source=source, target=target).first()
        if done:
            return done
        plan = plan_merger(
            source=source, target=target, dated_on=dated_on, legal_successor_on=legal_successor_on
        )
        if plan.refusal:
            raise LifeRefused(plan.refusal)
        before = {**plan.figures(), "totals": _totals()}
        merger = PartnerMerger.objects.create(
            source=source,
            target=target,
            dated_on=dated_on,
            legal_successor_on=legal_successor_on,
            merged_at=timezone.now(),
            merged_by=by,
        )
        _carry_out(merger, by)
        merger.figures = {"before": before, "after": {"totals": _totals()}}
        merger.save(update_fields=["figures"])
        _write_down(merger, by)
        public_content_changed()
    return merger


@contextmanager
def whole_or_nothing() -> Iterator[None]:
    """One transaction. What was remembered half-way is forgotten, however it ends."""
    try:
        with transaction.atomic():
            yield
    finally:
        forget_everything()


def _carry_out(merger: PartnerMerger, by) -> None:
    source, target = merger.source, merger.target
    hand_courses_over(source=source, target=target, by=by)
    source.left_on, source.succeeded_by = merger.dated_on, target
    source.save(update_fields=["left_on", "succeeded_by"])
    hand_over(source=source, target=target, by=by)
    carry_on_elsewhere(source=source, target=target, addresses=course_addresses(target))
    if merger.legal_successor_on:
        ask_for_agreements(source=source, target=target)
    else:
        end_agreements(partner=source, because=SharingEnd.NOT_PASSED)


def _write_down(merger: PartnerMerger, by) -> None:
    """In the audit trail of both."""
    legal = merger.legal_successor_on
    told = {
        "source": merger.source.slug,
        "target": merger.target.slug,
        "dated_on": merger.dated_on.isoformat(),
        "legal_successor_on": legal.isoformat() if legal else "",
    }
    for partner in (merger.source, merger.target):
        record(actor=by, verb="merge partners", of=merger, partner=partner, **told)


def _locked(source: Partner, target: Partner) -> tuple[Partner, Partner]:
    """Two mergers at once must see each other. Acts that name one of the two go on: what they hold is needed here."""
    rows = Partner.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=(source.pk, target.pk))
    found = {row.pk: row for row in rows.order_by("pk")}
    return found[source.pk], found[target.pk]


def _totals() -> dict:
    """Over all partners: [begun, completed], as it was and as it is now."""
    forget_everything()
    with past_the_doors(Exemption.MERGE):
        was = totals_as_it_was()
    now = totals_as_it_is_now(was)
    return {
        name: [sum(row[0] for row in rows.values()), sum(row[1] for row in rows.values())]
        for name, rows in (("as_it_was", was), ("as_it_is_now", now))
    }
