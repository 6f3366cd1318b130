"""A PDF as the tests read it."""

import subprocess
from io import BytesIO
from itertools import combinations
from xml.etree import ElementTree

from pypdf import PdfReader


def opened(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data))


def text_of(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in opened(data).pages)


def fonts_of(reader: PdfReader) -> list:
    found = []
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            font = font.get_object()
            found += [part.get_object() for part in font.get("/DescendantFonts", [font])]
    return found


def structure_of(reader: PdfReader) -> list:
    """All structure elements in reading order."""

    def walk(element):
        element = element.get_object()
        if isinstance(element, list):
            for kid in element:
                yield from walk(kid)
        elif isinstance(element, dict):
            if "/S" in element:
                yield element
            if "/K" in element:
                yield from walk(element["/K"])

    return list(walk(reader.trailer["/Root"]["/StructTreeRoot"]))


def words_of(data: bytes) -> list[tuple[str, float, float, float, float]]:
    """Every word with its left, top, right and bottom in points, as poppler reads them."""
    read = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=data, capture_output=True, check=True)
    words = ElementTree.fromstring(read.stdout).iter("{http://www.w3.org/1999/xhtml}word")  # noqa: S314 - our own
    return [
        (word.text or "", *(float(word.get(side)) for side in ("xMin", "yMin", "xMax", "yMax")))
        for word in words
    ]


def overlapping(words) -> list[tuple[str, str]]:
    """Pairs of words that are printed one over the other; lines that touch do not count."""
    return [
        (a[0], b[0])
        for a, b in combinations(words, 2)
        if min(a[3], b[3]) - max(a[1], b[1]) > 1
        and min(a[4], b[4]) - max(a[2], b[2]) > 0.5 * min(a[4] - a[2], b[4] - b[2])
    ]
