"""The wish for a certificate's file, and the file once it is there."""

import secrets

from django.db import models

from partners.managers import ScopedManager

MISSING_GLYPH = "missing glyph"


def neutral_file_name() -> str:
    """Tells nothing of anybody; two folders deep, so that no folder grows without end."""
    name = secrets.token_hex(16)
    return f"certificates/{name[:2]}/{name}.pdf"


class CertificatePdf(models.Model):
    """Written together with its certificate. Once `made_at` stands, the bytes are only ever served again.

    `leased_until`: a worker is at it until then. `failed_at`: held back until somebody has seen to it;
    `failure` says why, such as "missing glyph U+1F600".
    """

    certificate = models.OneToOneField(
        "certificates.Certificate", on_delete=models.PROTECT, related_name="pdf"
    )
    learner = models.ForeignKey("learning.Learner", on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    course_key = models.UUIDField()
    # Set before there is a file: a worker that takes over writes to the same place and leaves no orphan.
    file_name = models.CharField(max_length=100, unique=True, default=neutral_file_name, editable=False)
    wanted_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    # The number of the last lease: a worker that holds an earlier one has lost it.
    attempts = models.PositiveIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=120, blank=True)
    # Its holder wants it gone; the bytes follow, by whoever comes first.
    removed_at = models.DateTimeField(null=True, blank=True)
    bytes_gone_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(
                fields=["queued_at"],
                condition=models.Q(made_at__isnull=True, failed_at__isnull=True),
                name="certificates_pdf_waiting",
            ),
            models.Index(
                fields=["removed_at"],
                condition=models.Q(removed_at__isnull=False, bytes_gone_at__isnull=True),
                name="certificates_pdf_to_go",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(made_at__isnull=True) | (~models.Q(sha256="") & models.Q(size__gt=0)),
                name="certificates_pdf_made_has_bytes",
            )
        ]

    def __str__(self) -> str:
        return f"certificate file {self.pk}"

    @property
    def is_waiting(self) -> bool:
        """Not made yet, and nothing stands in the way."""
        return self.made_at is None and self.failed_at is None and self.removed_at is None

    @property
    def is_unprintable(self) -> bool:
        """Held back because the fonts have no sign for a letter of it."""
        return self.failed_at is not None and self.failure.startswith(MISSING_GLYPH)
