"""Posters for hallways: asked for here, drawn by the task worker, and the same file for the same facts."""

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from dashboards.domain.papers import forget_failure
from dashboards.queries.papers import paper_bytes, paper_failed, paper_is_made
from dashboards.queries.posters import (
    SIZES,
    Poster,
    courses_with_posters,
    poster_for,
    poster_of,
    printed_logos,
)
from dashboards.tasks import draw_poster
from partners.domain import record
from partners.queries import brand_of

REFRESH_SECONDS = 4


@never_cache
def posters(request, slug: str) -> HttpResponse:
    """Every course of the section in both sizes: made, or to be asked for."""
    face = brand_of(partner_id=request.place.partner.pk)
    logos = printed_logos(face)
    courses = [
        {
            "title": course.outline.title,
            "neutral_title": course.outline.neutral_title,
            "address": f"{settings.PUBLIC_BASE_URL}{course.address}",
            "sizes": [
                {
                    "label": size.upper(),
                    "is_made": paper_is_made(
                        poster_of(
                            face=face, course=course, size=size, language=settings.LANGUAGE_CODE, logos=logos
                        ).name
                    ),
                    "url": reverse("dashboards:poster", args=[slug, course.course_key, size]),
                    "make_url": reverse("dashboards:make-poster", args=[slug, course.course_key, size]),
                }
                for size in SIZES
            ],
        }
        for course in courses_with_posters(face.partner_id)
    ]
    context = {"browser_title": _("Posters"), "here": {"courses": courses}}
    return render(request, "dashboards/posters.html", context)


def make(request, slug: str, course_key, size: str) -> HttpResponse:
    """Asks the task worker for it; whoever asks again gets the same file."""
    found = _poster_or_404(request, course_key, size)
    ask_for_poster(request, found, course_key, size)
    return HttpResponseRedirect(reverse("dashboards:poster", args=[slug, course_key, size]))


@never_cache
def poster(request, slug: str, course_key, size: str) -> HttpResponse:
    """The file; until it is there, a page that says so and looks again by itself."""
    found = _poster_or_404(request, course_key, size)
    make_url = reverse("dashboards:make-poster", args=[slug, course_key, size])
    return poster_answer(request, found, make_url, reverse("dashboards:posters", args=[slug]))


def ask_for_poster(request, found: Poster, course_key, size: str, *, is_draft: bool = False) -> None:
    """Nothing is queued for a file that is there already."""
    if paper_is_made(found.name):
        return
    forget_failure(name=found.name)
    partner = request.place.partner
    record(
        actor=request.user,
        verb="ask for poster",
        of=partner,
        partner=partner,
        course=found.facts["course"],
        size=size.upper(),
    )
    draw_poster.enqueue(found.partner_id, str(course_key), size, is_draft)


def poster_answer(request, found: Poster, make_url: str, back_url: str) -> HttpResponse:
    file_name = f"poster-{found.facts['address'].rpartition('/')[2]}-{found.facts['size']}.pdf"
    return paper_answer(request, found.name, file_name, make_url=make_url, back_url=back_url)


def paper_answer(request, name: str, file_name: str, *, make_url: str, back_url: str) -> HttpResponse:
    """The stored bytes, or the page that waits for them."""
    data = paper_bytes(name)
    if data is not None:
        headers = {"Content-Disposition": f'inline; filename="{file_name}"', "X-Robots-Tag": "noindex"}
        return HttpResponse(data, content_type="application/pdf", headers=headers)
    has_failed = paper_failed(name)
    here = {"has_failed": has_failed, "make_url": make_url, "back_url": back_url}
    response = render(request, "dashboards/paper_prepared.html", {"browser_title": _("PDF"), "here": here})
    if not has_failed:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def _poster_or_404(request, course_key, size: str) -> Poster:
    found = poster_for(
        partner_id=request.place.partner.pk,
        course_key=course_key,
        size=size,
        language=settings.LANGUAGE_CODE,
    )
    if found is None:
        raise Http404
    return found
