"""One's own certificate and its file. All through the learner's own door."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certificates.domain import corrections_left, replaced_with_bytes
from certificates.enums import PublicView
from certificates.models import Certificate
from certificates.queries import certificate_of, current_certificate_of, pdf_of
from partners.queries import brand_of

from .faces import certificate_here
from .own import brand_partner_id, bytes_soon, certificate_address, is_late, own_door, refreshing, titles


@never_cache
@require_safe
def certificate(request, certificate_id: str) -> HttpResponse:
    """The certificate as a page, the equal of its PDF; looks again by itself until that is there."""
    with own_door(request) as learner:
        found = certificate_of(certificate_id)
        current = current_certificate_of(found.available) if found and found.replaced_at else None
        left = corrections_left(found.available) if found else 0
        has_old = bool(found and replaced_with_bytes(found).exists())
    if current:
        return HttpResponseRedirect(certificate_address(current))
    if found is None:
        raise Http404
    if found.removed_at:
        # Back, or a page that was marked: it says that it is gone, and how to have a new one.
        return HttpResponseRedirect(reverse("certificates:remove", args=[certificate_id]))
    if found.pdf.is_unprintable:
        return HttpResponseRedirect(reverse("certificates:name", args=[found.available.public_id]))
    request.partner_id = brand_partner_id(found)
    here = {
        **certificate_here(found),
        **{
            f"{name.replace('-', '_')}_url": reverse(f"certificates:{name}", args=[found.public_id])
            for name in ("pdf", "correct", "public-view", "remove", "forget-old")
        },
        "is_ready": bytes_soon(found.pdf) is not None,
        "is_waiting": found.pdf.is_waiting,
        # Whose time is over has nothing but certificates, and they are listed in My data.
        "sharing_url": "" if learner.erased_at else _sharing_address(found),
        "my_learning_url": "" if learner.erased_at else reverse("dashboards:my-learning"),
        "is_late": is_late(found.pdf),
        "is_in_use": found.revoked_at is None,
        "corrections_left": left if found.revoked_at is None else 0,
        "has_old": has_old,
        "views": [(view.value, view.label, view == found.public_view) for view in PublicView],
    }
    response = render(request, "certificates/certificate_page.html", {**titles(), "here": here})
    return refreshing(response, found.pdf)


@never_cache
@require_safe
def pdf(request, certificate_id: str) -> HttpResponse:
    """The stored bytes, the same for ever; until they are there, a page that says so and looks again.

    Where they are lost or their drawing is held back, looking again would not help.
    """
    with own_door(request):
        file = pdf_of(certificate_id)
    if file is None:
        raise Http404
    if file.is_unprintable:
        # From there to the name, which is to be typed another way.
        return HttpResponseRedirect(certificate_address(file.certificate))
    data = bytes_soon(file)
    if data is None:
        request.partner_id = file.partner_id
        here = {
            "certificate_url": certificate_address(file.certificate),
            "is_waiting": file.is_waiting,
            "is_late": is_late(file),
        }
        response = render(request, "certificates/being_prepared.html", {**titles(), "here": here})
        return refreshing(response, file)
    headers = {"Content-Disposition": 'inline; filename="certificate.pdf"', "X-Robots-Tag": "noindex"}
    return HttpResponse(data, content_type="application/pdf", headers=headers)


def _sharing_address(certificate: Certificate) -> str:
    """Not where there is no course team that may see a learner, such as in the programme's own section."""
    if not brand_of(partner_id=certificate.partner_id).is_sharing_on:
        return ""
    return reverse("learning:sharing", args=[certificate.available.completion.enrolment.public_id])
