from .audit import AuditEntry
from .brand import Brand
from .contact import Borough, SupportContact
from .membership import Membership
from .pages import HelpPage, PartnerPage
from .partner import Partner, PartnerSlug
from .version import ContentVersion

__all__ = [
    "AuditEntry",
    "Borough",
    "Brand",
    "ContentVersion",
    "HelpPage",
    "Membership",
    "Partner",
    "PartnerPage",
    "PartnerSlug",
    "SupportContact",
]
