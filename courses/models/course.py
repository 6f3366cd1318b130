from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from courses.validators import refuse_section_word
from pages.conf import PROSE_FEATURES
from pages.validators import refuse_telling_field

from .base import TaughtPage


class CoursePage(TaughtPage):
    """A course. Records point to its translation_key, the course key, never to the page."""

    neutral_title = models.CharField(
        max_length=60,
        help_text="Shown in browser histories and letters: no word of the subject, such as Course 1.",
    )
    summary = models.CharField(max_length=250)
    audience = models.CharField(max_length=250, blank=True)
    minutes = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(600)])
    introduction = RichTextField(features=PROSE_FEATURES, blank=True)
    outcomes = models.TextField(help_text="You will be able to … One on each line.")
    certificate_line = models.CharField(max_length=200, help_text="What the certificate says was learned.")
    cpd_accreditor = models.CharField(
        "CPD accreditor",
        max_length=120,
        blank=True,
        help_text="Only once somebody has accredited this course. Left empty, nothing is said of it.",
    )
    cpd_reference = models.CharField(
        "CPD reference", max_length=60, blank=True, help_text="As the accreditor gives it."
    )
    content_note = models.CharField(
        max_length=200, blank=True, help_text="Where the whole course is hard to read: what it talks about."
    )
    asks_for_pass = models.BooleanField(
        default=False, help_text="Completing also needs the pass mark of each required quiz."
    )
    # Decided on the screen of shared courses and not written in the page: see with_content_json.
    is_shared = models.BooleanField(default=False, help_text="Other partners may take it into their section.")
    is_sample = models.BooleanField(
        default=False, help_text="Sample course: have your safeguarding lead check this before use."
    )

    content_panels = [
        *TaughtPage.content_panels,
        FieldPanel("neutral_title"),
        FieldPanel("summary", help_text="One sentence, in the list of courses and on the first page."),
        FieldPanel("audience", heading="Who it is for"),
        FieldPanel(
            "minutes", heading="Minutes it takes", help_text="All of it, quizzes too; on the certificate too."
        ),
        FieldPanel("content_note"),
        FieldPanel("introduction", help_text="On the first page, above its parts."),
        FieldPanel("outcomes", heading="What people learn"),
        MultiFieldPanel(
            [
                FieldPanel("certificate_line", heading="Line on the certificate"),
                FieldPanel("asks_for_pass", heading="Ask for a pass"),
                FieldPanel("cpd_accreditor"),
                FieldPanel("cpd_reference"),
            ],
            heading="Completion and certificate",
        ),
        FieldPanel("is_sample", heading="This is a sample course"),
    ]
    parent_page_types = ["partners.PartnerPage"]
    template = "courses/course_page.html"
    exclude_fields_in_copy = ["is_shared"]

    class Meta:
        verbose_name = "course"

    def with_content_json(self, content):
        """No draft and no earlier version shares a course, or takes it back."""
        page = super().with_content_json(content)
        page.is_shared = self.is_shared
        return page

    def clean(self) -> None:
        super().clean()
        refuse_section_word(self.slug)
        if self.cpd_reference and not self.cpd_accreditor:
            raise ValidationError({"cpd_accreditor": "Name the accreditor whose reference this is."})
        refuse_telling_field("neutral_title", self.neutral_title)

    def browser_title(self) -> str:
        return self.neutral_title

    def outcome_lines(self) -> list[str]:
        return [line.strip() for line in self.outcomes.splitlines() if line.strip()]
