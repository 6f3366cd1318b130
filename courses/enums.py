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
