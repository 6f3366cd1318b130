"""Whatever colours a partner chooses, each pair of text and ground that its theme makes can be read."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from hypothesis import example, given
from hypothesis import strategies as st

from partners.queries.colours import READABLE, contrast, darker, lighter, nearest_readable, theme_colours

hex_colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def tokens() -> tuple[dict[str, str], dict[str, str]]:
    """The hex colours of tokens.css: the light scheme's and the dark one's."""
    text = (Path(settings.BASE_DIR) / "static" / "css" / "tokens.css").read_text()
    light, dark = text.split("@media (prefers-color-scheme: dark)")
    found = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", part)) for part in (light, dark))
    return tuple(found)


def unreadable(pairs: dict[str, tuple[str, str]]) -> dict[str, float]:
    ratios = {name: contrast(*pair) for name, pair in pairs.items()}
    return {name: ratio for name, ratio in ratios.items() if ratio < READABLE}


@given(hex_colours, hex_colours)
@example("#ffffff", "#000000")
@example("#000000", "#ffffff")
@example("#ffff00", "#ffff00")
@example("#777777", "#777777")
def test_every_pair_of_a_theme_can_be_read_in_light_and_dark(brand_colour, accent_colour):
    light, dark = tokens()

    theme = theme_colours(SimpleNamespace(brand_colour=brand_colour, accent_colour=accent_colour))

    pairs = {
        "white on brand": (theme["ink"], theme["brand"]),
        "brand on paper": (theme["brand"], light["paper"]),
        "brand on surface": (theme["brand"], light["surface"]),
        "brand on tint": (theme["brand"], theme["tint"]),
        "ink on tint": (light["ink"], theme["tint"]),
        "soft ink on tint": (light["ink-soft"], theme["tint"]),
        "dark: ink on brand": (dark["accent-ink"], theme["brand_dark"]),
        "dark: brand on paper": (theme["brand_dark"], dark["paper"]),
        "dark: brand on surface": (theme["brand_dark"], dark["surface"]),
        "dark: brand on tint": (theme["brand_dark"], theme["tint_dark"]),
        "dark: ink on tint": (dark["ink"], theme["tint_dark"]),
        "dark: soft ink on tint": (dark["ink-soft"], theme["tint_dark"]),
    }
    assert unreadable(pairs) == {}


@given(hex_colours, st.sampled_from(["#ffffff", "#fbf7f0", "#222a2f", "#000000"]))
def test_nearest_readable_is_the_colour_itself_where_that_can_be_read(colour, against):
    found = nearest_readable(colour, against=against)

    assert contrast(found, against) >= READABLE
    assert (found == colour) == (contrast(colour, against) >= READABLE)


@given(hex_colours)
def test_shades_go_all_the_way(colour):
    assert (darker(colour, 0), darker(colour, 1), lighter(colour, 0), lighter(colour, 1)) == (
        colour,
        "#000000",
        colour,
        "#ffffff",
    )


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_colours_that_can_be_read_are_left_as_they_were_chosen():
    theme = theme_colours(SimpleNamespace(brand_colour="#1d5b57", accent_colour="#e2efe9"))

    assert (theme["brand"], theme["tint"]) == ("#1d5b57", "#e2efe9")
