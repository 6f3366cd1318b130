"""Certificates that a partner's coordinators may see: of those who share their name with it, and no others."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from certificates.domain.batches import KEPT_FOR
from certificates.models import Certificate, CertificateBatch
from learning.models import Sharing
from partners.queries.succession import absorbed_by
from partners.scoping import for_partners

from .board_people import passed_on

# Only those are printed together: one that is no longer in use would look on paper as if it were.
IN_USE = Q(revoked_at__isnull=True)


def shared_certificates(partner_id: int, only: Q | None = None) -> list[Certificate]:
    """Those that are current, newest first, each with `pdf`; `only`: of these alone. Opens its doors itself.

    Issued with this partner, or, of those whose agreement passed on, with one that has become part of it.
    """
    found = _through_doors(partner_id, lambda rows: rows.filter(only or Q()).select_related("pdf"))
    return sorted(found, key=lambda row: (row.issued_at, row.pk), reverse=True)


def shared_ids(partner_id: int) -> list[int]:
    """Of all of them, newest first: for a list that shows a page. As shared_certificates otherwise."""
    found = _through_doors(partner_id, lambda rows: rows.values_list("issued_at", "pk"))
    return [pk for _issued_at, pk in sorted(found, reverse=True)]


def shared_certificate(partner_id: int, public_id: str) -> Certificate | None:
    """One of them."""
    return next(iter(shared_certificates(partner_id, Q(public_id=public_id))), None)


def is_of(certificate: Certificate, partner_id: int) -> bool:
    """Issued with this partner or with one that has become part of it; for a code typed from the paper."""
    return certificate.partner_id in (partner_id, *absorbed_by(partner_id))


def chosen_certificates(
    partner_id: int, *, public_ids: list[str], person_ids: list[str]
) -> list[Certificate]:
    """Those with these ids and all of these people, as far as they are shared and in use."""
    chosen = Q(public_id__in=public_ids) | Q(learner__public_id__in=person_ids)
    return shared_certificates(partner_id, chosen & IN_USE)


def certificates_in(batch: CertificateBatch) -> list[Certificate] | None:
    """In its order; None once one of them is no longer shared or in use, or has been replaced or removed."""
    found = shared_certificates(batch.partner_id, Q(pk__in=batch.certificate_ids) & IN_USE)
    by_id = {certificate.pk: certificate for certificate in found}
    if len(by_id) < batch.number:
        return None
    return [by_id[pk] for pk in batch.certificate_ids]


def made_batches() -> list[CertificateBatch]:
    """Every partner's that has its file."""
    return list(CertificateBatch.objects.filter(made_at__isnull=False, failed_at__isnull=True))


def batches_of(partner_id: int) -> QuerySet[CertificateBatch]:
    """Those of the last day, newest first, however late the sweeper comes by."""
    kept = CertificateBatch.objects.filter(partner_id=partner_id, asked_at__gt=timezone.now() - KEPT_FOR)
    return kept.order_by("-asked_at", "-pk")


def _through_doors(partner_id: int, narrowed: Callable[[QuerySet[Certificate]], Iterable]) -> list:
    """What is asked of them, one door after another: each shows the partners that one person's agreement is for."""
    absorbed = tuple(absorbed_by(partner_id))
    passed = passed_on(partner_id, absorbed)
    groups: dict[frozenset[int], list[int]] = defaultdict(list)
    for learner_id, sources in passed.items():
        groups[frozenset(sources)].append(learner_id)
    whose = {frozenset(): ~Q(learner_id__in=list(passed)) if passed else Q()}
    whose |= {sources: Q(learner_id__in=learner_ids) for sources, learner_ids in groups.items()}
    found = []
    for sources, theirs in whose.items():
        here = [partner_id, *sources]
        with for_partners(here):
            found += narrowed(_current(here).filter(_shares_with(partner_id), theirs))
    return found


def _current(partner_ids: list[int]) -> QuerySet[Certificate]:
    return Certificate.objects.filter(
        partner_id__in=partner_ids, replaced_at__isnull=True, removed_at__isnull=True
    )


def _shares_with(partner_id: int) -> Exists:
    return Exists(
        Sharing.objects.filter(
            learner_id=OuterRef("learner_id"), partner_id=partner_id, ended_at__isnull=True
        )
    )
