from .check_in import CheckInBlock
from .lesson import LessonStreamBlock
from .question import (
    MultipleQuestionBlock,
    QuestionStreamBlock,
    SingleQuestionBlock,
    TrueFalseQuestionBlock,
)
from .scenario import ScenarioBlock

__all__ = [
    "CheckInBlock",
    "LessonStreamBlock",
    "MultipleQuestionBlock",
    "QuestionStreamBlock",
    "ScenarioBlock",
    "SingleQuestionBlock",
    "TrueFalseQuestionBlock",
]
