"""A made-up language for tests, written from right to left: every word of a page in other letters.

A browser that has the cookie gets each page of the learners and of staff in it; nothing else changes. So a test
sees what a page does whose direction has really changed, whatever has been translated so far.
"""

import re

COOKIE = "mirrored"
# A private variety of Arabic: screen readers and fonts take it for Arabic, and no translation has this name.
LANGUAGE = "ar-x-mirror"

LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابجدهفغحيیكلمنوپقرستثڤۏخئز", strict=True))
TABLE = str.maketrans({**LETTERS, **{letter.upper(): other for letter, other in LETTERS.items()}})
TAG = re.compile(r"(<!--.*?-->|<!doctype[^>]*>|<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>)", re.S | re.I)
SPOKEN = re.compile(r'(?<=\s)(aria-label|alt|title|placeholder)="([^"]*)"')
ENTITY = re.compile(r"(&[#\w]+;)")
# What is the same in every language: styles and scripts, and whatever says that it goes from left to right.
KEPT = re.compile(r"<(script|style|textarea)\b|<(bdi|code|span)\b[^>]*\bdir=\"ltr\"", re.I)


def mirrored(text: str) -> str:
    """Words without marks in them."""
    parts = ENTITY.split(text)
    return "".join(part if at % 2 else part.translate(TABLE) for at, part in enumerate(parts))


def mirrored_page(html: str) -> str:
    """A whole page: its language, its direction and its words."""
    html = re.sub(r'<html lang="[^"]*" dir="ltr"', f'<html lang="{LANGUAGE}" dir="rtl"', html, count=1)
    found, keeps = [], ""
    for part in TAG.split(html):
        if part.startswith("<"):
            kept = KEPT.match(part)
            if keeps and part.lower().startswith(f"</{keeps}"):
                keeps = ""
            elif kept and not keeps:
                keeps = (kept[1] or kept[2]).lower()
            part = SPOKEN.sub(lambda match: f'{match[1]}="{mirrored(match[2])}"', part)
            found.append(part)
        else:
            found.append(part if keeps else mirrored(part))
    return "".join(found)


class MirrorMiddleware:
    """Outermost but for compression, so that it has the page as it would be sent."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html") and not response.streaming
        if is_page and COOKIE in request.COOKIES and not request.path.startswith("/admin/"):
            response.content = mirrored_page(response.content.decode()).encode()
            if "Content-Length" in response:
                response["Content-Length"] = str(len(response.content))
        return response
