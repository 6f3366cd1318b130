"""A phone on a bad line: asks again until it has an answer, and sends a form again exactly as it was."""

import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from tests.bench.sites import HOST

from .reading import Page
from .server import NAME

PATIENCE_SECONDS = 90
PAUSE_SECONDS = 0.05
Fields = list[tuple[str, str]]


class Silence(Exception):
    """Nobody has answered for a minute and a half."""


@dataclass(frozen=True)
class Reply:
    path: str
    status: int
    location: str
    html: str
    tries: int = 1

    def page(self) -> Page:
        return Page(self.html)


class Tally:
    """What all phones have met, counted together."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.counts: Counter[str] = Counter()
        self.seconds: list[float] = []

    def add(self, what: str, seconds: float | None = None) -> None:
        with self._lock:
            self.counts[what] += 1
            if seconds is not None:
                self.seconds.append(seconds)


class Phone:
    """Keeps its cookies, and its connection while it holds. `port` is the server's."""

    def __init__(self, port: int, tally: Tally) -> None:
        self.port, self.tally = port, tally
        self.cookies: dict[str, str] = {}
        self._connection: HTTPConnection | None = None

    def get(self, path: str, *, redirects: int = 5) -> Reply:
        """Follows where it is sent on, as a browser does."""
        reply = self.insist("GET", path)
        while reply.location and redirects:
            redirects -= 1
            reply = self.insist("GET", reply.location)
        return reply

    def post(self, action: str, fields: Fields) -> Reply:
        """The reply itself, not where it leads."""
        return self.insist("POST", action, fields)

    def insist(self, method: str, path: str, fields: Fields | None = None) -> Reply:
        """Until there is a reply that is not "one moment, please"; from that page the form is sent as it is kept."""
        until = time.monotonic() + PATIENCE_SECONDS
        tries = 0
        while time.monotonic() < until:
            tries += 1
            try:
                reply = self.once(method, path, fields)
            except (OSError, HTTPException):
                self.hang_up()
                self.tally.add("broken connections")
                time.sleep(PAUSE_SECONDS)
                continue
            if reply.status != 503:
                if reply.status >= 400 and reply.status != 409:
                    self.tally.add(f"errors shown ({reply.status})")
                return Reply(reply.path, reply.status, reply.location, reply.html, tries)
            self.tally.add("told to wait")
            fields = self._kept(reply, fields)
            time.sleep(2 * PAUSE_SECONDS)
        raise Silence(path)

    def _kept(self, reply: Reply, fields: Fields | None) -> Fields | None:
        """What the page says is kept is what is sent again; anything else would be something lost."""
        if fields is None:
            return None
        form = reply.page().form_onward
        if form is None or sorted(form.fields) != sorted(fields):
            self.tally.add("forms not kept")
            return fields
        return form.fields

    def once(self, method: str, path: str, fields: Fields | None = None) -> Reply:
        """One request on the connection there is. Raises what breaks."""
        if self._connection is None:
            self._connection = self.connect()
        self.send(self._connection, method, path, fields)
        return self.receive(self._connection, path)

    def connect(self) -> HTTPConnection:
        return HTTPConnection(HOST, self.port, timeout=60)

    def send(self, connection: HTTPConnection, method: str, path: str, fields: Fields | None = None) -> None:
        """What a browser says, behind a proxy that speaks HTTPS."""
        headers = {
            "Host": NAME,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": HOST,
            "Referer": f"https://{NAME}/",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        body = None
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(fields)
        connection.request(method, path, body, headers)

    def receive(self, connection: HTTPConnection, path: str) -> Reply:
        response = connection.getresponse()
        body = response.read().decode()
        for line in response.headers.get_all("Set-Cookie") or []:
            name, _equals, value = line.partition(";")[0].partition("=")
            if value.strip('"'):
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        return Reply(path, response.status, response.headers.get("Location", ""), body)

    def hang_up(self) -> None:
        if self._connection is not None:
            with suppress(OSError):
                self._connection.close()
            self._connection = None
