from .people import (
    agreed_partner_ids,
    has_begun,
    learner_of_device,
    learner_of_user,
    open_mergers,
    resets_told,
    sharing_partner_ids,
    waiting_notices,
)
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
    "agreed_partner_ids",
    "completed_keys",
    "course_completion_of",
    "has_begun",
    "learner_of_device",
    "learner_of_user",
    "open_enrolment",
    "open_enrolments",
    "open_mergers",
    "progress_of",
    "resets_told",
    "sharing_partner_ids",
    "waiting_notices",
    "with_progress",
]
