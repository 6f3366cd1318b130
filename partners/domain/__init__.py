from .audit import record
from .creating import create_partner
from .groups import keep_groups_in_step
from .letters import write_letter
from .memberships import MembershipRefused, end_role, give_role
from .opening import NotReady, open_section
from .settings import change_settings
from .terms import accept_terms
from .version import public_content_changed

__all__ = [
    "MembershipRefused",
    "NotReady",
    "accept_terms",
    "change_settings",
    "create_partner",
    "end_role",
    "give_role",
    "keep_groups_in_step",
    "open_section",
    "public_content_changed",
    "record",
    "write_letter",
]
