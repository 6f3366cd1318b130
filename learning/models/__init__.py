from .attempt import Attempt, Response
from .completion import ActivityCompletion, CourseCompletion
from .enrolment import Enrolment
from .learner import DeviceToken, Learner, Sharing, SharingNotice

__all__ = [
    "ActivityCompletion",
    "Attempt",
    "CourseCompletion",
    "DeviceToken",
    "Enrolment",
    "Learner",
    "Response",
    "Sharing",
    "SharingNotice",
]
