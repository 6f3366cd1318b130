"""What a name may be: as typed, in any script."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.validators import holds_hidden_signs

NAME_LENGTH = 120
# Names are seldom longer; a cry for help may be.
LIKELY_LENGTH = 60
# What is left of letters that were sent in a way nobody can read, and a sign that only files begin with.
LOST_LETTERS = frozenset("\ufffd\ufeff")
# Full stops of several scripts.
MESSAGE_SIGNS = frozenset("@.。．।۔።")


def as_typed(name: str) -> str:
    """The name in NFC without surrounding space."""
    return unicodedata.normalize("NFC", name).strip()


def looks_like_message(name: str) -> bool:
    """Rather a message than a name, perhaps one for help: long, or with digits, full stops or @. Never a refusal."""
    signs = any(unicodedata.category(sign) == "Nd" or sign in MESSAGE_SIGNS for sign in name)
    return signs or len(name) > LIKELY_LENGTH


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
    if holds_hidden_signs(name) or not LOST_LETTERS.isdisjoint(name):
        raise ValidationError(
            _("The name holds a hidden sign that cannot be printed. Type it again by hand."), code="hidden"
        )
