"""The walk: asks, reads, compares with what is expected, and puts everything back."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

from django.conf import settings
from django.db import transaction
from django.shortcuts import resolve_url
from django.test import Client

from partners.queries import memory

from .expect import SIGN_IN, answers, may_read
from .fill import Case
from .marks import marks_in
from .people import Person
from .reading import text_of
from .touch import Touch


@dataclass(frozen=True)
class Request:
    case: Case
    method: str = "GET"
    query: str = ""
    data: tuple[tuple[str, str], ...] = ()
    # What may be answered besides, because the query or the form asks for something that is not there.
    also: frozenset[int] = frozenset()
    # Only these are right, whatever the access list says of the address as a whole.
    only: frozenset[int] = frozenset()

    @property
    def url(self) -> str:
        mark = "&" if "?" in self.case.url else "?"
        return f"{self.case.url}{mark}{self.query}" if self.query else self.case.url


@dataclass(frozen=True)
class Finding:
    person: str
    method: str
    url: str
    name: str
    what: str

    def __str__(self) -> str:
        return f"{self.person}: {self.method} {self.url} ({self.name}): {self.what}"


@dataclass
class Report:
    requests: int = 0
    marks: int = 0
    findings: list[Finding] = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)
    # Names of addresses that answered with a page for somebody.
    reached: set[str] = field(default_factory=set)

    def add(self, other: "Report") -> None:
        self.requests += other.requests
        self.marks += other.marks
        self.findings += other.findings
        self.statuses += other.statuses
        self.reached |= other.reached


# Wagtail's own form there looks into its field before it has seen whether there is one.
NOT_EMPTY = {"wagtailadmin_choose_page_external_link"}
Further = Callable[[Person, Case, object, str], Iterable[Request]]


class Walker:
    """One person on the way through the site."""

    def __init__(self, person: Person, touch: Touch | None = None) -> None:
        self.person = person
        self.client: Client = person.client()
        self.touch = touch
        self.report = Report()

    def walk(self, cases: Iterable[Case], further: Further | None = None) -> Report:
        """Each address as it stands, asked and sent an empty form; then what `further` makes of its answer."""
        for case in cases:
            response, text = self.ask(Request(case))
            if further is not None and response.status_code == 200:
                for request in further(self.person, case, response, text):
                    self.ask(request)
            if case.address.name not in NOT_EMPTY:
                self.ask(Request(case, "POST"))
        return self.report

    def ask(self, request: Request):
        """The answer; what it changed is taken back."""
        with transaction.atomic():
            response = self._send(request)
            text = text_of(response)
            touched = self._touched(request, response)
            transaction.set_rollback(True)
        if request.method != "GET" or response.status_code >= 500:
            # What is kept in memory may be of what was just taken back.
            memory.forget_everything()
        self._judge(request, response, text, touched)
        return response, text

    def _send(self, request: Request):
        # A cookie set by an answer belongs to a session that is taken back.
        kept = {name: morsel.value for name, morsel in self.client.cookies.items()}
        try:
            if request.method == "GET":
                return self.client.get(request.url)
            return self.client.post(request.url, _form(request.data))
        finally:
            self.client.cookies = SimpleCookie(kept)

    def _touched(self, request: Request, response) -> set[str]:
        if self.touch is None or request.method == "GET" or response.status_code in (403, 404, 405):
            return set()
        return self.touch.changed(self.person, request.case)

    def _judge(self, request: Request, response, text: str, touched: set[str]) -> None:
        report, case = self.report, request.case
        report.requests += 1
        report.statuses[response.status_code] += 1
        if response.status_code in (200, 302) and case.entry:
            report.reached.add(case.entry.name)
        expected = request.only or answers(self.person, case, request.method)
        if not _fits(response, expected) and response.status_code not in request.also:
            told = ", ".join(sorted(str(status) for status in expected))
            self._note(request, f"answered {_status(response)}, expected {told}")
        for owner, kind in sorted(marks_in(text) - marks_in(request.url)):
            if not may_read(self.person, case, owner, kind):
                report.marks += 1
                self._note(request, f"shows the {kind} of {owner}")
        for what in sorted(touched):
            self._note(request, f"changes the {what}")

    def _note(self, request: Request, what: str) -> None:
        data = f" {dict(request.data)}" if request.data else ""
        self.report.findings.append(
            Finding(self.person.name, request.method, f"{request.url}{data}", request.case.address.name, what)
        )


def _form(data: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in data:
        found.setdefault(name, []).append(value)
    return found


def _is_sign_in(response) -> bool:
    door = resolve_url(settings.LOGIN_URL)
    return response.status_code == 302 and response["Location"].startswith(door)


def _status(response) -> str:
    return SIGN_IN if _is_sign_in(response) else str(response.status_code)


def _fits(response, expected: set) -> bool:
    if _is_sign_in(response) and SIGN_IN in expected:
        return True
    return response.status_code in expected
