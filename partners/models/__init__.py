from .approval import SecondPersonTask
from .audit import AuditEntry
from .brand import Brand
from .contact import Borough, ContactReport, SupportContact
from .exit import ExitAddress
from .life import PartnerDeparture, PartnerMerger
from .membership import Membership, StaffInvitation, TermsAcceptance
from .pages import HelpPage, PartnerPage
from .partner import Partner, PartnerSlug
from .settings import PartnerSettings
from .tablet import SharedTablet
from .version import ContentVersion

__all__ = [
    "AuditEntry",
    "Borough",
    "Brand",
    "ContactReport",
    "ContentVersion",
    "ExitAddress",
    "HelpPage",
    "Membership",
    "Partner",
    "PartnerDeparture",
    "PartnerMerger",
    "PartnerPage",
    "PartnerSettings",
    "PartnerSlug",
    "SecondPersonTask",
    "SharedTablet",
    "StaffInvitation",
    "SupportContact",
    "TermsAcceptance",
]
