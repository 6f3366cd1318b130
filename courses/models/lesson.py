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
        FieldPanel("minutes", heading="Minutes it takes"),
        FieldPanel("content_note"),
        FieldPanel(
            "body", heading="Content", help_text="Shown from top to bottom. Add a block with the plus sign."
        ),
        FieldPanel("done_when", heading="When it is done"),
        FieldPanel("is_required", heading="Required"),
    ]
    template = "courses/lesson_page.html"

    class Meta:
        verbose_name = "lesson"
