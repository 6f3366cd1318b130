"""Which pages are asked for, by whom, and what they cost the server."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from tests.bench.sites import Site

BARE = "bare lesson"
ONWARD = re.compile(r'<a [^>]*href="(?P<address>[^"]*)"[^>]*data-primary')
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
    "question, in place": "A question and the next, with its script: guest",
    "question, by pages": "A question and the next, without: guest",
    "claim": "Opening one's work with a code",
    "certificate": "PDF of an issued certificate",
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
        self._ask(visit, self.status, self.leads_to)

    def _ask(self, visit: dict, status: int, leads_to: str = "") -> None:
        response, _body = self.site.ask(**visit)
        target = response.headers.get("Location", "")
        if response.status != status or leads_to not in target:
            raise SystemExit(f"{self.name}: {visit['path']} answered {response.status} {target}")


class Flow(Phase):
    """One visit is several requests of one person, one after the other; `status` is the first one's."""

    def _send(self, visit: list[dict]) -> None:
        first, *others = visit
        self._ask(first, self.status, self.leads_to)
        for step in others:
            self._ask(step, 200)


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
        Flow("question, in place", ours, _each(facts["questions"]["in_place"])),
        Flow("question, by pages", ours, _each(facts["questions"]["by_pages"]), 302, "/answered/"),
        Phase("certificate", ours, _reads(**facts["certificate"])),
        Phase("claim", ours, cycle([facts["claim"]]), 302, "/my-learning/"),
    ]


def requests_a_question(site: Site, way: str) -> int:
    """How often a browser asks, redirects included, from one question's form to the next page."""
    form = site.facts["one_question"][way]
    headers = {"X-In-Place": "yes"} if way == "in_place" else {}
    response, page = site.ask(**form, encodings="identity", **headers)
    asked = 1
    while response.status == 302 or b"data-focus" in page:
        onward = ONWARD.search(page.decode())
        target = response.headers["Location"] if response.status == 302 else onward["address"]
        response, page = site.ask(target, cookie=form["cookie"], encodings="identity", **headers)
        asked += 1
    return asked


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
    return Phase(name, site, _each(sets), 302, "/answered/")


def _each(sets: list[list]) -> Iterator:
    return iter([visit for visits in sets for visit in visits])


def _reads(path: str, cookie: str = "") -> Iterator[dict]:
    return cycle([{"path": path, "cookie": cookie}])


def _bare_text(html: str) -> str:
    return " ".join(html.split())
