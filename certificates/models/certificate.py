"""A certificate as it was issued. Its facts are a copy, so that it stands alone."""

from hashlib import sha256

from django.db import models
from django.db.models import Q

from certificates.enums import PublicView, RevokeReason, Shape, Standing
from learning.models.ids import random_id
from partners.managers import ScopedManager


def code_hash(code: str) -> str:
    """What is left of a code once its certificate is removed. Of 136 random bits nobody finds the code in it."""
    return sha256(code.encode()).hexdigest()


class Certificate(models.Model):
    """Never deleted. `name` is as the holder typed it, in NFC; empty once the holder has had it removed."""

    public_id = models.CharField(max_length=22, unique=True, default=random_id, editable=False)
    available = models.ForeignKey(
        "certificates.AvailableCertificate", on_delete=models.PROTECT, related_name="certificates"
    )
    learner = models.ForeignKey("learning.Learner", on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    course_key = models.UUIDField()
    name = models.CharField(max_length=120, blank=True)
    # As certificates.domain.codes.parse gives it. In no log and no task argument.
    code = models.CharField(max_length=64, unique=True, null=True)
    # Once it is removed only this is left of the code, for the check to say so.
    code_hash = models.CharField(max_length=64, unique=True, null=True)
    # What this certificate states: what was available, as the holder chose it (certificates.domain.facts).
    facts = models.JSONField()
    facts_hash = models.CharField(max_length=64)
    is_in_programmes_name = models.BooleanField(default=False)
    shape = models.CharField(max_length=10, choices=Shape, default=Shape.LANDSCAPE)
    public_view = models.CharField(max_length=10, choices=PublicView, default=PublicView.NAME)
    issued_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=20, choices=RevokeReason, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    idempotency_key = models.CharField(max_length=64)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["partner", "course_key", "issued_at"], name="certificates_counts")]
        constraints = [
            models.UniqueConstraint(
                fields=["available", "idempotency_key"], name="certificates_certificate_key_once"
            ),
            models.UniqueConstraint(
                fields=["available"],
                condition=Q(replaced_at__isnull=True, removed_at__isnull=True),
                name="certificates_certificate_one_current",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, code__isnull=False)
                | Q(removed_at__isnull=False, code__isnull=True, name="", code_hash__isnull=False),
                name="certificates_certificate_removed_is_nameless",
            ),
        ]

    def __str__(self) -> str:
        return f"certificate {self.public_id}"

    @property
    def standing(self) -> Standing:
        if self.removed_at:
            return Standing.NO_LONGER_AVAILABLE
        if self.replaced_at:
            return Standing.REPLACED
        if self.revoked_at:
            return Standing.NO_LONGER_IN_USE
        return Standing.PRIVATE if self.public_view == PublicView.PRIVATE else Standing.VALID
