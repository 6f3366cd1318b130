"""The logo and the signature that pages of a certificate show, as they were when it was earned."""

import re

from django.http import Http404, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from certificates.queries import artwork_of

NAME = re.compile(r"[0-9a-f]{64}")


@require_safe
def picture(request, name: str) -> HttpResponse:
    """Named by its content, so it may be kept for a year; it says nothing of any certificate or person."""
    found = artwork_of(name) if NAME.fullmatch(name) else None
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.data), content_type=found.content_type)
    patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
    return response
