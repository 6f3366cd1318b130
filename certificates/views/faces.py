"""A certificate as the screens' templates want it."""

from django.urls import reverse

from certificates.domain import codes
from certificates.enums import PublicView
from certificates.models import Certificate
from certificates.queries import check_address, face_of, initials


def certificate_here(certificate: Certificate, *, is_public: bool = False) -> dict:
    """The facts as printed, and where they are checked. `is_public`: the name as the holder lets others see it."""
    face = face_of(certificate)
    shows_initials = is_public and certificate.public_view == PublicView.INITIALS
    printed = codes.printed(face.code)
    return {
        "certificate": {
            "name": initials(face.name) if shows_initials else face.name,
            "kind": face.kind,
            "title": face.title,
            "certificate_line": face.certificate_line,
            "outcomes": face.outcomes,
            "minutes": face.minutes,
            "cpd": face.cpd,
            "completed_on": face.completed_on,
            "issued_on": face.issued_on,
            "issuer": face.issuer,
            "issuer_now": face.issuer_now,
            "co_brand_line": face.co_brand_line,
            "signatory": face.signatory,
            "brand_monogram": face.brand_monogram,
            "logo_url": _picture_url(face.logo),
            "logo_alt": face.logo_alt,
            "signature_url": _picture_url(face.signatory["signature"]),
            "code_grouped": printed,
            "wording": face.wording,
        },
        "check_url": reverse("certificate-check-code", args=[printed]),
        "check_address": check_address(),
    }


def _picture_url(name: str) -> str:
    return reverse("certificate-picture", args=[name]) if name else ""
