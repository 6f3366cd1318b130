"""What a completion makes available: every fact a certificate will state but the name."""

from django.db import models

from learning.models.ids import random_id
from partners.managers import ScopedManager


class AvailableCertificate(models.Model):
    """Written once, in the transaction that completes the course, and never changed.

    `facts` is described in certificates.domain.facts; `facts_hash` is the SHA-256 over its canonical JSON.
    """

    # The same as the completion's, so that the course's last page can lead here by address alone.
    public_id = models.CharField(max_length=22, unique=True, default=random_id, editable=False)
    completion = models.OneToOneField(
        "learning.CourseCompletion", on_delete=models.PROTECT, related_name="available_certificate"
    )
    learner = models.ForeignKey("learning.Learner", on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    course_key = models.UUIDField()
    edition = models.ForeignKey("courses.Edition", on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField()
    facts_hash = models.CharField(max_length=64)
    available_at = models.DateTimeField()

    objects = ScopedManager()

    def __str__(self) -> str:
        return f"available certificate {self.public_id}"
