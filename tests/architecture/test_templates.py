"""Templates: links by key only, nothing inline, nothing from third parties. The browser's policy is as strict."""

import re

import pytest

from tests.architecture.house import files, place

COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?endcomment\s*%}|<!--.*?-->", re.S)
# Django's own marks may hold > and quotes; for the shape of a tag they are one word.
MARK = re.compile(r"{%.*?%}|{{.*?}}", re.S)
TAG = re.compile(r"<[a-zA-Z][^<>]*>", re.S)
# These lead to the owner's address, or keep one brand's answer for another's.
LEADS_AWAY = re.compile(
    r"{%\s*(?:pageurl|fullpageurl|slugurl|wagtailpagecache|wagtailcache)\b|{%\s*load[^%]*\bwagtail_cache\b"
    r"|\bget_url\b|\bfull_url\b|\bget_full_url\b|\bpage\.url\b|\bspecific\.url\b"
)
INLINE = {
    "style attribute": re.compile(r"\sstyle\s*=", re.I),
    "event attribute": re.compile(r"\son[a-z]+\s*=", re.I),
    "style element": re.compile(r"^<style\b", re.I),
    "script without src": re.compile(r"^<script\b(?!.*\ssrc\s*=)", re.I | re.S),
    "javascript address": re.compile(r"=\s*[\"']?\s*javascript:", re.I),
}
OUTWARD = re.compile(
    r"\s(?:src|srcset|href|action|formaction|poster|data|ping|manifest|xlink:href)\s*=\s*[\"']?\s*(?:https?:)?//",
    re.I,
)
OUTWARD_STYLE = re.compile(r"(?:@import|url\()[\s(url]*[\"']?\s*(?:https?:)?//", re.I)
OUTWARD_SCRIPT = re.compile(r"[\"'`](?:https?:)?//", re.I)

TEMPLATES = files("*", folders=("templates",))


def text_of(path) -> str:
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


def tags_of(text: str) -> list[str]:
    return TAG.findall(MARK.sub("x", text))


def inline(text: str) -> list[str]:
    return [
        f"{what}: {tag[:60]}" for tag in tags_of(text) for what, found in INLINE.items() if found.search(tag)
    ]


def outward(text: str) -> list[str]:
    return [tag[:80] for tag in tags_of(text) if OUTWARD.search(tag)]


def test_no_template_leads_to_the_owners_address():
    found = {
        place(path): LEADS_AWAY.findall(text_of(path))
        for path in TEMPLATES
        if LEADS_AWAY.search(text_of(path))
    }

    assert found == {}


def test_no_template_holds_anything_inline():
    found = {place(path): inline(text_of(path)) for path in TEMPLATES if inline(text_of(path))}

    assert found == {}


def test_no_template_asks_third_parties():
    found = {place(path): outward(text_of(path)) for path in TEMPLATES if outward(text_of(path))}

    assert found == {}


def test_no_style_and_no_script_asks_third_parties():
    styles = files("*.css", folders=("static", "templates"))
    scripts = files("*.js", "*.mjs", folders=("static",))
    found = [place(path) for path in styles if OUTWARD_STYLE.search(path.read_text(encoding="utf-8"))]
    found += [place(path) for path in scripts if OUTWARD_SCRIPT.search(path.read_text(encoding="utf-8"))]

    assert found == []


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ('<p style="color: red">', ["style attribute"]),
        ('<a {% if a > b %}class="x"{% endif %} onclick="go()">', ["event attribute"]),
        ("<style>p {}</style>", ["style element"]),
        ("<script>go()</script>", ["script without src"]),
        ('<script type="module" src="{% static "js/site.js" %}"></script>', []),
        ('<a href="javascript:go()">', ["javascript address"]),
        ("{# <p style='x'> #}<!-- <style> --><p class='on-paper'>once = 1</p>", []),
    ],
)
def test_what_counts_as_inline(text, refused):
    found = [entry.partition(":")[0] for entry in inline(COMMENT.sub("", text))]

    assert found == refused


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ('<img src="https://elsewhere.example/a.png">', True),
        ("<link rel=stylesheet href=//elsewhere.example/a.css>", True),
        ('<a\n  class="x"\n  href="http://elsewhere.example/">', True),
        ('<a href="{{ contact.web }}">', False),
        ('<svg xmlns="http://www.w3.org/2000/svg"><use href="#x"/></svg>', False),
        ('<img src="{% static "img/a.svg" %}">', False),
    ],
)
def test_what_counts_as_third_party(text, is_refused):
    assert bool(outward(text)) is is_refused
