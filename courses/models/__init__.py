from .adopted import AdoptedCoursePage
from .course import CoursePage
from .edition import AddressHistory, Edition, EditionActivity
from .lesson import LessonPage
from .module import ModulePage
from .quiz import QuizPage

__all__ = [
    "AddressHistory",
    "AdoptedCoursePage",
    "CoursePage",
    "Edition",
    "EditionActivity",
    "LessonPage",
    "ModulePage",
    "QuizPage",
]
