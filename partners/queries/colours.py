"""A brand's two colours: every pair of them that the theme really makes, in light and in dark.

Nothing is read here but the arguments. What fails is refused where it is typed, with a near shade that passes;
for colours that were stored before, `theme_colours` is the net below and mends them in silence.
"""

from collections.abc import Callable
from colorsys import rgb_to_hls
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

# WCAG 2.2, 1.4.3: normal text against its background; 1.4.11: what is not text.
READABLE = 4.5
VISIBLE = 3.0
# What the theme meets, as in tokens.css.
WHITE = "#ffffff"
PAPER = "#fbf7f0"
SURFACE = "#fffefb"
INK = "#22313a"
SOFT_INK = "#52606a"
RING = "#ffd166"
RING_EDGE = "#22313a"
DARK_TINT = "#222a2f"
DARK_PAPER = "#161b1f"
DARK_SURFACE = "#1d2429"
DARK_INK = "#f1ebe1"
DARK_SOFT_INK = "#b9bdbd"
DARK_BUTTON_INK = "#12181b"
DARK_RING_EDGE = "#0b0e10"
# Where colours are laid over each other, the browser rounds in its own way.
MIXED = READABLE + 0.03
# How far a button darkens under the pointer, and how much ink is mixed into a link.
HOVER = 0.12
LINK_INK = 0.14


@dataclass(frozen=True)
class Pair:
    """Something to be seen, and what it stands on. `field` names the colour that is at fault where it fails."""

    field: str
    label: str
    colour: str
    ground: str
    least: float = READABLE

    @property
    def ratio(self) -> float:
        return contrast(self.colour, self.ground)

    @property
    def passes(self) -> bool:
        return self.ratio >= self.least


@dataclass(frozen=True)
class ColourRefusal:
    """Why a colour cannot be taken, and the nearest shade of it that can."""

    field: str
    pair: Pair
    suggestion: str


def theme_colours(face) -> dict[str, str]:
    """The custom properties of a partner's theme; every pair of them passes, whatever was stored.

    Colours that pass are used as they are. `face` is anything with `brand_colour` and `accent_colour`.
    """
    tint = nearest_tint(face.accent_colour)
    return _theme(nearest_brand(face.brand_colour, tint=tint), tint)


def refused_colours(brand_colour: str, accent_colour: str) -> list[ColourRefusal]:
    """What is wrong with this pair of hex colours, at most once for each of them; empty for a safe pair.

    Taking every suggestion at once gives a pair that is not refused.
    """
    brand_colour, accent_colour = brand_colour.lower(), accent_colour.lower()
    tint = nearest_tint(accent_colour)
    brand = nearest_brand(brand_colour, tint=tint)
    found = []
    if tint != accent_colour:
        found.append(ColourRefusal("accent_colour", _failing("accent_colour", brand, accent_colour), tint))
    if brand != brand_colour:
        found.append(ColourRefusal("brand_colour", _failing("brand_colour", brand_colour, tint), brand))
    return found


def pairs_of(theme: dict[str, str]) -> list[Pair]:
    """Every pair of text, button, mark and focus ring that a theme makes with the tokens."""
    return [*_light_pairs(theme["brand"], theme["tint"]), *_dark_pairs(theme["brand_dark"])]


def reads_as_danger(colour: str) -> bool:
    """Whether people may take this for the red of an error or a warning. Reason for a hint, never for a refusal."""
    hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in _parts(colour)))
    return (hue <= 18 / 360 or hue >= 342 / 360) and saturation >= 0.5 and 0.18 <= lightness <= 0.62


def nearest_tint(colour: str) -> str:
    """The colour, or the nearest lighter one on which soft ink can be read."""
    return _nearest(
        colour,
        lighter,
        lambda tint: all(pair.passes for pair in _light_pairs(INK, tint) if pair.field == "accent_colour"),
    )


