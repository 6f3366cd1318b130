"""Question types. A further one is a block here and a marker in learning/domain/marking.py.

A question is named by its quiz and its block id, a choice by its list-item id: both stay through
every new version of the page.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    StructBlockValidationError,
)

from courses.enums import QuestionKind
from pages.blocks import SOUND, refuse_other_endings
from pages.blocks.choosers import DocumentBlock
from pages.conf import PROSE_FEATURES


class ChoiceBlock(StructBlock):
    text = CharBlock(max_length=250)
    is_right = BooleanBlock(required=False, label=_("This is a right answer"))
    feedback = CharBlock(max_length=300, help_text=_("One kind sentence for whoever chose this."))

    class Meta:
        label = _("Choice")
        label_format = "{text}"


class QuestionBlock(StructBlock):
    """What every question has; the kinds below add their choices."""

    text = CharBlock(max_length=300, label=_("Question"))
    recording = DocumentBlock(
        required=False,
        label=_("Read aloud"),
        help_text=_(
            "The question and its choices, read aloud (mp3, m4a). Where choices change order, the question."
        ),
    )
    explanation = RichTextBlock(
        features=PROSE_FEATURES, help_text=_("Shown after every answer, right or not.")
    )
    lesson = CharBlock(
        required=False,
        max_length=20,
        label=_("Looks back at lesson"),
        help_text=_(
            "The number of that lesson in the same module, as learners read it: 2 for 1.2. It is offered again."
        ),
    )

    def clean(self, value):
        cleaned = super().clean(value)
        refuse_other_endings(cleaned.get("recording"), SOUND, field="recording")
        return cleaned


class ChoosingQuestionBlock(QuestionBlock):
    # Empty at first: a choice given here would take the same id into every new question.
    choices = ListBlock(ChoiceBlock(), default=[], min_num=2, max_num=8)
    is_shuffled = BooleanBlock(required=False, label=_("Show the choices in a different order each time"))

    def right_count_message(self, count: int) -> str:
        return "" if count >= 1 else _("Mark at least one choice as a right answer.")

    def clean(self, value):
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            # A draft of a question may be half written.
            return cleaned
        message = self.right_count_message(sum(1 for choice in cleaned["choices"] if choice["is_right"]))
        if message:
            raise StructBlockValidationError({"choices": ValidationError(message)})
        return cleaned


class SingleQuestionBlock(ChoosingQuestionBlock):
    def right_count_message(self, count: int) -> str:
        return "" if count == 1 else _("Mark exactly one choice as the right answer.")

    class Meta:
        icon = "radio-full"
        label = _("Pick one")


class MultipleQuestionBlock(ChoosingQuestionBlock):
    class Meta:
        icon = "tick-inverse"
        label = _("Pick all that apply")


class TrueFalseQuestionBlock(QuestionBlock):
    is_true = BooleanBlock(required=False, label=_("The sentence is true"))
    feedback_true = CharBlock(max_length=300, label=_("For whoever answered true"))
    feedback_false = CharBlock(max_length=300, label=_("For whoever answered false"))

    class Meta:
        icon = "help"
        label = _("True or false")


class QuestionStreamBlock(StreamBlock):
    def __init__(self, local_blocks=None, **kwargs):
        kinds = [
            (QuestionKind.SINGLE.value, SingleQuestionBlock()),
            (QuestionKind.MULTIPLE.value, MultipleQuestionBlock()),
            (QuestionKind.TRUE_FALSE.value, TrueFalseQuestionBlock()),
        ]
        super().__init__(local_blocks or kinds, **kwargs)
