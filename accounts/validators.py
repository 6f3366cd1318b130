"""What no name holds, whoever's it is."""

import re
import unicodedata

# Marks that turn the direction of the text around them; joiners (ZWJ, ZWNJ) are letters' business and allowed.
DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
# Controls, halves of letters, private and unknown signs, and marks that end a line or a paragraph.
HIDDEN = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})


def holds_hidden_signs(text: str) -> bool:
    """Whether something in it is not seen, or turns what is seen."""
    return bool(DIRECTION_MARKS.search(text)) or any(unicodedata.category(sign) in HIDDEN for sign in text)
