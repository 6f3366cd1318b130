from .available import make_available
from .issuing import (
    Choices,
    NoMoreCorrections,
    NotInUse,
    choices_of,
    correct_certificate,
    corrections_left,
    issue_certificate,
)
from .keeping import forget_replaced, remove_certificate, replaced_with_bytes, set_public_view
from .revoking import restore_certificate, revoke_certificate
from .storing import (
    RETRY_AFTER,
    hold_pdf,
    keep_pdf,
    release_pdf,
    remove_bytes,
    remove_leftovers,
    retry_held_pdfs,
    take_pdf,
    waiting_pdfs,
)

__all__ = [
    "RETRY_AFTER",
    "Choices",
    "NoMoreCorrections",
    "NotInUse",
    "choices_of",
    "correct_certificate",
    "corrections_left",
    "forget_replaced",
    "hold_pdf",
    "issue_certificate",
    "keep_pdf",
    "make_available",
    "release_pdf",
    "remove_bytes",
    "remove_certificate",
    "remove_leftovers",
    "replaced_with_bytes",
    "restore_certificate",
    "retry_held_pdfs",
    "revoke_certificate",
    "set_public_view",
    "take_pdf",
    "waiting_pdfs",
]
