"""Colours, sizes, icons and drawings, read from where they stand."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from .specimen import Specimen, State

COLOURS = (
    "accent", "accent-ink", "band", "link", "paper", "surface", "ink", "ink-soft", "line", "line-strong",
    "sun", "sun-tint", "sun-ink", "lit", "good-tint", "good-ink", "error", "ring", "ring-edge",
)  # fmt: skip


def sizes() -> list[tuple[str, str]]:
    """Class of the line, and what it is called."""
    return [
        ("h1", _("Title")),
        ("h2", _("Heading")),
        ("h3", _("Small heading")),
        ("lede", _("Introduction")),
        ("body", _("Text")),
        ("small", _("Small text")),
    ]


def drawn() -> list[Specimen]:
    """Every drawing and every icon that there is a template of."""
    icons = [_named(name) for name in _templates("components/icons")]
    scenes = [_named(name) for name in _templates("components/scenes")]
    swatch = Specimen(_("A colour"), "components/swatch.svg.html", [State("#1d5b57", {"colour": "#1d5b57"})])
    return [*scenes, *icons, swatch]


def _named(name: str) -> Specimen:
    word = name.rpartition("/")[2].removesuffix(".svg.html").replace("_", " ")
    return Specimen(word, name, [State("")])


def _templates(folder: str) -> list[str]:
    where = Path(settings.BASE_DIR) / "templates" / folder
    return [f"{folder}/{path.name}" for path in sorted(where.glob("*.html"))]
