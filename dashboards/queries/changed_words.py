"""Changes of a shared course with the words that a screen puts to them."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from courses.queries.changes import Change, Changed, Mark, Part, Row
from courses.queries.words import FILES, PICTURES
from pages.models import SiteDocument, SiteImage

CHANGES = {
    Change.ADDED: _("New"),
    Change.REMOVED: _("Taken out"),
    Change.MOVED: _("In another place"),
    Change.REWORDED: _("Changed"),
}
LABELS = {
    "title": _("Title"),
    "summary": _("Summary"),
    "audience": _("Who it is for"),
    "minutes": _("Minutes"),
    "introduction": _("Introduction"),
    "outcomes": _("What people will be able to do"),
    "content_note": _("Content note"),
    "certificate_line": _("Line on the certificate"),
    "asks_for_pass": _("Asks for a pass mark"),
    "cpd_accreditor": _("CPD accreditor"),
    "cpd_reference": _("CPD reference"),
    "part": _("Part"),
    "is_required": _("Required"),
    "done_when": _("Counts as done when"),
    "pass_mark": _("Pass mark"),
    "question": _("Question"),
    "choice": _("Choice"),
    "right_choice": _("Right answer"),
    "feedback": _("Feedback"),
    "explanation": _("Explanation"),
    "paragraph": _("Text"),
    "text": _("Text"),
    "heading": _("Heading"),
    "check_in": _("Check-in"),
    "caption": _("Caption"),
    "alt_text": _("Words for the picture"),
    "image": _("Picture"),
    "file": _("File"),
    "captions": _("Caption file"),
    "transcript": _("Transcript"),
    "keys": _("Support contact"),
}
ANSWERS = {"yes": _("Yes"), "no": _("No")}


def shown_changes(found: Iterable[Changed]) -> list[dict]:
    """Ready to print. Two SQL, for the names of pictures and files; none where no such thing has changed."""
    found = list(found)
    names = _file_names(found)
    return [
        {
            "kind": changed.kind,
            "title": changed.title,
            "number": changed.new_number or changed.old_number,
            "old_number": changed.old_number if changed.old_number != changed.new_number else "",
            "tags": [CHANGES[change] for change in changed.changes],
            "is_moved": Change.MOVED in changed.changes,
            "is_new": Change.ADDED in changed.changes,
            "is_whole": bool({Change.ADDED, Change.REMOVED} & set(changed.changes)),
            "rows": [_shown(row, names) for row in changed.rows],
        }
        for changed in found
    ]


def _shown(row: Row, names: dict) -> dict:
    return {
        "tag": CHANGES[row.change],
        "old_label": label(row.old_kind),
        "new_label": label(row.kind),
        "old": _parts(row.old_kind, row.old, names),
        "new": _parts(row.kind, row.new, names),
    }


def label(kind: str):
    """What a text is called; a kind of block that is not listed by its own name."""
    return LABELS.get(kind) or kind.replace("_", " ").capitalize()


def _parts(kind: str, parts: tuple[Part, ...], names: dict) -> list[dict]:
    return [{"mark": part.mark.value, "text": _words(kind, part.text, names)} for part in parts]


def _words(kind: str, text: str, names: dict):
    if kind in PICTURES | FILES:
        return names.get((kind in PICTURES, text)) or _("One that is no longer here")
    return ANSWERS.get(text, text) if kind in ("is_required", "asks_for_pass") else text


def _file_names(found: list[Changed]) -> dict[tuple[bool, str], str]:
    numbers: dict[bool, set[str]] = {True: set(), False: set()}
    for changed in found:
        for row in changed.rows:
            for kind, parts in ((row.old_kind, row.old), (row.kind, row.new)):
                if kind in PICTURES | FILES:
                    numbers[kind in PICTURES] |= {part.text for part in parts if part.mark is not Mark.SAME}
    names = {}
    for is_picture, model in ((True, SiteImage), (False, SiteDocument)):
        wanted = [number for number in numbers[is_picture] if number.isdecimal()]
        if wanted:
            rows = model.objects.filter(pk__in=wanted).values_list("pk", "title")
            names |= {(is_picture, str(pk)): title for pk, title in rows}
    return names
