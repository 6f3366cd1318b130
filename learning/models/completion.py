"""Facts with a date; never recomputed away."""

from django.db import models

from learning.enums import Means
from partners.managers import ScopedManager

from .ids import random_id


class ActivityCompletion(models.Model):
    """A lesson or quiz gone through. A skipped lesson is stored exactly as a read one."""

    enrolment = models.ForeignKey(
        "learning.Enrolment", on_delete=models.PROTECT, related_name="activity_completions"
    )
    learner = models.ForeignKey("learning.Learner", on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    course_key = models.UUIDField()
    activity_key = models.UUIDField()
    edition = models.ForeignKey("courses.Edition", on_delete=models.PROTECT, related_name="+")
    completed_at = models.DateTimeField()
    means = models.CharField(max_length=10, choices=Means, default=Means.ONLINE)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity_key"], name="learning_activity_completed_once"
            )
        ]

    def __str__(self) -> str:
        return f"activity completion {self.pk}"


class CourseCompletion(models.Model):
    public_id = models.CharField(max_length=22, unique=True, default=random_id, editable=False)
    enrolment = models.OneToOneField(
        "learning.Enrolment", on_delete=models.PROTECT, related_name="course_completion"
    )
    learner = models.ForeignKey("learning.Learner", on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    course_key = models.UUIDField()
    edition = models.ForeignKey("courses.Edition", on_delete=models.PROTECT, related_name="+")
    completed_at = models.DateTimeField()
    means = models.CharField(max_length=10, choices=Means, default=Means.ONLINE)
    # It came about because a question was found wrong and counts as right for everybody.
    is_by_voiding = models.BooleanField(default=False)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["partner", "course_key", "completed_at"], name="learning_completion_counts")
        ]

    def __str__(self) -> str:
        return f"course completion {self.public_id}"
