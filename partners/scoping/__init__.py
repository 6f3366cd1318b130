"""Which rows at all: the two doors to learner records, and what staff meet of the content on Wagtail's screens."""

from .content import ContentScope, content_scope, everything, staff_content
from .doors import Exemption, door_condition, for_learner, for_partners, past_the_doors

__all__ = [
    "ContentScope",
    "Exemption",
    "content_scope",
    "door_condition",
    "everything",
    "for_learner",
    "for_partners",
    "past_the_doors",
    "staff_content",
]
