"""What an editor's form refuses: things of another partner in blocks, rich text and contacts."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from unittest.mock import patch

from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from courses.models import LessonPage
from partners.forms import references
from partners.queries.references import Kind
from partners.rules import references as rule

from .asking import Asking
from .guards import Guard


def of_references() -> Iterator[Guard]:
    for kind in (Kind.IMAGE, Kind.DOCUMENT, Kind.CONTACT):
        yield Guard(f"reference: {kind}", partial(_not_judged, kind), look=partial(_saved, kind))
    yield Guard("reference: nothing is dropped silently", _nothing_hidden, look=_dropped)


@contextmanager
def _not_judged(kind: Kind):
    judged = rule.references_refused

    def lenient(*, partner, references):
        found = judged(partner=partner, references=references)
        return {reference for reference in found if reference.kind is not kind}

    with patch.object(references, "references_refused", lenient):
        yield


@contextmanager
def _nothing_hidden():
    with patch.object(references.SectionPageForm, "_hidden", lambda _self, _before: set()):
        yield


def _block(asking: Asking, kind: Kind) -> tuple:
    if kind is Kind.IMAGE:
        return ("picture", {"image": str(asking.thing("birch", "image")), "alt_text": "x", "caption": ""})
    if kind is Kind.DOCUMENT:
        return ("download", {"file": str(asking.thing("birch", "document")), "title": "x"})
    keys = {"count": "1", "0": {"value": asking.thing("birch", "contact_key"), "deleted": "", "order": "0"}}
    return ("contacts", {"keys": keys})


def _post(asking: Asking, person: str, *blocks, block_id: str = ""):
    """To the real form of a draft of Alder's."""
    lesson = asking.thing("alder", "page")
    words = {"title": "x", "minutes": "4", "done_when": "x", "body": streamfield(blocks)}
    data = nested_form_data(words)
    if block_id:
        data["body-0-id"] = block_id
    url = reverse("wagtailadmin_pages:edit", args=[lesson])
    return asking.everybody[person].client().post(url, data)


def _saved(kind: Kind, asking: Asking) -> str:
    """By the operator, whose sight is not limited: only the rule itself is left."""
    answer = _post(asking, "operator", _block(asking, kind))
    return f"the {kind} of birch is saved" if answer.status_code == 302 else ""


def _dropped(asking: Asking) -> str:
    lesson = LessonPage.objects.get(pk=asking.thing("alder", "page"))
    stands = [
        {"type": "picture", "id": "p", "value": {"image": asking.thing("birch", "image"), "alt_text": "x"}}
    ]
    LessonPage.objects.filter(pk=lesson.pk).update(body=json.dumps(stands))
    LessonPage.objects.get(pk=lesson.pk).save_revision()
    empty = ("picture", {"image": "", "alt_text": "x", "caption": ""})
    answer = _post(asking, "trainer", empty, block_id="p")
    return (
        "" if "that you cannot see" in answer.content.decode() else "nobody is told of the picture of birch"
    )
