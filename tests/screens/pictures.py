"""Small pictures of every kind of page at 360 and 1280 px, with a page that shows them all."""

import io
import re
import time
from argparse import Namespace
from pathlib import Path

from PIL import Image

from tests.screens.checks import DESK, PHONE
from tests.screens.learner import learner_kinds
from tests.screens.mirror import COOKIE
from tests.screens.staff import staff_kinds

# A whole page may be longer than anybody looks at in a picture.
TALLEST = {PHONE["width"]: 1480, DESK["width"]: 1800}
# How wide a picture is kept: a desk's is made smaller.
KEPT_WIDTH = {PHONE["width"]: 360, DESK["width"]: 800}
MOST_BYTES = 22_000
# Some of them in the other scheme and the other direction too.
OTHERWISE = (
    "section",
    "course",
    "lesson",
    "question",
    "answered",
    "course finished",
    "my learning, on the way",
)
INTRODUCTION = """\
# Screens

Every kind of page at 360 and 1280 px, with the sample partnership. `bin/screens` makes the pictures and this page
anew; `bin/screens --check` looks at the same pages in both sizes, directions and schemes with axe, and measures
targets, reflow and what a screen reader is told.
"""


def draw(browser, site: str, chosen: Namespace, began: float) -> int:
    """Empties the folder of earlier pictures first."""
    chosen.into.mkdir(parents=True, exist_ok=True)
    if not chosen.only:
        for earlier in chosen.into.glob("*.webp"):
            earlier.unlink()
    drawn = []
    for scheme, direction in (("light", "ltr"), ("dark", "ltr"), ("light", "rtl")):
        if chosen.look in ("", f"{scheme}-{direction}"):
            drawn += _walked(browser, site, chosen, scheme, direction)
    if not chosen.only:
        (chosen.into / "README.md").write_text(_index(drawn), encoding="utf-8")
    size = sum(path.stat().st_size for path in chosen.into.glob("*.webp"))
    print(
        f"{len(drawn)} kinds of page drawn in {time.monotonic() - began:.0f} s, "
        f"{len(list(chosen.into.glob('*.webp')))} pictures of {size / 1_000_000:.1f} MB in {chosen.into}"
    )
    return 0


def _walked(browser, site: str, chosen: Namespace, scheme: str, direction: str) -> list:
    ending = "" if (scheme, direction) == ("light", "ltr") else f"-{scheme}-{direction}"
    context = browser.new_context(
        viewport=PHONE, locale="en-GB", reduced_motion="reduce", color_scheme=scheme
    )
    context.set_default_timeout(15_000)
    if direction == "rtl":
        context.add_cookies([{"name": COOKIE, "value": "1", "url": site}])
    page, drawn = context.new_page(), []
    for group, kinds in (("Learners", learner_kinds), ("Staff", staff_kinds)):
        for kind in kinds(page, site):
            if chosen.only in kind and (not ending or chosen.look or kind in OTHERWISE):
                drawn.append(
                    (group, f"{kind}{_in_words(ending)}", _pictures(page, kind, ending, chosen.into))
                )
    context.close()
    return drawn


def _in_words(ending: str) -> str:
    return {"": "", "-dark-ltr": ", in the dark", "-light-rtl": ", from right to left"}[ending]


def _pictures(page, kind: str, ending: str, folder: Path) -> list[str]:
    names = []
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST[size["width"]])
        # A window as tall as the picture: nothing that sticks to its edge stands in the middle.
        page.set_viewport_size({"width": size["width"], "height": max(height, size["height"])})
        names.append(f"{slug_of(kind)}{ending}-{size['width']}.webp")
        (folder / names[-1]).write_bytes(small(page.screenshot(), KEPT_WIDTH[size["width"]]))
    page.set_viewport_size(PHONE)
    return names


def slug_of(kind: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", kind.lower()).strip("-")


def small(png: bytes, width: int, most: int = MOST_BYTES) -> bytes:
    """As WebP of at most so many bytes: as good as goes, and cut off below where nothing else helps."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    if picture.width > width:
        picture = picture.resize((width, round(picture.height * width / picture.width)), Image.LANCZOS)
    while True:
        for quality in (70, 45, 28):
            made = io.BytesIO()
            picture.save(made, "WEBP", quality=quality, method=4)
            if made.tell() <= most:
                return made.getvalue()
        picture = picture.crop((0, 0, picture.width, round(picture.height * 0.8)))


def _index(drawn: list) -> str:
    lines = [INTRODUCTION]
    for group in dict.fromkeys(group for group, _kind, _names in drawn):
        lines += [f"## {group}", "", "| Page | 360 px | 1280 px |", "|---|---|---|"]
        for of, kind, (phone, desk) in drawn:
            if of == group:
                said = kind[0].upper() + kind[1:]
                lines.append(
                    f'| {said} | <img src="{phone}" width="180" alt="{said}, 360 px"> '
                    f'| <img src="{desk}" width="400" alt="{said}, 1280 px"> |'
                )
        lines.append("")
    return "\n".join(lines)
