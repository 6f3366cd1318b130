"""Certificates that a partner's coordinators may see: of those who share their name with it, and no others."""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q, QuerySet

from certificates.models import Certificate
from learning.models import Sharing
from partners.queries.succession import absorbed_by
from partners.scoping import for_partners

from .board_people import passed_on


def shared_certificates(partner_id: int, public_ids: list[str] | None = None) -> list[Certificate]:
    """Those that are current, newest first, each with `pdf`; `public_ids`: of these alone. Opens its doors itself.

    Issued with this partner, or, of those whose agreement passed on, with one that has become part of it.
    """
    absorbed = tuple(absorbed_by(partner_id))
    passed = passed_on(partner_id, absorbed)
    groups: dict[frozenset[int], list[int]] = defaultdict(list)
    for learner_id, sources in passed.items():
        groups[frozenset(sources)].append(learner_id)
    found = _of(partner_id, frozenset(), ~Q(learner_id__in=list(passed)) if passed else Q(), public_ids)
    for sources, learner_ids in groups.items():
        found += _of(partner_id, sources, Q(learner_id__in=learner_ids), public_ids)
    return sorted(found, key=lambda row: (row.issued_at, row.pk), reverse=True)


def shared_certificate(partner_id: int, public_id: str) -> Certificate | None:
    """One of them."""
    return next(iter(shared_certificates(partner_id, [public_id])), None)


def is_of(certificate: Certificate, partner_id: int) -> bool:
    """Issued with this partner or with one that has become part of it; for a code typed from the paper."""
    return certificate.partner_id in (partner_id, *absorbed_by(partner_id))


def _of(
    partner_id: int, sources: frozenset[int], whose: Q, public_ids: list[str] | None
) -> list[Certificate]:
    here = [partner_id, *sources]
    with for_partners(here):
        rows = _current(here).filter(_shares_with(partner_id), whose)
        if public_ids is not None:
            rows = rows.filter(public_id__in=public_ids)
        return list(rows)


def _current(partner_ids: list[int]) -> QuerySet[Certificate]:
    return Certificate.objects.filter(
        partner_id__in=partner_ids, replaced_at__isnull=True, removed_at__isnull=True
    ).select_related("pdf")


def _shares_with(partner_id: int) -> Exists:
    return Exists(
        Sharing.objects.filter(
            learner_id=OuterRef("learner_id"), partner_id=partner_id, ended_at__isnull=True
        )
    )
