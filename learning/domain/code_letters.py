"""The letters of codes that people read, write down and type. Pure."""

import unicodedata

# No vowels, so no words; none of I, L, O and U, which are taken for others. A prime number of letters:
# weighted sums then notice every single slip and every two letters swapped.
LETTERS = "0123456789BCDFGHJKMNPQRSTVWXZ"
LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


def folded(text: str) -> str:
    """Capital letters and western digits only: forgives spaces, hyphens, case, look-alikes, digits of any script."""
    kept = []
    for sign in unicodedata.normalize("NFKC", text).upper():
        digit = unicodedata.decimal(sign, None)
        if digit is not None:
            kept.append(str(digit))
        elif sign.isalpha():
            kept.append(sign)
    return "".join(kept).translate(LOOK_ALIKES)
