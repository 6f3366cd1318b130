from .people import learner_of_device, learner_of_user, sharing_partner_ids
from .progress import (
    Progress,
    completed_keys,
    course_completion_of,
    open_enrolment,
    open_enrolments,
    progress_of,
    with_progress,
)

__all__ = [
    "Progress",
    "completed_keys",
    "course_completion_of",
    "learner_of_device",
    "learner_of_user",
    "open_enrolment",
    "open_enrolments",
    "progress_of",
    "sharing_partner_ids",
    "with_progress",
]
