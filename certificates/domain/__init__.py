from .available import make_available
from .issuing import issue_certificate
from .storing import RETRY_AFTER, hold_pdf, keep_pdf, release_pdf, retry_held_pdfs, take_pdf, waiting_pdfs

__all__ = [
    "RETRY_AFTER",
    "hold_pdf",
    "issue_certificate",
    "keep_pdf",
    "make_available",
    "release_pdf",
    "retry_held_pdfs",
    "take_pdf",
    "waiting_pdfs",
]
