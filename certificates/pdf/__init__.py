"""Draws what is printed. Only the task worker calls this, and only its child process loads the PDF engine."""

from certificates.models import Certificate

from .child import Document, MissingGlyphError, Part, RenderChild, RenderError, the_child
from .fitting import size_of
from .page import data_address, document_of, qr_address
from .sheets import POSTER, sheets
from .signing import signed

__all__ = [
    "POSTER",
    "Document",
    "MissingGlyphError",
    "Part",
    "RenderChild",
    "RenderError",
    "data_address",
    "document_of",
    "draw",
    "draw_certificate",
    "qr_address",
    "sheets",
    "signed",
    "size_of",
]


def draw(document: Document) -> bytes:
    """A PDF/UA-1. Raises MissingGlyphError rather than print boxes, RenderError for all else."""
    return the_child().render(document)


def draw_certificate(certificate: Certificate) -> bytes:
    """The PDF of one certificate; raises as `draw` does."""
    return draw(document_of(certificate))
