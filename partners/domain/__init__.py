from .audit import record
from .contacts import keep_contact, mark_checked, report_contact, settle_reports
from .creating import create_partner
from .erasure import erase_staff_user
from .groups import keep_all_groups_in_step, keep_groups_in_step
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
from .reminding import remind_of_contacts
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
    "erase_staff_user",
    "give_role",
    "invite_staff",
    "join_by_invitation",
    "keep_all_groups_in_step",
    "keep_contact",
    "keep_groups_in_step",
    "mark_checked",
    "open_section",
    "public_content_changed",
    "record",
    "remind_of_contacts",
    "report_contact",
    "resend_invitation",
    "settle_reports",
    "write_letter",
]
