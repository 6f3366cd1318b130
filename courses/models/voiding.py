"""A question that was found wrong: from then on it counts as right for everybody."""

from django.conf import settings
from django.db import models

from accounts.models import random_id


class VoidedQuestion(models.Model):
    """Names the question by its keys, so that it reaches every edition and every attempt. Never taken back."""

    public_id = models.CharField(max_length=22, unique=True, default=random_id, editable=False)
    course_key = models.UUIDField()
    activity_key = models.UUIDField()
    question_id = models.CharField(max_length=64)
    # Whose content it is.
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    # For staff; learners read that it counts as right for everybody.
    reason = models.CharField(max_length=250)
    voided_at = models.DateTimeField()
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity_key", "question_id"], name="courses_question_voided_once"
            )
        ]

    def __str__(self) -> str:
        return f"voided question {self.public_id}"
