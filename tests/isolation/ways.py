"""What else is asked of an address once it has answered: searches, exports, others' things in query and form."""

from collections.abc import Iterator
from urllib.parse import urljoin

from .expect import FINE
from .fill import Case
from .forms import as_it_stands, forms_in, with_things_of
from .marks import NEEDLE
from .people import Person
from .walk import Request
from .world import World

ALSO = frozenset(FINE | {403, 404, 405})
SEARCHES = ("q", "search", "filter")
EXPORTS = ("export=csv", "export=xlsx", "format=csv", "format=xlsx")
# Parameter → whose number it takes.
NUMBERS = {
    "id": ("page", "image", "document", "user"),
    "parent_page_id": ("page",),
    "child_of": ("page",),
    "descendant_of": ("page",),
    "ancestor_of": ("page",),
    "collection_id": ("collection",),
    "user": ("user",),
    "owner": ("user",),
    "next": ("path",),
    "page_type": (),
    "course": ("course_key",),
    "partner": ("slug", "partner_number"),
}


def further(world: World, person: Person, case: Case, response, text: str) -> Iterator[Request]:
    """For an address that showed a page of this person's own, or of nobody's."""
    own = world.owners.get(person.home or "alder")
    if case.named - {own.name} or (case.section and case.section != own.name):
        return
    other = world.owners["birch" if own.name != "birch" else "alder"]
    for query in _queries(other):
        yield Request(case, query=query, also=ALSO)
    if case.entry and "POST" in case.entry.methods:
        yield from _forms(case, response, text, own, other)


def _queries(other) -> Iterator[str]:
    yield from (f"{name}={NEEDLE}" for name in SEARCHES)
    yield from EXPORTS
    for name, nouns in NUMBERS.items():
        for noun in nouns:
            if noun == "slug":
                yield f"{name}={other.slug}"
            elif noun == "partner_number":
                yield f"{name}={other.partner.pk}"
            else:
                yield "&".join(f"{name}={value}" for value in other.things[noun][:2])


def _forms(case: Case, response, text: str, own, other) -> Iterator[Request]:
    if not response.get("Content-Type", "").startswith(("text/html", "application/json")):
        return
    for form in forms_in(text):
        filled = as_it_stands(form)
        for sent in (filled, with_things_of(filled, own, other)):
            url = urljoin(case.url, sent.action) if sent.action else case.url
            if not url.startswith("/"):
                continue
            there = Case(case.address, url.partition("#")[0], case.owners)
            yield Request(there, "POST", data=sent.data, also=ALSO)
