from .attempt import Attempt, Response, VoidedMark
from .claim import ClaimCode, CodeReset, LearnerMailbox, LearnerMerger
from .completion import ActivityCompletion, CourseCompletion
from .enrolment import Enrolment
from .first_tap import FirstTap
from .learner import DeviceToken, Learner, Sharing, SharingNotice

__all__ = [
    "ActivityCompletion",
    "Attempt",
    "ClaimCode",
    "CodeReset",
    "CourseCompletion",
    "DeviceToken",
    "Enrolment",
    "FirstTap",
    "Learner",
    "LearnerMailbox",
    "LearnerMerger",
    "Response",
    "Sharing",
    "SharingNotice",
    "VoidedMark",
]
