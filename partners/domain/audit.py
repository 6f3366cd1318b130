"""Writes the audit trail."""

from django.db import models

from partners.models import AuditEntry, Partner


def record(*, actor, verb: str, of: models.Model, partner: Partner | None = None, **details) -> AuditEntry:
    """One line: who did what to what. `details` hold no names and no addresses of learners.

    The object is kept by kind and reference (its public id where it has one), never by key.
    """
    reference = getattr(of, "public_id", None) or of.pk
    return AuditEntry.objects.create(
        actor=actor if getattr(actor, "pk", None) else None,
        verb=verb,
        object_kind=of._meta.label_lower,
        object_reference=str(reference),
        partner=partner,
        details=details,
    )
