"""The claim code: fifteen random letters (72 bits) and a check letter, in four groups of four. Pure."""

import secrets

from django.utils.crypto import salted_hmac

from .code_letters import LETTERS, folded

GROUP_LETTERS = 4
RANDOM_LETTERS = 15
LONGEST_INPUT = 100

_VALUES = {letter: value for value, letter in enumerate(LETTERS)}


class NotAClaimCode(ValueError):
    """A slip: too few letters, too many, or one that does not fit the others."""


def new_code() -> str:
    letters = "".join(secrets.choice(LETTERS) for _letter in range(RANDOM_LETTERS))
    return letters + _check_letter(letters)


def printed(code: str) -> str:
    """In groups, as it is shown and written down."""
    return " ".join(code[at : at + GROUP_LETTERS] for at in range(0, len(code), GROUP_LETTERS))


def parse(text: str) -> str:
    """The code that was typed, in any script's digits, with any spaces. Raises NotAClaimCode."""
    code = folded(text) if len(text) <= LONGEST_INPUT else ""
    if len(code) != RANDOM_LETTERS + 1 or any(letter not in _VALUES for letter in code):
        raise NotAClaimCode
    if code[-1] != _check_letter(code[:-1]):
        raise NotAClaimCode
    return code


def code_hash(code: str) -> str:
    """What is stored: keyed with the site's secret, so that a stolen table cannot be guessed through."""
    return salted_hmac("learning.claim-code", code, algorithm="sha256").hexdigest()


def _check_letter(letters: str) -> str:
    total = sum((place + 2) * _VALUES[letter] for place, letter in enumerate(letters))
    return LETTERS[total % len(LETTERS)]
