"""Whether what was issued is still what it was: facts against their hash, files against theirs."""

from dataclasses import dataclass

from certificates.models import AvailableCertificate, Certificate
from certificates.queries import stored_bytes
from partners.scoping import Exemption, past_the_doors

from .facts import facts_hash

AT_A_TIME = 200


@dataclass(frozen=True)
class LookedOver:
    """How many there are, and what is wrong, in words that name rows by number alone."""

    certificates: int
    files: int
    wrong: list[str]


def look_over() -> LookedOver:
    """Every certificate of every partner, also those that were replaced, and what is available; each file is read."""
    wrong, number, files = [], 0, 0
    with past_the_doors(Exemption.CERTIFICATE_CHECK):
        for available in AvailableCertificate.objects.order_by("pk").iterator(AT_A_TIME):
            if facts_hash(available.facts) != available.facts_hash:
                wrong.append(f"available certificate {available.pk}: its facts have been changed")
        issued = Certificate.objects.select_related("pdf").order_by("pk")
        for certificate in issued.iterator(AT_A_TIME):
            number += 1
            if facts_hash(certificate.facts) != certificate.facts_hash:
                wrong.append(f"certificate {certificate.pk}: its facts have been changed")
            if certificate.pdf.made_at:
                files += 1
                if stored_bytes(certificate.pdf) is None:
                    wrong.append(f"certificate {certificate.pk}: its file is lost or has been changed")
    return LookedOver(certificates=number, files=files, wrong=wrong)
