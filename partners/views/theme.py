"""A partner's colours as a stylesheet of its own: nothing is written into a page."""

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from partners.queries import partner_faces
from partners.queries.colours import theme_colours
from partners.queries.succession import later_addresses


@require_safe
def theme(request, slug: str) -> HttpResponse:
    """The address carries the colours' hash, so that the answer may be kept for a year."""
    face = partner_faces().get(slug)
    if face is None and (later := later_addresses(slug)):
        # A page kept on a phone still asks for the colours under the former address.
        return HttpResponsePermanentRedirect(reverse("partner-theme", args=[later[-1].strip("/")]))
    if face is None or not face.is_shown:
        raise Http404
    response = render(
        request, "partners/theme.css", {"colours": theme_colours(face)}, content_type="text/css"
    )
    if request.GET.get("v") == face.theme_hash:
        patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
    else:
        patch_cache_control(response, public=True, max_age=300)
    return response
