"""Stands in front of Wagtail's catch-all: what the address book knows is served from here."""

from django.http import Http404, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language_from_path
from django.views.decorators.http import require_safe
from wagtail.views import serve as serve_wagtail

from courses.enums import ActivityKind
from courses.queries import Address, Place, address_book
from learning.queries import open_enrolments
from partners.conf import HELP_SLUG
from partners.queries import brand_of, is_served, partner_faces
from partners.queries.succession import DepartureFace, departures, later_addresses
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
# In place of what is taken away for safety.
AWAY = "courses/away_page.html"


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
    return render(request, template_of(address, context), context)


def template_of(address: Address, context: dict) -> str:
    """The template for what `faces.place` has found at an address."""
    if context.get("is_away"):
        return AWAY
    return TEMPLATES[address.kind if address.place is Place.ACTIVITY else address.place]


def _serve_unlisted(request, path: str, book):
    here = f"/{path}"
    slug = path.partition("/")[0]
    if slug in departures():
        return _serve_departed(request, here, departures()[slug], book)
    onward = address_since(here, book)
    if onward:
        return HttpResponsePermanentRedirect(_localised(request, onward))
    frozen = find_frozen(request, here)
    if frozen:
        return serve_place(request, frozen)
    later = later_addresses(path)
    if later:
        return HttpResponsePermanentRedirect(_localised(request, _nearest(request, later[-1])))
    if slug in partner_faces() and book.find(f"/{slug}/") is None:
        # A section that is not for the public shows none of its other pages either.
        raise Http404
    return serve_wagtail(request, path)


def _serve_departed(request, here: str, departed: DepartureFace, book):
    """What happened to this section, and the way on with the programme; in the brand people knew."""
    if here == f"/{departed.slug}/{HELP_SLUG}/":
        return HttpResponseRedirect(_localised(request, brand_of(partner_id=departed.partner_id).help_url))
    onward = book.find(book.moved.get(here, ""))
    frozen = None if onward else find_frozen(request, here)
    if frozen:
        return serve_place(request, frozen)
    request.partner_id = departed.partner_id
    return render(request, "learning/departed.html", faces.departed(departed, onward))


def address_since(path: str, book) -> str | None:
    """Where that which stood at an address stands today, through renamings, mergers and moves; else None."""
    for candidate in (path, *later_addresses(path.lstrip("/"))):
        if candidate != path and (
            book.find(candidate) or candidate.lstrip("/").partition("/")[0] in departures()
        ):
            return candidate
        if candidate in book.moved:
            return book.moved[candidate]
    return None


def _nearest(request, path: str) -> str:
    """For the rest of a former address, which does not exist there: somewhere that does."""
    slug, _slash, rest = path.lstrip("/").partition("/")
    if rest == f"{HELP_SLUG}/":
        return brand_of(slug=slug).help_url
    # What somebody has begun answers from its edition, under the address of today.
    return path if find_frozen(request, path) else f"/{slug}/"


def find_frozen(request, path: str) -> Address | None:
    """An activity whose page is gone: for those whose open enrolment holds it, and for nobody else."""
    learner = current_learner(request)
    if learner is None:
        return None
    with for_learner(learner.pk):
        enrolments = list(open_enrolments())
    book = address_book()
    places = (
        (row, *place)
        for row in enrolments
        for place in (
            (row.course_address, row.partner_id),
            # Begun under a former word of the section: it is read under today's.
            *((later, row.partner_id) for later in later_addresses(row.course_address.lstrip("/"))),
            *book.addresses_of(row.course_key),
        )
    )
    return next((found for row, *place in places if (found := frozen_address(row, path, *place))), None)


def address_or_404(request, path: str) -> Address:
    """The place that a form names by its address: live, frozen, or where it stands since the form was sent out."""
    if not is_served(path):
        raise Http404
    book = address_book()
    address = book.find(path) or book.find(address_since(path, book) or "") or find_frozen(request, path)
    if address is None:
        raise Http404
    request.partner_id = address.partner_id
    return address


def _localised(request, path: str) -> str:
    prefix = get_language_from_path(request.path_info)
    return f"/{prefix}{path}" if prefix else path
