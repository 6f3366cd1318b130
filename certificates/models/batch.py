"""Several certificates printed at once, for somebody at a partner; lives for a day."""

import secrets

from django.conf import settings
from django.db import models

from certificates.enums import BatchFailure, BatchKind
from learning.models.ids import random_id


def neutral_folder() -> str:
    """Tells nothing of anybody; two folders deep, so that no folder grows without end."""
    name = secrets.token_hex(16)
    return f"batches/{name[:2]}/{name}"


class CertificateBatch(models.Model):
    """The wish, how far it has come, and the file once it is there. Names certificates by id alone.

    `done`: so many of `certificate_ids` have been dealt with, in their order; what was drawn of them lies in `folder`.
    `held_ids`: those that cannot be printed. `attempts` names the last lease, as with CertificatePdf.
    """

    public_id = models.CharField(max_length=22, unique=True, default=random_id, editable=False)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=3, choices=BatchKind)
    certificate_ids = models.JSONField()
    held_ids = models.JSONField(default=list)
    done = models.PositiveSmallIntegerField(default=0)
    folder = models.CharField(max_length=100, unique=True, default=neutral_folder, editable=False)
    asked_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=10, choices=BatchFailure, blank=True)

    class Meta:
        indexes = [models.Index(fields=["partner", "asked_at"], name="certificates_batches")]

    def __str__(self) -> str:
        return f"certificate batch {self.pk}"

    @property
    def number(self) -> int:
        return len(self.certificate_ids)

    @property
    def is_waiting(self) -> bool:
        return self.made_at is None and self.failed_at is None
