from .address_book import Address, AddressBook, CourseInSection, Place, address_book, shared_courses
from .content import (
    LessonContent,
    QuizContent,
    frozen_lesson,
    frozen_quiz,
    live_lesson,
    live_quiz,
    still_asked,
)
from .extras import Extras
from .outline import Outline, OutlineActivity, OutlineModule, live_outline, outline_of_edition
from .questions import Choice, Question, questions_from_blocks, questions_from_json
from .voided import voided_ids
from .withdrawn import Withdrawn, withdrawn

__all__ = [
    "Address",
    "AddressBook",
    "Choice",
    "CourseInSection",
    "Extras",
    "LessonContent",
    "Outline",
    "OutlineActivity",
    "OutlineModule",
    "Place",
    "Question",
    "QuizContent",
    "Withdrawn",
    "address_book",
    "frozen_lesson",
    "frozen_quiz",
    "live_lesson",
    "live_outline",
    "live_quiz",
    "outline_of_edition",
    "questions_from_blocks",
    "questions_from_json",
    "shared_courses",
    "still_asked",
    "voided_ids",
    "withdrawn",
]
