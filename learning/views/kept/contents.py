"""What a kept course holds and how large it is: counted on the server, from memory."""

import re
from dataclasses import dataclass
from hashlib import sha256

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from django.templatetags.static import static
from django.utils.translation import get_language

from pages.models import SiteDocument
from partners.queries import content_version, remembered

from .course import KeptCourse
from .pages import course_pages, digest

# Sound and film below this come along by themselves; the rest only if somebody wants it.
SMALL_BYTES = 300_000
# What the pages show; a partner's colours are made anew and count as little.
COLOURS_BYTES = 1_000
_LOADED = re.compile(
    r'<(?:script|img)\b[^>]*?\ssrc="(/[^"]+)"|<link rel="(?:stylesheet|icon)" href="(/[^"]+)"'
)
_HEARD = re.compile(r'<(?:video|audio|track)\b[^>]*?\ssrc="(/[^"]+)"')
_DOCUMENT = re.compile(r"/documents/(\d+)/")


@dataclass(frozen=True)
class Contents:
    """`digests` by address of a page; `files` are loaded with the pages, `media` only if chosen."""

    digests: dict[str, str]
    files: tuple[str, ...]
    media: tuple[str, ...]
    bytes: int
    media_bytes: int


def contents_of(course: KeptCourse) -> Contents:
    """No page is held in memory, only its digest: there are as many versions as sections and boroughs."""
    return remembered(("learning.kept.contents", course, get_language()), lambda: _contents(course))


def version_of(course: KeptCourse) -> str:
    """Changes whenever anything public does, and with each release of the site. No page is made for it."""
    parts = [content_version(), course, get_language(), static("css/site.css"), static("js/kept.js")]
    return sha256(repr(parts).encode()).hexdigest()[:20]


def _contents(course: KeptCourse) -> Contents:
    pages = course_pages(course).pages
    whole = "".join(pages.values())
    loaded = sorted({first or second for first, second in _LOADED.findall(whole)})
    heard = _sizes_of_documents(set(_HEARD.findall(whole)))
    small = {url for url, size in heard.items() if size <= SMALL_BYTES}
    media = sorted(set(heard) - small)
    return Contents(
        digests={at: digest(html) for at, html in pages.items()},
        files=(*loaded, *sorted(small)),
        media=tuple(media),
        bytes=len(whole.encode()) + sum(map(_size, loaded)) + sum(heard[url] for url in small),
        media_bytes=sum(heard[url] for url in media),
    )


def _sizes_of_documents(urls: set[str]) -> dict[str, int]:
    numbers = {url: int(found[1]) for url in urls if (found := _DOCUMENT.match(url))}
    sizes = {row.pk: _size(row.file.url) for row in SiteDocument.objects.filter(pk__in=numbers.values())}
    return {url: sizes[number] for url, number in numbers.items() if number in sizes}


def _size(url: str) -> int:
    path = url.partition("?")[0]
    for storage in (staticfiles_storage, default_storage):
        if path.startswith(storage.base_url):
            name = path.removeprefix(storage.base_url)
            found = finders.find(name) if storage is staticfiles_storage else None
            try:
                with open(found or storage.path(name), "rb") as file:
                    return file.seek(0, 2)
            except OSError:
                return 0
    return COLOURS_BYTES
