"""Whatever colours a partner chooses, each pair of text and ground that its theme makes can be read."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from hypothesis import example, given
from hypothesis import strategies as st

from partners.queries import colours
from partners.queries.colours import (
    READABLE,
    contrast,
    darker,
    lighter,
    nearest_readable,
    pairs_of,
    reads_as_danger,
    refused_colours,
    theme_colours,
)

hex_colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def tokens() -> tuple[dict[str, str], dict[str, str]]:
    """The hex colours of tokens.css: the light scheme's and the dark one's."""
    text = (Path(settings.BASE_DIR) / "static" / "css" / "tokens.css").read_text()
    light, dark = text.split("@media screen and (prefers-color-scheme: dark)")
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


# Refused and accepted


def test_colours_that_the_sums_are_made_with_are_those_of_the_tokens():
    light, dark = tokens()

    assert {
        "paper": colours.PAPER,
        "surface": colours.SURFACE,
        "ink": colours.INK,
        "ink-soft": colours.SOFT_INK,
        "ring": colours.RING,
        "ring-edge": colours.RING_EDGE,
    }.items() <= light.items()
    assert {
        "paper": colours.DARK_PAPER,
        "surface": colours.DARK_SURFACE,
        "ink": colours.DARK_INK,
        "ink-soft": colours.DARK_SOFT_INK,
        "accent-ink": colours.DARK_BUTTON_INK,
        "ring-edge": colours.DARK_RING_EDGE,
    }.items() <= dark.items()


def test_mixtures_that_the_sums_are_made_with_are_those_of_the_sheets():
    folder = Path(settings.BASE_DIR) / "static" / "css"

    assert (
        f"var(--accent) {100 - colours.LINK_INK * 100:.0f}%, var(--ink)"
        in (folder / "tokens.css").read_text()
    )
    assert f"rgb(0 0 0 / {colours.HOVER:.0%})" in (folder / "components" / "button.css").read_text()


@given(hex_colours, hex_colours)
@example("#ffffff", "#000000")
@example("#1d5b57", "#e2efe9")
@example("#767676", "#ffffff")
@example("#777777", "#777777")
def test_what_is_accepted_is_used_as_it_is_and_what_is_refused_has_a_shade_that_is_accepted(brand, accent):
    refusals = refused_colours(brand, accent)
    taken = {"brand_colour": brand, "accent_colour": accent} | {
        refusal.field: refusal.suggestion for refusal in refusals
    }
    theme = theme_colours(SimpleNamespace(**taken))

    assert refused_colours(taken["brand_colour"], taken["accent_colour"]) == []
    assert (theme["brand"], theme["tint"]) == (taken["brand_colour"], taken["accent_colour"])
    assert [str(pair.label) for pair in pairs_of(theme) if not pair.passes] == []
    for refusal in refusals:
        assert not refusal.pair.passes
        assert refusal.suggestion != {"brand_colour": brand, "accent_colour": accent}[refusal.field]


@pytest.mark.parametrize(
    ("brand", "accent", "fields"),
    [
        ("#1d5b57", "#e2efe9", []),
        ("#8fd0c5", "#e2efe9", ["brand_colour"]),
        ("#1d5b57", "#1d5b57", ["accent_colour"]),
        ("#ffffff", "#000000", ["accent_colour", "brand_colour"]),
        # Readable on white, but not on this second colour.
        ("#6b6b6b", "#dcdcdc", ["brand_colour"]),
    ],
)
def test_refusal_stands_beside_the_colour_at_fault(brand, accent, fields):
    assert [refusal.field for refusal in refused_colours(brand, accent)] == fields


def test_capital_letters_make_no_other_colour():
    assert refused_colours("#1D5B57", "#E2EFE9") == []
    assert [row.field for row in refused_colours("#8FD0C5", "#E2EFE9")] == ["brand_colour"]


@pytest.mark.parametrize(
    ("colour", "is_danger"),
    [
        ("#c8102e", True),
        ("#99371b", True),
        ("#b00020", True),
        ("#1d5b57", False),
        ("#7c3a70", False),
        ("#f8e0e0", False),
        ("#2b0a0a", False),
        ("#b26a00", False),
    ],
)
def test_red_that_reads_as_danger(colour, is_danger):
    assert reads_as_danger(colour) is is_danger
