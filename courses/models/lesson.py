from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from courses.blocks import LessonStreamBlock

from .base import ActivityPage


class LessonPage(ActivityPage):
    minutes = models.PositiveSmallIntegerField(
        default=4, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    content_note = models.CharField(
        max_length=200, blank=True, help_text="For a hard lesson: what it talks about. Learners may skip it."
    )
    done_when = models.CharField(
        max_length=200,
        default="You have read this page.",
        help_text="When the lesson counts as done, in the learner's words.",
    )
    body = StreamField(LessonStreamBlock(), blank=True)

    content_panels = [
        *ActivityPage.content_panels,
        FieldPanel("minutes"),
        FieldPanel("content_note"),
        FieldPanel("body"),
        FieldPanel("done_when"),
        FieldPanel("is_required"),
    ]
    template = "courses/lesson_page.html"
