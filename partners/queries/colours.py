"""A brand's two colours, made fit for light and dark, each pair with enough contrast."""

from .brands import BrandFace

# WCAG 2.2, 1.4.3: normal text against its background.
READABLE = 4.5
# What the theme meets: the papers and the soft ink of tokens.css.
WHITE = "#ffffff"
PAPER = "#fbf7f0"
SOFT_INK = "#52606a"
DARK_TINT = "#222a2f"


def theme_colours(face: BrandFace) -> dict[str, str]:
    """The custom properties of a partner's theme; every text pair reaches 4.5:1.

    White reads on the brand; the brand reads on paper and on the tint; ink, soft ink too, reads on the tint.
    The dark tint is the lightest of the dark papers, so what reads on it reads on all.
    """
    tint = nearest_readable(face.accent_colour, against=SOFT_INK)
    brand = face.brand_colour
    for paper in (WHITE, PAPER, tint):
        brand = nearest_readable(brand, against=paper)
    return {
        "brand": brand,
        "ink": WHITE,
        "tint": tint,
        "brand_dark": nearest_readable(lighter(face.brand_colour, 0.35), against=DARK_TINT),
        "tint_dark": DARK_TINT,
    }


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2 between two hex colours, 1.0 to 21.0."""
    first, second = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def nearest_readable(colour: str, *, against: str) -> str:
    """The colour itself, or the nearest shade or tint of it that can be read against another."""
    towards_black = _luminance(against) > 0.18
    for step in range(51):
        shade = darker(colour, step / 50) if towards_black else lighter(colour, step / 50)
        if contrast(shade, against) >= READABLE:
            return shade
    return "#000000" if towards_black else "#ffffff"


def darker(colour: str, share: float) -> str:
    return _mixed(colour, (0, 0, 0), share)


def lighter(colour: str, share: float) -> str:
    return _mixed(colour, (255, 255, 255), share)


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
