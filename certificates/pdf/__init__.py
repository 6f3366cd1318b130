"""Draws certificates. Only the task worker calls this, and only its child process loads the PDF engine."""

from certificates.models import Certificate

from .child import Document, MissingGlyphError, RenderChild, RenderError, the_child
from .page import document_of, stylesheet

__all__ = [
    "Document",
    "MissingGlyphError",
    "RenderChild",
    "RenderError",
    "document_of",
    "draw_certificate",
    "stylesheet",
]


def draw_certificate(certificate: Certificate) -> bytes:
    """A PDF/UA-1 of one certificate. Raises MissingGlyphError rather than print boxes, RenderError for all else."""
    return the_child(stylesheet()).render(document_of(certificate))
