"""In which size a text is set: by how long it is, before anything is drawn."""

import unicodedata
from math import ceil

from certificates.enums import Shape
from certificates.queries import CertificateFace

# Up to how many letters a text is set in which size.
NAME_SIZES = ((19, "xl"), (24, "l"), (32, "m"), (64, "s"))
TITLE_SIZES = ((33, "l"), (44, "m"), (110, "s"))
# Letters of these scripts are set twice as wide as Latin ones,
WIDEST = ("TAMIL", "MALAYALAM")
# and those of these half as wide again.
WIDE = (
    "ETHIOPIC",
    "SINHALA",
    "CJK",
    "HANGUL",
    "HIRAGANA",
    "KATAKANA",
    "KHMER",
    "MYANMAR",
)
# The band beside the text: size, and how many letters more than in the first a line holds.
SIDE_SIZES = (("m", 1), ("s", 1.24), ("xs", 1.42), ("xxs", 1.65))
# In millimetres, down to the QR code on the wide page, to the last lines on the tall one.
SIDE_ROOM = {Shape.LANDSCAPE: 119, Shape.PORTRAIT: 68}


def size_of(text: str, sizes, smallest: str) -> str:
    """The name of the largest size in which a text of this length stands well."""
    length = _length(text)
    return next((size for limit, size in sizes if length <= limit), smallest)


def side_size_of(face: CertificateFace, shape: str, *, has_logo: bool) -> str:
    """The name of the largest size in which issuer and facts have room: one below the other, or in two columns."""
    for size, more in SIDE_SIZES:
        issuer, facts = _issuer_height(face, more, has_logo), _facts_height(face, more)
        needed = max(issuer, facts) if shape == Shape.PORTRAIT else issuer + facts
        if needed <= SIDE_ROOM[shape]:
            return size
    return SIDE_SIZES[-1][0]


def _issuer_height(face: CertificateFace, more: float, has_logo: bool) -> float:
    picture = 22 if has_logo else 19
    return (
        picture
        + 5
        + _height(face.issuer, 20 * more, 6.5 / more)
        + _height(face.co_brand_line, 30 * more, 4.8 / more)
    )


def _facts_height(face: CertificateFace, more: float) -> float:
    signature = 14 if face.signatory["signature"] else 0
    signatory = sum(_height(face.signatory[key], 26 * more, 5 / more) for key in ("name", "role"))
    return 8 + signature + (30 / more) + _height(face.cpd, 26 * more, 5 / more, head=7 / more) + signatory


def _height(text: str, letters: float, line: float, *, head: float = 0) -> float:
    return head + line * ceil(_length(text) / letters) if text else 0


def _length(text: str) -> float:
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> float:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    name = unicodedata.name(letter, "")
    if name.startswith(WIDEST):
        return 2
    return 1.5 if name.startswith(WIDE) else 1
