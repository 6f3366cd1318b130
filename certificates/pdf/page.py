"""A certificate as the HTML that the PDF engine draws. Holds all its pictures, so nothing has to be fetched."""

import re
import unicodedata
from base64 import b64encode
from io import BytesIO

import segno
from django.conf import settings
from django.db import DatabaseError
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from certificates.domain import codes
from certificates.enums import Shape
from certificates.models import Certificate
from certificates.queries import artwork_of, check_address, check_url, face_of
from partners.queries.colours import lighter, nearest_readable

from .child import Document, RenderError
from .fitting import NAME_SIZES, TITLE_SIZES, side_size_of, size_of
from .sheets import CERTIFICATE, TALL

HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def document_of(certificate: Certificate) -> Document:
    """Everything as the certificate's own facts have it; one SQL for each picture of the brand's, else none.

    Raises RenderError for facts of which no page can be made.
    """
    try:
        return _document_of(certificate)
    except DatabaseError:
        raise
    except Exception as error:
        # Nobody would give up what fails in a way of its own. The kind only: its words may hold what was typed.
        raise RenderError(type(error).__name__) from error


def _document_of(certificate: Certificate) -> Document:
    face, facts = face_of(certificate), certificate.facts
    code = codes.printed(face.code)
    context = {
        "face": face,
        "groups": "\t".join(codes.groups(face.code)),
        "language": face.language,
        "name_size": size_of(face.name, NAME_SIZES, "xs"),
        "name_direction": direction_of(face.name),
        "title_size": size_of(face.title, TITLE_SIZES, "xs"),
        "title_direction": direction_of(face.title),
        "side_size": side_size_of(face, certificate.shape, has_logo=bool(face.logo)),
        "line_direction": direction_of(face.certificate_line),
        "logo": artwork_address(face.logo),
        "logo_alt": face.logo_alt,
        "signature": artwork_address(face.signatory["signature"]),
        "qr": qr_address(check_url(code)),
        "check_url": check_url(code),
        "check_address": check_address(),
    }
    with translation.override(face.language):
        context["browser_title"] = f"{_('Certificate')} – {settings.SITE_NAME}"
        html = render_to_string("certificates/certificate_pdf.html", context)
    sheet = TALL if certificate.shape == Shape.PORTRAIT else CERTIFICATE
    return Document(html=html, colours=colours_of(facts["brand"]), sheet=sheet)


def colours_of(brand: dict) -> str:
    """The partner's colours as custom properties, dark enough to be read on white and on their own tint."""
    own = brand["brand_colour"] if HEX_COLOUR.fullmatch(brand["brand_colour"]) else "#1f5f5b"
    tint = brand["accent_colour"] if HEX_COLOUR.fullmatch(brand["accent_colour"]) else "#e6f1ef"
    readable = nearest_readable(nearest_readable(own, against="#ffffff"), against=tint)
    return f":root {{ --brand: {readable}; --tint: {tint}; --line: {lighter(readable, 0.6)} }}"


def direction_of(text: str) -> str:
    """By the first letter that has a direction of its own, as dir="auto" does."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def qr_address(text: str) -> str:
    """The QR code as a picture of one dot a module; the white around it is the page's affair."""
    out = BytesIO()
    segno.make(text, error="m", boost_error=False, micro=False).save(out, kind="png", scale=1, border=0)
    return data_address("image/png", out.getvalue())


def artwork_address(sha256: str) -> str:
    """A stored logo or signature; "" for none."""
    artwork = artwork_of(sha256)
    return data_address(artwork.content_type, bytes(artwork.data)) if artwork else ""


def data_address(content_type: str, data: bytes) -> str:
    return f"data:{content_type};base64,{b64encode(data).decode()}"
