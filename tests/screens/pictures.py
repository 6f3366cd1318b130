"""Small pictures of every kind of page at 360 and 1280 px, with a page that shows them all."""

import io
import re
import time
from argparse import Namespace
from pathlib import Path

from PIL import Image

from tests.screens.checks import DESK, PHONE
from tests.screens.desks import desk_kinds
from tests.screens.learner import learner_kinds
from tests.screens.mirror import COOKIE
from tests.screens.staff import staff_kinds

# A whole page may be longer than anybody looks at in a picture.
TALLEST = {PHONE["width"]: 1360, DESK["width"]: 1600}
# How wide a picture is kept: a desk's is made smaller.
KEPT_WIDTH = {PHONE["width"]: 360, DESK["width"]: 800}
MOST_BYTES = 15_500
MOST_IN_ALL = 6_500_000
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
# Side by side in the README.
TOGETHER = ("course", "lesson-with-a-picture", "answered", "certificate")
INTRODUCTION = """\
# Screens

Every kind of page at 360 and 1280 px, with the sample partnership. `bin/screens` makes the pictures and this page
anew; `bin/screens --check` looks at the same pages in both sizes, directions and schemes with axe, and measures
targets, reflow and what a screen reader is told.
"""


def draw(browser, site: str, chosen: Namespace, began: float) -> int:
    """Empties the folder of earlier pictures first. 1 where the folder is too big for a checkout."""
    chosen.into.mkdir(parents=True, exist_ok=True)
    if not chosen.only:
        for earlier in chosen.into.glob("*.webp"):
            earlier.unlink()
    drawn = _walked(browser, site, chosen)
    if not (chosen.only or chosen.look):
        (chosen.into / "README.md").write_text(_index(drawn), encoding="utf-8")
        (chosen.into / "learner.webp").write_bytes(_together(chosen.into))
    pictures = [*chosen.into.glob("*.webp")]
    size = sum(path.stat().st_size for path in pictures)
    print(
        f"{len(drawn)} rows drawn in {time.monotonic() - began:.0f} s, "
        f"{len(pictures)} pictures of {size / 1_000_000:.1f} MB in {chosen.into}"
    )
    return 1 if size > MOST_IN_ALL else 0


def _walked(browser, site: str, chosen: Namespace) -> list:
    scheme, _dash, direction = (chosen.look or "light-ltr").partition("-")
    context = browser.new_context(
        viewport=PHONE, locale="en-GB", reduced_motion="reduce", color_scheme=scheme
    )
    context.set_default_timeout(15_000)
    if direction == "rtl":
        context.add_cookies([_mirror(site)])
    page, drawn = context.new_page(), []
    for group, kinds in (("Learners", learner_kinds), ("Staff", staff_kinds), ("Staff", desk_kinds)):
        for kind in kinds(page, site):
            if chosen.only in kind:
                drawn.append((group, kind, _pictures(page, kind, "", chosen.into)))
                if kind in OTHERWISE and not chosen.look:
                    drawn += [(group, *row) for row in _otherwise(page, site, kind, chosen.into)]
    context.close()
    return drawn


def _otherwise(page, site: str, kind: str, folder: Path) -> list:
    """The same page in the dark, and from right to left; then it stands there again as before."""
    page.emulate_media(color_scheme="dark")
    rows = [(f"{kind}{_in_words('-dark-ltr')}", _pictures(page, kind, "-dark-ltr", folder))]
    page.emulate_media(color_scheme="light")
    page.context.add_cookies([_mirror(site)])
    page.reload()
    rows.append((f"{kind}{_in_words('-light-rtl')}", _pictures(page, kind, "-light-rtl", folder)))
    page.context.clear_cookies(name=COOKIE)
    page.reload()
    return rows


def _mirror(site: str) -> dict:
    return {"name": COOKIE, "value": "1", "url": site}


def _in_words(ending: str) -> str:
    return {"-dark-ltr": ", in the dark", "-light-rtl": ", from right to left"}[ending]


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


def _together(folder: Path) -> bytes:
    """Four phones beside each other, the upper part of each."""
    width, height, gap = PHONE["width"], PHONE["height"], 24
    sheet = Image.new("RGB", (len(TOGETHER) * (width + gap) + gap, height + 2 * gap), "#d9dfdb")
    for at, name in enumerate(TOGETHER):
        screen = Image.open(folder / f"{name}-{width}.webp").crop((0, 0, width, height))
        sheet.paste(screen, (gap + at * (width + gap), gap))
    return small(_png(sheet), 1200, 40_000)


def _png(picture: Image.Image) -> bytes:
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


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
