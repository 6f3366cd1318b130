"""The marked words. Each says whose it is and what kind of thing it was planted in."""

import re

OTHERS = ("birch", "cedar")
# Found by a search; the mark itself is never asked for, since a search box repeats what was typed.
NEEDLE = "zebrafinch"
MARK = re.compile(r"qx(alder|birch|cedar|shared)([a-z]+?)xq", re.IGNORECASE)


def mark(owner: str, kind: str) -> str:
    """Letters only: it stands in titles, file names, e-mail addresses and numbers alike."""
    return f"qx{owner}{kind}xq"


def words(owner: str, kind: str) -> str:
    return f"{NEEDLE.capitalize()} {mark(owner, kind)}"


def marks_in(text: str) -> set[tuple[str, str]]:
    """(owner, kind) of every mark in a text."""
    return {(found[1].lower(), found[2].lower()) for found in MARK.finditer(text)}
