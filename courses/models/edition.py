"""A course as it was when somebody began it."""

from django.db import models

from courses.enums import ActivityKind


class Edition(models.Model):
    """Content-addressed: the same structure is the same edition. Never changed, never deleted."""

    course_key = models.UUIDField()
    # Over keys, order, required, question and choice ids, right answers and pass marks; over no wording.
    fingerprint = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)
    asks_for_pass = models.BooleanField(default=False)
    # Per language: the course's own words, and those of its modules, as on the day the edition was made.
    content = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course_key", "fingerprint"], name="courses_edition_once")
        ]

    def __str__(self) -> str:
        return f"{self.course_key} {self.fingerprint[:8]}"


class EditionActivity(models.Model):
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="activities")
    activity_key = models.UUIDField()
    kind = models.CharField(max_length=10, choices=ActivityKind)
    position = models.PositiveSmallIntegerField()
    module_position = models.PositiveSmallIntegerField()
    is_required = models.BooleanField()
    pass_mark = models.PositiveSmallIntegerField(null=True, blank=True)
    # Relative to the course's own address, such as "2/3/".
    address = models.CharField(max_length=250)
    fingerprint = models.CharField(max_length=64)
    # Per language: title and body or questions, as on the day the edition was made.
    content = models.JSONField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "activity_key"], name="courses_edition_activity_once"),
            models.UniqueConstraint(fields=["edition", "position"], name="courses_edition_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.position} of edition {self.edition_id}"


class FormerCourseAddress(models.Model):
    """Where a course stood in a section that was merged or renamed: leads for ever to where it stands now."""

    # The whole former address, such as "/catalyst/course-2/".
    path = models.CharField(max_length=250, unique=True)
    course_key = models.UUIDField()
    # The partner whose section it stands in since.
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.path


class AddressHistory(models.Model):
    """An address that an activity had before, relative to its course; it answers for all adopters."""

    course_key = models.UUIDField()
    activity_key = models.UUIDField()
    address = models.CharField(max_length=250)
    replaced_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course_key", "address"], name="courses_address_history_once")
        ]

    def __str__(self) -> str:
        return self.address
