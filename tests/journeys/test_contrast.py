"""Two hundred random pairs of colours, as the browser computes them on a page with every kind of component."""

import random
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import Client

from courses.domain import adopt_course
from courses.domain.building import build_course
from partners.enums import Role
from partners.queries.colours import refused_colours, theme_colours
from tests.factories.brands import drafted
from tests.factories.courses import course_draft, lesson_draft
from tests.factories.partners import make_partners, make_person
from tests.journeys.conftest import DESK

PAIRS = 200
SCRIPT = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
BLOCKS = [
    ("paragraph", "<h2>Words</h2><p>One steady adult helps.</p><ul><li>Listening</li></ul>"),
    ("callout", {"heading": "To keep", "text": "<p>Small steps.</p>"}),
    ("check_in", {"text": "<p>How are you?</p>"}),
    ("accordion", {"items": [{"heading": "Why?", "text": "<p>Because.</p>"}]}),
    (
        "scenario",
        {
            "heading": "At the door",
            "situation": "<p>Somebody rings.</p>",
            "ways": [{"action": "Open", "consequence": "<p>They talk.</p>"}] * 2,
        },
    ),
]
PUBLIC = (
    "/alder/",
    "/alder/course-1/",
    "/alder/course-1/1/",
    "/alder/course-1/1/3/",
    "/my-learning/",
    "/check/",
)
STAFF = (
    "/staff/",
    "/staff/alder/brand/",
    "/staff/alder/brand/change/logo/",
    "/staff/alder/posters/",
    "/staff/alder/brand/preview/certificate/",
)


def random_pairs() -> list[tuple[str, str]]:
    """The same at every run: half of them any colours at all, half a deep one on a pale one."""
    dice = random.Random(2026)

    def colour(low: int, high: int) -> str:
        return "#" + "".join(f"{dice.randint(low, high):02x}" for _part in range(3))

    return [
        (colour(0, 255), colour(0, 255)) if number % 2 else (colour(0, 140), colour(205, 255))
        for number in range(PAIRS)
    ]


def taken(brand: str, accent: str) -> tuple[str, str]:
    """The pair itself, or with every suggestion taken."""
    pair = {"brand_colour": brand, "accent_colour": accent}
    pair |= {refusal.field: refusal.suggestion for refusal in refused_colours(brand, accent)}
    return pair["brand_colour"], pair["accent_colour"]


def theme_of(brand: str, accent: str) -> dict[str, str]:
    """The custom properties as theme.css serves them."""
    colours = theme_colours(SimpleNamespace(brand_colour=brand, accent_colour=accent))
    return dict(
        re.findall(r"(--[a-z-]+):([^;}]+)", render_to_string("partners/theme.css", {"colours": colours}))
    )


@pytest.fixture
def section(live_server, transactional_db, django_db_serialized_rollback):
    """A section with a course that holds every block, and a draft of its look."""
    partners = make_partners()
    draft = course_draft(lessons=1)
    draft.modules[0].activities.insert(0, lesson_draft("3", blocks=BLOCKS))
    course = build_course(section=partners.programme, draft=draft, is_shared=True)
    adopt_course(section=partners.alder, course=course)
    drafted(partners.alder, footer="New.", brand_colour="#5b1d57")
    return partners.alder


def signed_in_cookie(section) -> dict:
    client = Client()
    client.force_login(make_person(section, Role.COMMUNICATIONS))
    return {"name": "sessionid", "value": client.cookies["sessionid"].value}


def bring(page, address: str) -> None:
    """Adds another page's content below; its own styles come along."""
    page.evaluate(
        """async (address) => {
            const answer = await fetch(address);
            const found = new DOMParser().parseFromString(await answer.text(), "text/html");
            for (const sheet of found.querySelectorAll("link[rel=stylesheet]")) {
                const href = new URL(sheet.getAttribute("href"), location.origin).href;
                const is_theme = href.includes("theme.css");
                if (!is_theme && ![...document.querySelectorAll("link")].some((known) => known.href === href)) {
                    const link = document.createElement("link");
                    link.rel = "stylesheet";
                    link.href = href;
                    const loaded = new Promise((done) => { link.onload = done; });
                    document.head.append(link);
                    await loaded;
                }
            }
            document.body.append(...found.querySelector("main").children);
        }""",
        address,
    )


def every_component(phone, site: str, section):
    """One document with every kind of component, as somebody part-way sees them, and staff too."""
    page = phone(size=DESK, reduced_motion="reduce")
    page.context.add_cookies([{**signed_in_cookie(section), "url": site}])
    page.goto(f"{site}/alder/course-1/1/3/")
    page.locator("main [data-primary]").click()
    page.goto(f"{site}/alder/course-1/1/2/")
    page.locator("main [data-primary]").click()
    page.wait_for_load_state("load")
    if "/learn/" not in page.url:
        page.goto(f"{site}/alder/course-1/1/2/")
    page.locator("[data-primary]").first.click()
    page.locator("input[name=choice]").first.check()
    for address in (*PUBLIC, *STAFF):
        bring(page, address)
    return page


def with_keyboard(page) -> None:
    """The focus on a button, as somebody has it who uses no mouse: with its ring."""
    page.locator(".button:visible").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")


def test_every_accepted_pair_can_be_read_as_the_browser_computes_it(section, live_server, phone):
    pairs = random_pairs()
    accepted = [pair for pair in pairs if not refused_colours(*pair)]
    themes = [theme_of(*taken(*pair)) for pair in pairs]
    page = every_component(phone, live_server.url, section)
    with_keyboard(page)
    hovered = {
        "primary": page.locator("button.button:not(.button--plain, .button--quiet):visible").last,
        "plain": page.locator(".button--plain:visible").last,
    }

    for scheme, button in (("light", "primary"), ("dark", "primary"), ("dark", "plain"), ("light", "plain")):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        hovered[button].hover()
        found = page.evaluate(SCRIPT, themes if button == "primary" else themes[::10])
        assert found["bad"] == [], f"{scheme}, pointer on {button}"
        assert (found["texts"] > 140, found["marks"] > 3) == (True, True)

    assert 40 <= len(accepted) <= 160
    assert [tuple(map(theme_of(*pair).get, ("--brand", "--brand-tint"))) for pair in accepted] == accepted
    # And it would have seen it.
    unsafe = {"--brand": "#d896d2", "--brand-tint": "#8a8a8a"}
    found = page.evaluate(SCRIPT, [{**theme_of("#1d5b57", "#e2efe9"), **unsafe}])
    assert refused_colours(*unsafe.values()) != []
    for part in ("button.button", "eyebrow"):
        assert any(part in line for line in found["bad"])
