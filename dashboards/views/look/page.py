"""The living page: renders the templates that the site itself is made of, each with made-up words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from partners.queries import BrandFace, partner_faces

from . import drawings, fields, parts

# The first thing in a component that can have the focus.
FOCUSABLE = re.compile(r"<(a|button|input|select|textarea|summary)\b(?![^>]*type=\"hidden\")")
SCHEMES = ("light", "dark")
DIRECTIONS = ("ltr", "rtl")


@dataclass(frozen=True)
class Rendered:
    label: str
    html: str


@never_cache
@require_safe
def look_of_site(request, slug: str):
    """For everybody who works there, in their partner's colours or in another's that are public. A word in the address
    that is not one of ours is the first of them."""
    brands = _public_brands(slug)
    scheme = _one_of(SCHEMES, request.GET.get("scheme"))
    direction = _one_of(DIRECTIONS, request.GET.get("direction"))
    chosen = _one_of([face.slug for face in brands] or [slug], request.GET.get("brand"))
    context = {
        "browser_title": _("The look of this site"),
        "scheme": scheme,
        "direction": direction,
        "ways": _ways(slug, scheme, direction, chosen),
        "brands": [
            {
                "face": face,
                "url": _address(slug, scheme, direction, face.slug),
                "is_here": face.slug == chosen,
            }
            for face in brands
        ],
        "others_theme": next((face.theme_url for face in brands if face.slug == chosen != slug), ""),
        "colours": drawings.COLOURS,
        "sizes": drawings.sizes(),
        "groups": [
            (title, [(specimen, _states(request, specimen)) for specimen in specimens])
            for title, specimens in _groups()
        ],
    }
    return render(request, "dashboards/look/page.html", context)


def _groups() -> list[tuple]:
    return [
        (_("To press and to follow"), parts.to_press()),
        (_("To fill in"), fields.to_fill_in()),
        (_("What is said"), parts.said()),
        (_("The way through a course"), parts.the_way()),
        (_("Who can help"), parts.helping()),
        (_("Blocks of a lesson"), parts.blocks()),
        (_("Drawings and icons"), drawings.drawn()),
    ]


def _states(request, specimen) -> list[Rendered]:
    found = []
    for state in specimen.states:
        html = render_to_string(specimen.template, state.context, request)
        # What is missing has the focus where it is meant; here it is only shown.
        html = html.replace(" autofocus", "")
        if html.lstrip().startswith("<li"):
            html = f'<ol class="path" role="list">{html}</ol>'
        if state.is_focused:
            html = FOCUSABLE.sub(r'<\1 data-shows="focus"', html, count=1)
        found.append(Rendered(state.label, mark_safe(html)))  # noqa: S308 - by a template
    return found


def _one_of(known: Sequence[str], asked: str | None) -> str:
    return asked if asked in known else known[0]


def _public_brands(slug: str) -> list[BrandFace]:
    """The own one first, then those of every section that the public can open."""
    faces = partner_faces()
    others = [row for row in faces.values() if row.section_url and row.is_shown and not row.successor_slug]
    own = [faces[slug]] if slug in faces else []
    return own + sorted(
        (row for row in others if row.slug != slug), key=lambda row: row.short_name.casefold()
    )


def _address(slug: str, scheme: str, direction: str, brand: str) -> str:
    asked = urlencode({"scheme": scheme, "direction": direction, "brand": brand})
    return f"{reverse('dashboards:look-of-site', args=[slug])}?{asked}"


def _ways(slug: str, scheme: str, direction: str, brand: str) -> list[dict]:
    """The four ways to look at the page."""
    labels = {
        ("light", "ltr"): _("Light, from left to right"),
        ("dark", "ltr"): _("Dark, from left to right"),
        ("light", "rtl"): _("Light, from right to left"),
        ("dark", "rtl"): _("Dark, from right to left"),
    }
    return [
        {"label": label, "url": _address(slug, *way, brand), "is_here": way == (scheme, direction)}
        for way, label in labels.items()
    ]
