"""What has changed in a course between two days, from its words as queries.words keeps them. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from .fingerprints import fingerprint
from .words import FILES, PICTURES, Text

# A word with the white space behind it.
TOKEN = re.compile(r"\S+\s*|\s+")
# Sentences that have less in common than this are shown as one that went and one that came.
ALIKE = 0.3
# Longer texts are laid side by side whole; comparing word by word takes time with the square of their length.
MANY_TOKENS = 3000


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    REWORDED = "reworded"


class Mark(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Part:
    mark: Mark
    text: str


@dataclass(frozen=True)
class Row:
    """One text on both days; empty on a day on which it did not stand there.

    `old_kind` differs where a choice has become a right answer, or is none any more.
    """

    old_kind: str
    kind: str
    change: Change
    old: tuple[Part, ...] = ()
    new: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Changed:
    """A lesson, a quiz or (kind "course") what the course says of itself. `changes` may be several at once."""

    kind: str
    changes: tuple[Change, ...]
    old_number: str
    new_number: str
    title: str
    rows: tuple[Row, ...]


def words_fingerprint(words: dict) -> str:
    """Names the words somebody has looked at."""
    return fingerprint(words)


def count_changes(before: dict | None, now: dict | None) -> int:
    """How many lessons and quizzes differ, the course's own words as one more. Costs no comparing of words."""
    return len(_pairs(before, now))


def compare(before: dict | None, now: dict | None) -> list[Changed]:
    """All that differs, in today's order; what is gone comes last. Nothing where one of the two is not known."""
    return [_changed(*pair) for pair in _pairs(before, now)]


def _pairs(before: dict | None, now: dict | None) -> list[tuple]:
    if not before or not now:
        return []
    found = []
    if before["texts"] != now["texts"]:
        found.append((_as_activity(before), _as_activity(now), (Change.REWORDED,)))
    old = {row["key"]: row for row in before["activities"]}
    new = {row["key"]: row for row in now["activities"]}
    moved = _moved(list(old), list(new))
    for key, row in new.items():
        if key not in old:
            found.append((None, row, (Change.ADDED,)))
            continue
        changes = []
        if key in moved or row["module"] != old[key]["module"]:
            changes.append(Change.MOVED)
        if row["texts"] != old[key]["texts"]:
            changes.append(Change.REWORDED)
        if changes:
            found.append((old[key], row, tuple(changes)))
    found += [(row, None, (Change.REMOVED,)) for key, row in old.items() if key not in new]
    return found


def _as_activity(words: dict) -> dict:
    return {"kind": "course", "number": "", "title": words["texts"][0]["text"], "texts": words["texts"]}


def _moved(old: list[str], new: list[str]) -> set[str]:
    """What stands in another order than before, seen from the longest run that kept its own."""
    old, new = [key for key in old if key in set(new)], [key for key in new if key in set(old)]
    kept = set()
    for block in SequenceMatcher(a=old, b=new, autojunk=False).get_matching_blocks():
        kept.update(old[block.a : block.a + block.size])
    return set(new) - kept


def _changed(old: dict | None, new: dict | None, changes: tuple[Change, ...]) -> Changed:
    row = new or old
    return Changed(
        kind=row["kind"],
        changes=changes,
        old_number=old["number"] if old else "",
        new_number=new["number"] if new else "",
        title=row["title"],
        rows=tuple(_rows(old["texts"] if old else [], new["texts"] if new else [])),
    )


def _rows(old: list[Text], new: list[Text]) -> list[Row]:
    before = {text["id"]: text for text in old}
    after = {text["id"]: text for text in new}
    moved = _moved(list(before), list(after))
    rows = []
    for name, text in after.items():
        was = before.get(name)
        if was is None:
            if text["text"]:
                rows.append(
                    Row(text["kind"], text["kind"], Change.ADDED, new=(Part(Mark.NEW, text["text"]),))
                )
        elif (was["kind"], was["text"]) != (text["kind"], text["text"]):
            rows.append(_reworded(was, text))
        elif name in moved:
            same = (Part(Mark.SAME, text["text"]),)
            rows.append(Row(text["kind"], text["kind"], Change.MOVED, old=same, new=same))
    rows += [
        Row(text["kind"], text["kind"], Change.REMOVED, old=(Part(Mark.GONE, text["text"]),))
        for name, text in before.items()
        if name not in after and text["text"]
    ]
    return rows


def _reworded(was: Text, now: Text) -> Row:
    kind = now["kind"]
    if was["kind"] != kind or kind in PICTURES | FILES or was["text"] == now["text"]:
        old, new = _whole(Mark.GONE, was["text"]), _whole(Mark.NEW, now["text"])
    else:
        old, new = word_by_word(was["text"], now["text"])
    return Row(was["kind"], kind, Change.REWORDED, old=old, new=new)


def word_by_word(old: str, new: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Both texts in parts; what they have in common is the same on both sides, white space kept."""
    a, b = TOKEN.findall(old), TOKEN.findall(new)
    if len(a) + len(b) > MANY_TOKENS:
        return _whole(Mark.GONE, old), _whole(Mark.NEW, new)
    matcher = SequenceMatcher(a=a, b=b, autojunk=False)
    if matcher.ratio() < ALIKE:
        return _whole(Mark.GONE, old), _whole(Mark.NEW, new)
    left: list[Part] = []
    right: list[Part] = []
    for operation, i, j, k, m in matcher.get_opcodes():
        if operation == "equal":
            left.append(Part(Mark.SAME, "".join(a[i:j])))
            right.append(Part(Mark.SAME, "".join(b[k:m])))
            continue
        if i < j:
            left.append(Part(Mark.GONE, "".join(a[i:j])))
        if k < m:
            right.append(Part(Mark.NEW, "".join(b[k:m])))
    return tuple(left), tuple(right)


def _whole(mark: Mark, text: str) -> tuple[Part, ...]:
    return (Part(mark, text),) if text else ()
