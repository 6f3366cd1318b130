from .adopted import AdoptedCoursePage
from .course import CoursePage
from .edition import AddressHistory, Edition, EditionActivity, FormerCourseAddress
from .lesson import LessonPage
from .module import ModulePage
from .quiz import QuizPage
from .voiding import VoidedQuestion
from .withdrawal import SafetyWithdrawal

__all__ = [
    "AddressHistory",
    "AdoptedCoursePage",
    "CoursePage",
    "Edition",
    "EditionActivity",
    "FormerCourseAddress",
    "LessonPage",
    "ModulePage",
    "QuizPage",
    "SafetyWithdrawal",
    "VoidedQuestion",
]
