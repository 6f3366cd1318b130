"""Which pages are asked for, by whom, and what they cost the server."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from tests.bench.sites import Site

BARE = "bare lesson"
# Name of a phase → its line in the table. Each has its goal in tests.bench.report.
TITLES = {
    "adopted, reading": "Lesson, adopted course: guest who only reads",
    "adopted, guest": "Lesson, adopted course: guest with progress",
    "adopted, signed in": "Lesson, adopted course: signed in",
    "own, reading": "Lesson, own course: guest who only reads",
    "own, guest": "Lesson, own course: guest with progress",
    "own, signed in": "Lesson, own course: signed in",
    "start, reading": "Start page: guest who only reads",
    "start, guest": "Start page: guest with progress",
    "answer, guest": "Answer in a quiz: guest",
    "answer, signed in": "Answer in a quiz: signed in",
}


@dataclass(frozen=True)
class Phase:
    """`visits` gives one request after the other, without end for a page that is only read."""

    name: str
    site: Site
    visits: Iterator[dict]
    status: int = 200
    leads_to: str = ""

    def spend(self, requests: int) -> float:
        """Sends so many requests, one at a time; the seconds of CPU that they took the server."""
        chosen = list(islice(self.visits, requests))
        before = self.site.cpu_seconds()
        for visit in chosen:
            self._send(visit)
        return self.site.cpu_seconds() - before

    def _send(self, visit: dict) -> None:
        response, _body = self.site.ask(**visit)
        target = response.headers.get("Location", "")
        if response.status != self.status or self.leads_to not in target:
            raise SystemExit(f"{self.name}: {visit['path']} answered {response.status} {target}")


def phases(ours: Site, bare: Site) -> list[Phase]:
    """The bare lesson and all of ours."""
    facts = ours.facts
    guest, signed_in = facts["people"]["guest"], facts["people"]["signed_in"]
    found = [Phase(BARE, bare, _reads(facts["lesson"]["own"]))]
    for place, path in facts["lesson"].items():
        found += [
            Phase(f"{place}, reading", ours, _reads(path)),
            Phase(f"{place}, guest", ours, _reads(path, guest)),
            Phase(f"{place}, signed in", ours, _reads(path, signed_in)),
        ]
    answers = facts["answers"]
    return [
        *found,
        Phase("start, reading", ours, _reads(facts["start"])),
        Phase("start, guest", ours, _reads(facts["start"], guest)),
        _answering("answer, guest", ours, answers["guest"]),
        _answering("answer, signed in", ours, answers["signed_in"]),
    ]


def check_same_body(ours: Site, bare: Site) -> None:
    """A comparison is worth something only where both show the same words."""
    _response, page = bare.ask(ours.facts["lesson"]["own"], encodings="identity")
    body = _bare_text(page.decode().partition("<!-- body -->")[2].partition("<!-- end of body -->")[0])
    for path in ours.facts["lesson"].values():
        response, page = ours.ask(path, encodings="identity")
        if response.status != 200 or not body or body not in _bare_text(page.decode()):
            raise SystemExit(f"The lesson at {path} is not the one that the bare site shows.")


def _answering(name: str, site: Site, sets: list[list[dict]]) -> Phase:
    """Each answer can be given once."""
    return Phase(name, site, iter([form for forms in sets for form in forms]), 302, "/answered/")


def _reads(path: str, cookie: str = "") -> Iterator[dict]:
    return cycle([{"path": path, "cookie": cookie}])


def _bare_text(html: str) -> str:
    return " ".join(html.split())
