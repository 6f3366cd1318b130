"""A certificate as the screens' templates want it."""

from django.urls import reverse

from certificates.domain import codes
from certificates.models import Certificate
from certificates.queries import check_address, face_of


def certificate_here(certificate: Certificate) -> dict:
    """The facts as printed, and where they are checked."""
    face = face_of(certificate)
    printed = codes.printed(face.code)
    return {
        "certificate": {
            "name": face.name,
            "kind": face.kind,
            "title": face.title,
            "certificate_line": face.certificate_line,
            "outcomes": face.outcomes,
            "minutes": face.minutes,
            "completed_on": face.completed_on,
            "issued_on": face.issued_on,
            "issuer": face.issuer,
            "issuer_now": face.issuer_now,
            "co_brand_line": face.co_brand_line,
            "signatory": face.signatory,
            "brand_monogram": face.brand_monogram,
            "code_grouped": printed,
            "wording": face.wording,
        },
        "check_url": reverse("certificate-check-code", args=[printed]),
        "check_address": check_address(),
    }