def nearest_brand(colour: str, *, tint: str) -> str:
    """The colour, or the nearest darker one that passes everywhere in light on a tint that passes."""
    return _nearest(
        colour,
        darker,
        lambda brand: all(pair.passes for pair in _light_pairs(brand, tint) if pair.field == "brand_colour"),
    )


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2 between two hex colours, 1.0 to 21.0."""
    first, second = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def nearest_readable(colour: str, *, against: str) -> str:
    """The colour itself, or the nearest shade or tint of it that can be read against another."""
    towards = darker if _luminance(against) > 0.18 else lighter
    return _nearest(colour, towards, lambda shade: contrast(shade, against) >= READABLE)


def darker(colour: str, share: float) -> str:
    return _mixed(colour, (0, 0, 0), share)


def lighter(colour: str, share: float) -> str:
    return _mixed(colour, (255, 255, 255), share)


def _failing(field: str, brand: str, tint: str) -> Pair:
    """The first that fails: those that people meet most stand first."""
    return next(pair for pair in _light_pairs(brand, tint) if pair.field == field and not pair.passes)


def _theme(brand: str, tint: str) -> dict[str, str]:
    # In the dark a brand shines: lifted, and no darker than every dark ground can bear.
    shining = _nearest(
        lighter(brand, 0.35), lighter, lambda shade: all(pair.passes for pair in _dark_pairs(shade))
    )
    return {"brand": brand, "ink": WHITE, "tint": tint, "brand_dark": shining, "tint_dark": DARK_TINT}


def _light_pairs(brand: str, tint: str) -> list[Pair]:
    link = _mixed(brand, _parts(INK), LINK_INK)
    return [
        Pair("brand_colour", _("White words on a button"), WHITE, brand),
        Pair(
            "brand_colour", _("White words on a button under the pointer"), WHITE, darker(brand, HOVER), MIXED
        ),
        *(
            Pair("brand_colour", _("A link on the page"), colour, ground)
            for ground in (PAPER, SURFACE)
            for colour in (brand, link)
        ),
        *(Pair("brand_colour", _("A link on the second colour"), colour, tint) for colour in (brand, link)),
        Pair("brand_colour", _("The focus ring around a button"), RING, brand, VISIBLE),
        Pair("accent_colour", _("Words on the second colour"), INK, tint),
        Pair("accent_colour", _("Small words on the second colour"), SOFT_INK, tint),
        Pair("accent_colour", _("The focus ring on the second colour"), RING_EDGE, tint, VISIBLE),
    ]


def _dark_pairs(brand: str) -> list[Pair]:
    link = _mixed(brand, _parts(DARK_INK), LINK_INK)
    grounds = (DARK_PAPER, DARK_SURFACE, DARK_TINT)
    return [
        Pair("brand_colour", _("Words on a button in the dark"), DARK_BUTTON_INK, brand),
        Pair(
            "brand_colour",
            _("Words on a button in the dark under the pointer"),
            DARK_BUTTON_INK,
            darker(brand, HOVER),
            MIXED,
        ),
        *(
            Pair("brand_colour", _("A link in the dark"), colour, ground)
            for ground in grounds
            for colour in (brand, link)
        ),
        *(Pair("brand_colour", _("Small words in the dark"), DARK_SOFT_INK, ground) for ground in grounds),
        Pair("brand_colour", _("The focus ring in the dark"), RING, DARK_TINT, VISIBLE),
        Pair("brand_colour", _("The focus ring's edge in the dark"), DARK_RING_EDGE, brand, VISIBLE),
    ]


def _nearest(colour: str, towards: Callable[[str, float], str], passes: Callable[[str], bool]) -> str:
    """The colour itself, or the first one on its way to black or white that passes."""
    for step in range(51):
        shade = towards(colour, step / 50)
        if passes(shade):
            return shade
    return towards(colour, 1)


def _mixed(colour: str, target: tuple[int, int, int], share: float) -> str:
    parts = (round(own + (aim - own) * share) for own, aim in zip(_parts(colour), target, strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def _parts(colour: str) -> tuple[int, int, int]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _luminance(colour: str) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in _parts(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
