from .brands import BrandFace, brand_of, partner_faces, successor_address
from .contacts import ContactFace, boroughs, contacts_for
from .memory import content_version, forget_request, remembered, within_request
from .safeguarding import SafeguardingFace, safeguarding_of
from .sections import is_served, section_of

__all__ = [
    "BrandFace",
    "ContactFace",
    "SafeguardingFace",
    "boroughs",
    "brand_of",
    "contacts_for",
    "content_version",
    "forget_request",
    "is_served",
    "partner_faces",
    "remembered",
    "safeguarding_of",
    "section_of",
    "successor_address",
    "within_request",
]
