from django.db import models
from django.db.models import Q

from partners.managers import ScopedManager

from .ids import random_id


class Enrolment(models.Model):
    """A learner on a course, on the edition they began. Points to keys, never to a page."""

    public_id = models.CharField(max_length=22, unique=True, default=random_id, editable=False)
    learner = models.ForeignKey("learning.Learner", on_delete=models.PROTECT, related_name="enrolments")
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="enrolments")
    course_key = models.UUIDField()
    edition = models.ForeignKey("courses.Edition", on_delete=models.PROTECT, related_name="enrolments")
    # Where the course was begun, such as "/clarion/course-1/": answers there when its page is gone.
    course_address = models.CharField(max_length=250)
    begun_at = models.DateTimeField()
    # Set by a merger of partners, which moves what is under way: where it was begun in truth.
    begun_with = models.ForeignKey(
        "partners.Partner", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Set when the course is begun anew or left; a completed one stays open to look again.
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course_key"],
                condition=Q(closed_at__isnull=True),
                name="learning_enrolment_one_open",
            )
        ]
        indexes = [
            models.Index(fields=["partner", "course_key", "begun_at"], name="learning_enrolment_counts")
        ]

    def __str__(self) -> str:
        return f"enrolment {self.public_id}"
