"""Contact sheets: the made-up names of every script on real certificates, to be looked at.

    python -m tests.certificates.sheets FOLDER [a case …]

Draws each certificate with the engine that draws the real ones, wide and tall in turn, and puts what holds the name
on one picture a case, twenty names each. Says how many were held back for want of a letter, and which file is largest.
"""

import os
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

from PIL import Image, ImageDraw  # noqa: E402

from certificates import pdf  # noqa: E402
from certificates.domain.codes import new_code  # noqa: E402
from certificates.domain.facts import wording  # noqa: E402
from certificates.enums import Shape  # noqa: E402
from certificates.models import Certificate  # noqa: E402
from tests.certificates.names import CASES  # noqa: E402

ACROSS = 4
DOTS_AN_INCH = 75
# Of a page at that size: heading, name and course, as far as the band.
PART = (40, 30, 530, 265)
EDGE = 6


def certificate(name: str, shape: Shape = Shape.LANDSCAPE) -> Certificate:
    """Nobody's: never stored, and it needs no database."""
    return Certificate(
        name=name,
        code=new_code(),
        shape=shape,
        issued_at=datetime(2026, 3, 14, tzinfo=UTC),
        # So that no partner has to be looked up.
        is_in_programmes_name=True,
        facts={
            "course_title": "Small signs, strong support",
            "neutral_title": "Course 1",
            "outcomes": ["say what helps young people stay safe", "choose one small step"],
            "certificate_line": "",
            "minutes": 60,
            "cpd": {"accreditor": "", "reference": ""},
            "completed_on": "2026-03-14",
            "issuer": {"name": "Alder Homes", "short_name": "Alder", "slug": "alder"},
            "brand": {
                "monogram": "AH",
                "brand_colour": "#1f5f5b",
                "accent_colour": "#e6f1ef",
                "logo": "",
                "logo_alt": "",
            },
            "signatory": {"name": "", "role": "Course team", "signature": ""},
            "co_brand_line": "",
            "wording": wording("en-gb"),
            "language": "en-gb",
        },
    )


def picture(data: bytes) -> Image.Image:
    drawn = subprocess.run(
        ["pdftoppm", "-png", "-singlefile", "-r", str(DOTS_AN_INCH), "-"],
        input=data,
        capture_output=True,
        check=True,
    )
    return Image.open(BytesIO(drawn.stdout)).convert("RGB").crop(PART)


def sheet(case: str, child: pdf.RenderChild) -> tuple[Image.Image, list[str], int]:
    """The picture, the names that were held back, and the size of the largest file."""
    names, held, largest = CASES[case], [], 0
    wide, high = PART[2] - PART[0] + EDGE, PART[3] - PART[1] + EDGE
    found = Image.new("RGB", (wide * ACROSS, high * -(-len(names) // ACROSS)), "#777777")
    for number, name in enumerate(names):
        shape = list(Shape)[number % 2]
        place = (number % ACROSS * wide, number // ACROSS * high)
        try:
            data = child.render(pdf.document_of(certificate(name, shape)))
        except pdf.MissingGlyphError as error:
            held.append(name)
            ImageDraw.Draw(found).text((place[0] + 20, place[1] + 20), str(error))
            continue
        largest = max(largest, len(data))
        found.paste(picture(data), place)
    return found, held, largest


def main(folder: Path, cases: list[str]) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    child, all_held = pdf.RenderChild(pdf.sheets(), documents=1_000), 0
    try:
        for case in cases or CASES:
            found, held, largest = sheet(case, child)
            place = folder / f"{case.replace(' ', '-').lower()}.png"
            found.save(place, optimize=True)
            all_held += len(held)
            print(
                f"{case}: {len(CASES[case])} names, {len(held)} held back, at most {largest:,} bytes: {place}"
            )
    finally:
        child.close()
    return all_held


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(1 if main(Path(sys.argv[1]), sys.argv[2:]) else 0)
