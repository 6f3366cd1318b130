from .audit import record
from .creating import create_partner
from .groups import keep_groups_in_step
from .invitations import (
    InvitationRefused,
    accept_invitation,
    cancel_invitation,
    invite_staff,
    join_by_invitation,
    resend_invitation,
)
from .letters import write_letter
from .memberships import MembershipRefused, end_role, give_role
from .opening import NotReady, open_section
from .settings import change_settings
from .terms import accept_terms
from .version import public_content_changed

__all__ = [
    "InvitationRefused",
    "MembershipRefused",
    "NotReady",
    "accept_invitation",
    "accept_terms",
    "cancel_invitation",
    "change_settings",
    "create_partner",
    "end_role",
    "give_role",
    "invite_staff",
    "join_by_invitation",
    "keep_groups_in_step",
    "open_section",
    "public_content_changed",
    "record",
    "resend_invitation",
    "write_letter",
]
