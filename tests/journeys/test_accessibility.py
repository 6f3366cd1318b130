"""Every kind of page for everybody: axe, targets, reflow and what a screen reader is told. `bin/screens --check`
looks at each page in every way; here axe looks at each in one way, which changes from page to page, and targets are
measured in the opposite one too. Colours of both schemes are read by test_contrast.
"""

from itertools import count
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from partners.rules.access import Who, access_list
from tests.journeys.conftest import PHONE
from tests.screens.checks import LOOKS, axe, looked_at, measured, reflowed, spoken
from tests.screens.desks import NO_DESKS, desk_kinds
from tests.screens.learner import NO_PAGES, learner_kinds
from tests.screens.staff import staff_kinds


@pytest.mark.parametrize("kinds", [learner_kinds, staff_kinds, desk_kinds])
def test_every_kind_of_page_is_for_everybody(site, phone, kinds):
    page, turn, found, come_by = phone(size=PHONE), count(), [], set()
    page.set_default_timeout(15_000)

    for kind in kinds(page, site):
        at = next(turn)
        look, opposite = LOOKS[at % len(LOOKS)], LOOKS[-1 - at % len(LOOKS)]
        lines = spoken(page) + reflowed(page)
        with looked_at(page, look):
            lines += [f"{look}: {line}" for line in (*axe(page), *measured(page))]
        with looked_at(page, opposite):
            lines += [f"{opposite}: {line}" for line in measured(page)]
        found += [f"{kind}: {line}" for line in lines]
        come_by.add(name_of(page.url))

    assert not found, "\n".join(found)
    assert next(turn) > 25
    if kinds is learner_kinds:
        assert for_everybody() - come_by - {*NO_PAGES} == set()
    if kinds is desk_kinds:
        assert behind_the_navigation() - come_by - {*NO_DESKS} == set()


def name_of(url: str) -> str:
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return ""


def for_everybody() -> set[str]:
    """The names of addresses that show something to anybody."""
    return {
        entry.name
        for entry in access_list().values()
        if entry.who is Who.EVERYBODY and entry.allows_method("GET") and not is_library(entry.name)
    }


def behind_the_navigation() -> set[str]:
    """The names of staff's screens to which no navigation leads by itself."""
    return {
        entry.name
        for entry in access_list().values()
        if entry.who is Who.PLACE and entry.allows_method("GET") and not entry.label
    }


def is_library(name: str) -> bool:
    """Wagtail's and allauth's own, and what serves files."""
    return name.startswith(("wagtail", "media", "account_", "pages-", "admin-"))
