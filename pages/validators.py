"""Words that say too much to somebody who looks over a shoulder."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .conf import TELLING_WORDS

ENDINGS = ("", "s", "es", "d", "ed", "ing", "bing", "bed")
# Longer ones are found within other words too, such as "knifecrime".
LONG = 5


def telling_words(text: str) -> list[str]:
    """Those of the list that stand in a text, an address or a file name, in any form of writing."""
    words = re.findall(r"[a-z]+", text.lower())
    joined = f" {' '.join(words)} "
    return [word for word in TELLING_WORDS if _is_in(word, words, joined)]


def refuse_telling_words(text: str) -> None:
    """Raises ValidationError for whoever typed it, naming what was found."""
    if found := telling_words(text):
        raise ValidationError(
            _(
                "Somebody who looks over a learner's shoulder could read here what it is about: %(words)s. "
                "Choose words that say nothing of the subject, such as Course 1."
            ),
            params={"words": ", ".join(found)},
            code="telling",
        )


def refuse_telling_field(field: str, text: str) -> None:
    """The same, said beside a field of a form."""
    try:
        refuse_telling_words(text)
    except ValidationError as refused:
        raise ValidationError({field: refused}) from refused


def _is_in(word: str, words: list[str], joined: str) -> bool:
    if " " in word:
        return f" {word} " in joined or word.replace(" ", "") in words
    if len(word) >= LONG and any(word in other for other in words):
        return True
    return any(word + ending in words for ending in ENDINGS)
