from .artwork import Artwork
from .available import AvailableCertificate
from .batch import CertificateBatch
from .certificate import Certificate, code_hash
from .pdf import MISSING_GLYPH, CertificatePdf

__all__ = [
    "MISSING_GLYPH",
    "Artwork",
    "AvailableCertificate",
    "Certificate",
    "CertificateBatch",
    "CertificatePdf",
    "code_hash",
]
