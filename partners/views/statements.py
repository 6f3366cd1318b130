"""Privacy and accessibility in plain words, for everybody: a section's own, and the programme's."""

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partners.conf import BOROUGH_COOKIE_DAYS, READING_COOKIE_DAYS
from partners.queries import successor_address
from partners.queries.sections import one_language
from partners.queries.statements import public_face


@require_safe
def privacy(request, slug: str = "") -> HttpResponse:
    return _statement(request, slug, "privacy", _("Privacy"))


@require_safe
def accessibility(request, slug: str = "") -> HttpResponse:
    return _statement(request, slug, "accessibility", _("Accessibility"))


def _statement(request, slug: str, kind: str, title: str) -> HttpResponse:
    """404 where nothing is written yet; an earlier address of a partner leads on."""
    brand = public_face(slug)
    if brand is None:
        successor = successor_address(f"{slug}/{kind}/") if slug else None
        if successor:
            return HttpResponsePermanentRedirect(successor)
        raise Http404
    if not getattr(brand.statements, kind):
        raise Http404
    request.partner_id = brand.partner_id
    context = {
        "browser_title": title,
        "statements": brand.statements,
        "one_language": one_language(),
        "days": {
            "work": settings.LEARNER_COOKIE_DAYS,
            "choices": max(BOROUGH_COOKIE_DAYS, READING_COOKIE_DAYS),
        },
    }
    return render(request, f"partners/{kind}.html", context)
