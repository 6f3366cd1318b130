"""One sitting of a quiz, as it was asked and as it was answered. For the learner's own eyes."""

from django.db import models
from django.db.models import Q

from partners.managers import ScopedManager

from .ids import random_id


class Attempt(models.Model):
    """Keeps the questions as asked, so that nothing a trainer changes reaches it.

    `questions`: list of courses.queries.Question as JSON, choices in the order shown.
    `standing`: question id → {"outcome": Outcome, "rounds": times answered, "first_right": bool}.
    """

    public_id = models.CharField(max_length=22, unique=True, default=random_id, editable=False)
    enrolment = models.ForeignKey("learning.Enrolment", on_delete=models.PROTECT, related_name="attempts")
    learner = models.ForeignKey("learning.Learner", on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    course_key = models.UUIDField()
    activity_key = models.UUIDField()
    edition = models.ForeignKey("courses.Edition", on_delete=models.PROTECT, related_name="+")
    # The section it was begun in, whatever address its forms are posted to.
    course_address = models.CharField(max_length=250)
    questions = models.JSONField()
    pass_mark = models.PositiveSmallIntegerField(null=True, blank=True)
    standing = models.JSONField(default=dict)
    # Rises with every stored answer; a form that carries an older one is stale.
    version = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    # Whole per cent right at the first answer, of the questions not set aside. None until finished, and where
    # every one was set aside: that passes nothing.
    score = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity_key"],
                condition=Q(finished_at__isnull=True),
                name="learning_attempt_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"attempt {self.public_id}"


class Response(models.Model):
    """One answer exactly as given. `choice_ids` is empty where the question was set aside."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="responses")
    learner = models.ForeignKey("learning.Learner", on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    course_key = models.UUIDField()
    question_id = models.CharField(max_length=64)
    choice_ids = models.JSONField()
    is_set_aside = models.BooleanField(default=False)
    is_right = models.BooleanField()
    sequence = models.PositiveIntegerField()
    idempotency_key = models.CharField(max_length=64)
    answered_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "sequence"], name="learning_response_sequence_once"),
            models.UniqueConstraint(fields=["attempt", "idempotency_key"], name="learning_response_key_once"),
        ]

    def __str__(self) -> str:
        return f"response {self.pk}"


class VoidedMark(models.Model):
    """This sitting has been looked at for a question that was found wrong, and has its mark. Scores only rise."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="voided_marks")
    voided = models.ForeignKey("courses.VoidedQuestion", on_delete=models.PROTECT, related_name="+")
    learner = models.ForeignKey("learning.Learner", on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    course_key = models.UUIDField()
    score_before = models.PositiveSmallIntegerField(null=True, blank=True)
    score_after = models.PositiveSmallIntegerField(null=True, blank=True)
    given_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "voided"], name="learning_voided_mark_once")
        ]

    def __str__(self) -> str:
        return f"voided mark {self.pk}"
