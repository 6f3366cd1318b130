"""Closed lists of what is taught."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActivityKind(models.TextChoices):
    LESSON = "lesson", _("Lesson")
    QUIZ = "quiz", _("Quiz")


class QuestionKind(models.TextChoices):
    SINGLE = "single", _("Pick one")
    MULTIPLE = "multiple", _("Pick all that apply")
    TRUE_FALSE = "true_false", _("True or false")


class ModuleStand(models.TextChoices):
    """Where a partner's extra module stands in a shared course."""

    BEFORE = "before", _("Before the course")
    AFTER = "after", _("After the course")


class WithdrawnKind(models.TextChoices):
    """What can be taken away for safety; contacts are withdrawn where they are kept."""

    LESSON = "lesson", _("Lesson")
    QUIZ = "quiz", _("Quiz")
    BLOCK = "block", _("Block of a lesson")
    QUESTION = "question", _("Question")


class AdoptionState(models.TextChoices):
    """How a section stands to a shared course."""

    NOT_TAKEN = "not_taken", _("Not taken")
    TAKEN = "taken", _("In your section")
    HIDDEN = "hidden", _("Hidden")
    ENDED = "ended", _("Ended")
    NOT_OFFERED = "not_offered", _("Its owner offers it no more")
