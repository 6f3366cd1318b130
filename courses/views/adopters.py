"""Between an owner and the partners who have taken its course: they are named, and only then is it taken away."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.queries.adoptions import adopters_of, shared_in_their_language

TOLD = "adopters_told"


def ask_about_adopters(request, pages: Iterable[Page]) -> HttpResponse | None:
    """None where nobody has taken what is about to go, or whoever takes it away has been told who has."""
    if request.method != "POST":
        return None
    if TOLD in request.POST:
        return None
    going = _shared_courses_at(pages)
    taken = adopters_of(going)
    if not taken:
        return None
    kept = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {
        "header_title": _("Others have taken this course"),
        "courses": [
            (going[key], [section.partner.name for _page, section in rows]) for key, rows in taken.items()
        ],
        "kept": [(name, value) for name, value in kept if name != "csrfmiddlewaretoken"],
        "told": TOLD,
    }
    return render(request, "courses/editor/adopters.html", context)


def _shared_courses_at(pages: Iterable[Page]) -> dict[UUID, str]:
    """The shared courses that stand on these pages or below: key → neutral title."""
    found = {}
    for page in pages:
        below = shared_in_their_language().descendant_of(page, inclusive=True)
        found |= dict(below.values_list("translation_key", "neutral_title"))
    return found
