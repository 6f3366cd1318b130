"""Something taken away for safety, from every edition and every section at once."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import random_id
from courses.enums import WithdrawnKind


class SafetyWithdrawal(models.Model):
    """Names what it takes away by keys, so that it reaches frozen editions and attempts under way.

    `block_id` is the id of the block or question; empty for a whole activity.
    """

    public_id = models.CharField(max_length=22, unique=True, default=random_id, editable=False)
    kind = models.CharField(max_length=10, choices=WithdrawnKind)
    course_key = models.UUIDField()
    activity_key = models.UUIDField()
    block_id = models.CharField(max_length=64, blank=True)
    # Whose content it is.
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    # For staff; learners read a calm line instead.
    reason = models.CharField(max_length=250)
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    restored_at = models.DateTimeField(null=True, blank=True)
    restored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity_key", "block_id"],
                condition=Q(restored_at__isnull=True),
                name="courses_withdrawal_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"withdrawal {self.public_id}"
