"""Small rules about texts and addresses."""

import unicodedata

from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.validators import holds_hidden_signs
from partners.conf import RESERVED_SLUGS

SAMPLE_MARK = "Sample."


def is_sample_text(text: str) -> bool:
    """A text that its association has not written or approved begins with this word."""
    return text.lstrip().startswith(SAMPLE_MARK)


def clean_name(name: str) -> str:
    """As typed, in one spelling of its letters; signs that turn or hide a text are refused."""
    name = unicodedata.normalize("NFC", name.strip())
    if holds_hidden_signs(name):
        raise ValidationError(_("This holds a hidden sign. Type it again by hand."))
    return name


def refuse_reserved_slug(slug: str) -> None:
    """Where the site itself stands, no partner's section can."""
    # A language's code is how its pages begin, or may once the site speaks it.
    if slug in RESERVED_SLUGS or slug in LANG_INFO:
        raise ValidationError(_("The site itself uses this address. Choose another word."))
