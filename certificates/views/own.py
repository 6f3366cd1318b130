"""What the pages of one's own certificate share."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.domain import files
from certificates.domain.files import within
from certificates.models import Certificate, CertificatePdf
from certificates.queries import certificate_of, stored_bytes
from learning.models import Learner
from learning.views.people import current_learner
from partners.queries import brand_of
from partners.scoping import for_learner

REFRESH_SECONDS = 4
LATE_AFTER = timedelta(minutes=2)
LATE_REFRESH_SECONDS = 30


@contextmanager
def own_door(request) -> Iterator[Learner]:
    """The learner's own records and nobody else's; 404 for somebody who is no learner."""
    learner = current_learner(request, for_certificates=True)
    if learner is None:
        raise Http404
    with for_learner(learner.pk):
        yield learner


def own_certificate(request, certificate_id: str) -> Certificate:
    """One that is current and not removed; 404 for every other."""
    with own_door(request):
        found = certificate_of(certificate_id)
    if found is None or found.replaced_at or found.removed_at:
        raise Http404
    request.partner_id = brand_partner_id(found)
    return found


def brand_partner_id(certificate: Certificate) -> int:
    """Whose look its pages have: the programme's, where that is the name it was made in."""
    return brand_of().partner_id if certificate.is_in_programmes_name else certificate.partner_id


def certificate_address(certificate: Certificate) -> str:
    return reverse("certificates:certificate", args=[certificate.public_id])


def is_late(file: CertificatePdf) -> bool:
    """It takes longer than anybody is told that it takes: storage is away, or there are very many."""
    return timezone.now() - file.wanted_at > LATE_AFTER


def refreshing(response: HttpResponse, file: CertificatePdf) -> HttpResponse:
    """Looks again by itself while the file is being made; seldom, once that takes long, for an old phone's sake."""
    if file.is_waiting:
        response["Refresh"] = str(LATE_REFRESH_SECONDS if is_late(file) else REFRESH_SECONDS)
    return response


def bytes_soon(file: CertificatePdf) -> bytes | None:
    """`stored_bytes` for somebody who waits: None as well where storage hangs."""
    with within(files.SOON):
        return stored_bytes(file)


def titles() -> dict:
    """Nothing of the course in a browser's history."""
    return {"browser_title": f"{_('Certificate')} – {settings.SITE_NAME}"}
