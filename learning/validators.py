"""What a name may be: as typed, in any script."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

NAME_LENGTH = 120
# Marks that turn the direction of the text around them; joiners (ZWJ, ZWNJ) are letters' business and allowed.
DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
# Controls, halves of letters, private and unknown signs, and marks that end a line or a paragraph.
HIDDEN = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})


def as_typed(name: str) -> str:
    """The name in NFC without surrounding space."""
    return unicodedata.normalize("NFC", name).strip()


def check_name(name: str) -> None:
    """Raises ValidationError with a message for the person who typed it."""
    if not any(unicodedata.category(letter)[0] in "LN" for letter in name):
        raise ValidationError(_("Type the name to print on the certificate."), code="empty")
    if len(name) > NAME_LENGTH:
        raise ValidationError(
            _("The name can have up to %(limit)s letters. This one has %(count)s."),
            params={"limit": NAME_LENGTH, "count": len(name)},
            code="long",
        )
    if DIRECTION_MARKS.search(name) or any(unicodedata.category(letter) in HIDDEN for letter in name):
        raise ValidationError(
            _("The name holds a hidden sign that cannot be printed. Type it again by hand."), code="hidden"
        )
