"""The living page: renders the templates that the site itself is made of, each with made-up words."""

import re
from dataclasses import dataclass

from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

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
    """For everybody who works there, in their partner's brand. A word in the address that is not one of ours is the
    first of them."""
    scheme = request.GET.get("scheme") if request.GET.get("scheme") in SCHEMES else SCHEMES[0]
    direction = request.GET.get("direction") if request.GET.get("direction") in DIRECTIONS else DIRECTIONS[0]
    context = {
        "browser_title": _("The look of this site"),
        "scheme": scheme,
        "direction": direction,
        "ways": _ways(slug, scheme, direction),
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


def _ways(slug: str, scheme: str, direction: str) -> list[dict]:
    """The four ways to look at the page."""
    labels = {
        ("light", "ltr"): _("Light, from left to right"),
        ("dark", "ltr"): _("Dark, from left to right"),
        ("light", "rtl"): _("Light, from right to left"),
        ("dark", "rtl"): _("Dark, from right to left"),
    }
    here = reverse("dashboards:look-of-site", args=[slug])
    return [
        {
            "label": label,
            "url": f"{here}?scheme={way[0]}&direction={way[1]}",
            "is_here": way == (scheme, direction),
        }
        for way, label in labels.items()
    ]
