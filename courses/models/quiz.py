from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from courses.blocks import QuestionStreamBlock
from courses.validators import refuse_missing_or_doubled_ids

from .base import ActivityPage


class QuizPage(ActivityPage):
    """Questions stay out of search: no search_fields of ours may ever name them."""

    questions = StreamField(QuestionStreamBlock(), blank=True)
    pass_mark = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(100)], help_text="Whole per cent; usually none."
    )

    content_panels = [
        *ActivityPage.content_panels,
        FieldPanel("questions"),
        FieldPanel(
            "pass_mark", help_text="In whole per cent, only where the course asks for a pass; usually none."
        ),
        FieldPanel("is_required", heading="Required"),
    ]
    template = "courses/quiz_page.html"

    class Meta:
        verbose_name = "quiz"
        verbose_name_plural = "quizzes"

    def clean(self) -> None:
        super().clean()
        # Nobody can go through a quiz that asks nothing, nor complete its course.
        if not self.questions and not self.may_be_unfinished:
            raise ValidationError({"questions": _("Write at least one question.")})
        try:
            refuse_missing_or_doubled_ids(self.questions)
        except ValidationError as error:
            raise ValidationError({"questions": error}) from error
