"""Every kind of page in both sizes, directions and schemes, and what is found there."""

import time
from collections.abc import Iterator

from tests.screens.checks import LOOKS, PHONE, axe, looked_at, measured, reflowed, spoken
from tests.screens.desks import desk_kinds
from tests.screens.learner import stretches
from tests.screens.mirror import COOKIE
from tests.screens.staff import staff_kinds


def ways(browser, site: str) -> Iterator[tuple[str, str, object]]:
    """(kind, direction, browser page) for each kind, first from left to right and then mirrored."""
    pages = {direction: _phone(browser) for direction in ("ltr", "rtl")}
    for stretch in (*stretches(), staff_kinds, desk_kinds):
        for direction, page in pages.items():
            if direction == "rtl":
                _mirror(page.context, site)
            for kind in stretch(page, site):
                yield kind, direction, page
    for page in pages.values():
        page.context.close()


def _mirror(context, site: str) -> None:
    """For each stretch anew: a phone that has been cleared has let go of this too."""
    context.add_cookies([{"name": COOKIE, "value": "1", "url": site}])


def _phone(browser):
    context = browser.new_context(viewport=PHONE, locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(15_000)
    return context.new_page()


def check(browser, site: str, only: str = "") -> dict:
    """Looks at all of them; says at once what is found."""
    seen, looks, found = [], 0, []
    for kind, direction, page in ways(browser, site):
        if only not in kind:
            continue
        seen.append(kind)
        lines = [f"spoken: {line}" for line in spoken(page)] + [f"320 px: {line}" for line in reflowed(page)]
        if page.evaluate("document.documentElement.dir") != direction:
            lines.append(f"not {direction}")
        for look in LOOKS:
            if look.direction == direction:
                looks += 1
                with looked_at(page, look):
                    lines += [f"{look}: {line}" for line in (*axe(page), *measured(page))]
        for line in lines:
            print(f"{kind} ({direction}): {line}", flush=True)
        found += lines
    return {"kinds": len({*seen}), "looks": looks, "found": found}


def tell(result: dict, began: float) -> int:
    """One line for all of it; 1 where anything was found."""
    print(
        f"{result['kinds']} kinds of page, looked at {result['looks']} times in both sizes, directions and schemes "
        f"in {time.monotonic() - began:.0f} s: {len(result['found'])} findings"
    )
    return 1 if result["found"] else 0
