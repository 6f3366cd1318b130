"""The certificate code: random letters in seven groups, each with its own check letter.

28 letters of an alphabet of 29 are 136 random bits. Printed: BCDFG-… in seven groups of four letters and
their check letter. Pure: no database, no request.
"""

import re
import secrets

from learning.domain.code_letters import LETTERS, folded

GROUPS = 7
GROUP_LETTERS = 4
PRINTED_LETTERS = GROUP_LETTERS + 1
LONGEST_INPUT = 300

_VALUES = {letter: value for value, letter in enumerate(LETTERS)}
_WEIGHTS = (2, 3, 5, 7)
_PLACE_WEIGHT = 11


class CodeSlip(ValueError):
    """Not a code. `group` says where the slip is, counted from 1, or None where that cannot be told."""

    def __init__(self, group: int | None) -> None:
        super().__init__("not a certificate code")
        self.group = group


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _letter in range(GROUPS * GROUP_LETTERS))


def groups(code: str) -> list[str]:
    """The printed groups of a code, each four letters and their check letter."""
    parts = [code[at : at + GROUP_LETTERS] for at in range(0, len(code), GROUP_LETTERS)]
    return [part + _check_letter(part, place) for place, part in enumerate(parts)]


def printed(code: str) -> str:
    """The code as printed and as it stands in addresses: groups joined by hyphens."""
    return "-".join(groups(code))


def parse(text: str) -> str:
    """The code that was typed, pasted or scanned; forgives spaces, hyphens, case, look-alike letters,
    digits of any script, and a whole check address. Raises CodeSlip.
    """
    if len(text) > LONGEST_INPUT:
        raise CodeSlip(None)
    typed = re.sub(r"^.*/check(/|$)", "", text.strip(), flags=re.DOTALL)
    letters = folded(typed)
    parts = _parts(letters)
    wrong = _first_wrong(parts)
    if len(letters) == GROUPS * PRINTED_LETTERS and wrong is None:
        return "".join(part[:GROUP_LETTERS] for part in parts)
    as_typed = [folded(part) for part in re.split(r"[\W_]+", typed) if part]
    # Where the typist kept the groups apart, a letter too few shifts nothing.
    raise CodeSlip(_first_wrong(as_typed) if len(as_typed) == GROUPS else wrong)


def _parts(letters: str) -> list[str]:
    return [letters[at : at + PRINTED_LETTERS] for at in range(0, len(letters), PRINTED_LETTERS)]


def _first_wrong(parts: list[str]) -> int | None:
    """The number of the first group that is not as it was printed; None when all are, or there is no group."""
    for place, part in enumerate(parts[:GROUPS]):
        whole = len(part) == PRINTED_LETTERS and all(letter in _VALUES for letter in part)
        if not whole or part[-1] != _check_letter(part[:-1], place):
            return place + 1
    return None


def _check_letter(part: str, place: int) -> str:
    total = sum(weight * _VALUES[letter] for weight, letter in zip(_WEIGHTS, part, strict=True))
    return LETTERS[(total + _PLACE_WEIGHT * place) % len(LETTERS)]
