from .artwork import Artwork
from .available import AvailableCertificate
from .certificate import Certificate
from .pdf import MISSING_GLYPH, CertificatePdf

__all__ = ["MISSING_GLYPH", "Artwork", "AvailableCertificate", "Certificate", "CertificatePdf"]
