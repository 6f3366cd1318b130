"""What is asked of every kind of page: axe, targets, reflow, names, landmarks and headings."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
MEASURE = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")
SPOKEN_ROLES = {
    "button", "checkbox", "combobox", "link", "listbox", "menuitem", "radio", "searchbox", "slider", "spinbutton",
    "switch", "tab", "textbox", "image", "img", "dialog", "table", "DisclosureTriangle", "Audio", "Video",
}  # fmt: skip
TEXT = "document.documentElement.dataset.text ?? ''"
SET_TEXT = """letters => {
  if (letters) document.documentElement.dataset.text = letters;
  else delete document.documentElement.dataset.text;
}"""
# 400 % of a window of 1280 x 1024.
ZOOMED = {"width": 320, "height": 256}
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Look:
    """One way of looking at a page."""

    size: dict
    direction: str
    scheme: str

    def __str__(self) -> str:
        return f"{self.size['width']} px, {self.direction}, {self.scheme}"


LOOKS = tuple(
    Look(size, direction, scheme)
    for direction in ("ltr", "rtl")
    for scheme in ("light", "dark")
    for size in (PHONE, DESK)
)


@contextmanager
def looked_at(page, look: Look) -> Iterator[None]:
    """The page itself, not loaded again: another window, scheme and, where it is not so already, direction."""
    before, size = page.evaluate("document.documentElement.dir"), page.viewport_size
    page.set_viewport_size(look.size)
    page.emulate_media(color_scheme=look.scheme, reduced_motion="reduce")
    page.evaluate("dir => { document.documentElement.dir = dir }", look.direction)
    try:
        yield
    finally:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="light")
        page.evaluate("dir => { document.documentElement.dir = dir }", before)


def axe(page, rules: dict = RULES) -> list[str]:
    """What axe finds; it is brought into the page once."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("rules => axe.run(document, rules)", {**rules, "resultTypes": ["violations"]})
    return [f"{row['id']} {row['nodes'][0]['target']}" for row in found["violations"]]


def findings(page) -> list[str]:
    """What axe finds, each line with the page's address."""
    return [f"{page.url}: {line}" for line in axe(page)]


def measured(page) -> list[str]:
    """Targets of less than 44 px, and a page wider than its window."""
    return page.evaluate(MEASURE)


def reflowed(page) -> list[str]:
    """At 320 px, which is 400 % zoom on a desk: no scrolling in two directions, also with the largest letters."""
    size, chosen, found = page.viewport_size, page.evaluate(TEXT), []
    page.set_viewport_size(ZOOMED)
    # Whoever has no Exit works here, and has no letters to choose at the foot of the page.
    for letters in (chosen, "larger") if page.locator("[data-exit]").count() else (chosen,):
        page.evaluate(SET_TEXT, letters)
        found += [f"letters {letters or 'normal'}: {line}" for line in measured(page) if "wider" in line]
    page.evaluate(SET_TEXT, chosen)
    page.set_viewport_size(size)
    return found


def spoken(page) -> list[str]:
    """What a screen reader is told: names, landmarks and the order of headings, from the accessibility tree."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    rows = [_row(node) for node in nodes if not node.get("ignored")]
    found = [f"{role} without a name" for role, name, _level in rows if role in SPOKEN_ROLES and not name]
    roles = [role for role, _name, _level in rows]
    for role, least, most in (("main", 1, 1), ("banner", 0, 1), ("contentinfo", 0, 1)):
        if not least <= roles.count(role) <= most:
            found.append(f"{roles.count(role)} landmarks {role}")
    places = [
        (role, name) for role, name, _level in rows if role in ("navigation", "region", "complementary")
    ]
    found += [f"two landmarks {role} {name!r}" for role, name in {*places} if places.count((role, name)) > 1]
    levels = [int(level) for role, _name, level in rows if role == "heading"]
    if levels[:2] == [2, 1] and page.locator(".errors").count():
        levels = levels[1:]  # what is missing is said before everything else
    if levels.count(1) != 1 or levels[0] != 1:
        found.append(f"headings of level {levels[:8]}")
    jumps = [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1]
    return found + [f"heading {lower} after {upper}" for upper, lower in jumps]


def _row(node: dict) -> tuple[str, str, int]:
    level = next(
        (each["value"]["value"] for each in node.get("properties", ()) if each["name"] == "level"), 0
    )
    return node["role"]["value"], node.get("name", {}).get("value", "").strip(), level
