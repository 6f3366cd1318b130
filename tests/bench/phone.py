"""What a phone loads to show a page: the page with its styles, scripts and icons; not pictures or media."""

import re
from dataclasses import dataclass
from email.message import Message
from html.parser import HTMLParser
from urllib.parse import urljoin

from tests.bench.sites import Site

# Kinds of <link> that a browser loads by itself.
LOADED = {"stylesheet", "icon", "manifest", "preload", "modulepreload", "apple-touch-icon"}
IN_STYLES = re.compile(
    r"""@import\s+(?:url\()?["']?([^"')\s]+)|url\(["']?([^"')]+\.(?:woff2?|ttf|otf))["']?\)"""
)


@dataclass(frozen=True)
class View:
    """`parts` is bytes by address, as they came over the line; headers are not counted."""

    parts: dict[str, int]

    @property
    def bytes(self) -> int:
        return sum(self.parts.values())

    @property
    def requests(self) -> int:
        return len(self.parts)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        if tag == "link" and LOADED & set((given.get("rel") or "").lower().split()):
            self.found.append(given.get("href") or "")
        if tag == "script":
            self.found.append(given.get("src") or "")


def linked(html: str) -> list[str]:
    """The styles, scripts and icons of a page, each once, in the order in which it names them."""
    links = _Links()
    links.feed(html)
    return list(dict.fromkeys(address for address in links.found if address))


def views(site: Site, page: str) -> tuple[View, View]:
    """The first view of a page by a phone that has not been here, and the second by the same."""
    first, answers, waiting = {}, {}, [page]
    while waiting:
        address = waiting.pop(0)
        if address in first:
            continue
        answers[address], body = site.ask(address)
        if answers[address].status != 200:
            raise SystemExit(f"{address}, which a page loads, answered {answers[address].status}")
        first[address] = len(body)
        waiting += _loaded_by(site, address)
    second = {
        address: len(site.ask(address, **_conditions(answer.headers))[1])
        for address, answer in answers.items()
        if not _is_fresh(answer.headers)
    }
    return View(first), View(second)


def _loaded_by(site: Site, address: str) -> list[str]:
    response, body = site.ask(address, encodings="identity")
    kind = response.headers.get_content_type()
    if kind == "text/html":
        found = linked(body.decode())
    elif kind == "text/css":
        found = [sheet or font for sheet, font in IN_STYLES.findall(body.decode())]
    else:
        return []
    return [urljoin(address, one) for one in found if not one.startswith("data:")]


def _is_fresh(headers: Message) -> bool:
    """Whether a browser shows it once more without asking."""
    told = headers.get("Cache-Control", "")
    seconds = re.search(r"max-age=(\d+)", told)
    return bool(seconds and int(seconds[1]) and "no-cache" not in told and "no-store" not in told)


def _conditions(headers: Message) -> dict[str, str]:
    """Asks only for what has changed since."""
    known = {"If-None-Match": headers.get("ETag"), "If-Modified-Since": headers.get("Last-Modified")}
    return {name: value for name, value in known.items() if value}
