"""Stands in front of Wagtail's catch-all: what the address book knows is served from here."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import get_language_from_path
from django.views.decorators.http import require_safe
from wagtail.views import serve as serve_wagtail

from courses.enums import ActivityKind
from courses.queries import Address, Place, address_book
from learning.queries import open_enrolments
from partners.queries import is_served, partner_faces, successor_address
from partners.scoping import for_learner

from . import faces
from .people import current_learner
from .way import frozen_address, way_at

TEMPLATES = {
    Place.COURSE: "courses/course_page.html",
    Place.MODULE: "courses/module_page.html",
    ActivityKind.LESSON: "courses/lesson_page.html",
    ActivityKind.QUIZ: "courses/quiz_page.html",
}


@require_safe
def serve(request, path: str):
    """Any public page. `path` is without a leading slash and without the language's prefix."""
    here = f"/{path}"
    book = address_book()
    if not is_served(here):
        raise Http404
    address = book.find(here)
    if address is None:
        return _serve_unlisted(request, path, book)
    if address.place is Place.HOME:
        return render(request, "pages/home_page.html", faces.home(request, address))
    if address.place is Place.SECTION:
        return render(request, "partners/partner_page.html", faces.section(request, address))
    return serve_place(request, address)


def serve_place(request, address: Address):
    """A course's start page, a part, a lesson or a quiz, as this learner's edition has it."""
    request.partner_id = address.partner_id
    way = way_at(request, address)
    if address.is_hidden and way.enrolment is None:
        return render(request, "courses/not_offered.html", faces.not_offered(address), status=404)
    context = faces.place(request, way)
    if context is None:
        raise Http404
    template = TEMPLATES[address.kind if address.place is Place.ACTIVITY else address.place]
    return render(request, template, context)


def _serve_unlisted(request, path: str, book):
    here = f"/{path}"
    if here in book.moved:
        return HttpResponsePermanentRedirect(_localised(request, book.moved[here]))
    successor = successor_address(path)
    if successor and book.find(successor):
        return HttpResponsePermanentRedirect(_localised(request, successor))
    frozen = find_frozen(request, here)
    if frozen:
        return serve_place(request, frozen)
    if successor:
        # The rest of the address does not exist there; its section says what there is.
        return HttpResponsePermanentRedirect(_localised(request, f"/{successor.split('/')[1]}/"))
    slug = path.partition("/")[0]
    if slug in partner_faces() and book.find(f"/{slug}/") is None:
        # A section that is not for the public shows none of its other pages either.
        raise Http404
    return serve_wagtail(request, path)


def find_frozen(request, path: str) -> Address | None:
    """An activity whose page is gone: for those whose open enrolment holds it, and for nobody else."""
    learner = current_learner(request)
    if learner is None:
        return None
    with for_learner(learner.pk):
        enrolments = list(open_enrolments())
    return next((found for row in enrolments if (found := frozen_address(row, path))), None)


def address_or_404(request, path: str) -> Address:
    """The place that a form names by its address, live or frozen."""
    if not is_served(path):
        raise Http404
    address = address_book().find(path) or find_frozen(request, path)
    if address is None:
        raise Http404
    request.partner_id = address.partner_id
    return address


def _localised(request, path: str) -> str:
    prefix = get_language_from_path(request.path_info)
    return f"/{prefix}{path}" if prefix else path
