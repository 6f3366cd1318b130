from .attempt import Attempt, Response, VoidedMark
from .claim import ClaimCode, LearnerMerger
from .completion import ActivityCompletion, CourseCompletion
from .enrolment import Enrolment
from .learner import DeviceToken, Learner, Sharing, SharingNotice

__all__ = [
    "ActivityCompletion",
    "Attempt",
    "ClaimCode",
    "CourseCompletion",
    "DeviceToken",
    "Enrolment",
    "Learner",
    "LearnerMerger",
    "Response",
    "Sharing",
    "SharingNotice",
    "VoidedMark",
]
