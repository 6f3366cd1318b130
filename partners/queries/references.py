"""What a page points to: pictures, documents and pages by number, contacts by key.

Read from what is stored or about to be stored, never through a manager: what an editor cannot see is found too.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser

from django.db import models
from wagtail.blocks import Block, ChooserBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.models import Page

from partners.blocks.contacts import ContactKeyBlock
from partners.models import SupportContact


class Kind(StrEnum):
    IMAGE = "image"
    DOCUMENT = "document"
    PAGE = "page"
    CONTACT = "contact"


@dataclass(frozen=True)
class Reference:
    """`name` is the number of the thing as a text, or the key of a contact."""

    kind: Kind
    name: str


@dataclass(frozen=True)
class Spot:
    """One place of a value that holds words or a choice. `path`: ids and names from the top.

    `is_choice`: an editor who cannot see what is chosen meets an empty field there.
    """

    path: tuple[str, ...]
    references: tuple[Reference, ...]
    is_choice: bool = True


# How a link or a picture stands in stored rich text.
_RICH = {
    ("linktype", "page"): Kind.PAGE,
    ("linktype", "document"): Kind.DOCUMENT,
    ("embedtype", "image"): Kind.IMAGE,
}


class _RichTextReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Reference] = []

    def handle_starttag(self, tag, attrs) -> None:
        given = dict(attrs)
        for (attribute, value), kind in _RICH.items():
            if given.get(attribute) == value:
                self.found.append(Reference(kind, _number(given.get("id"))))

    handle_startendtag = handle_starttag


def references_in_rich_text(html: str) -> tuple[Reference, ...]:
    """Links to pages and documents, and embedded pictures."""
    if not html or "type=" not in html.lower():
        return ()
    reader = _RichTextReader()
    reader.feed(html)
    return tuple(reader.found)


def kind_of(model: type[models.Model]) -> Kind | None:
    """What a key to this model points to; None for what partners do not keep apart here."""
    kinds = {
        get_image_model(): Kind.IMAGE,
        get_document_model(): Kind.DOCUMENT,
        Page: Kind.PAGE,
        SupportContact: Kind.CONTACT,
    }
    return next((kind for base, kind in kinds.items() if issubclass(model, base)), None)


def references_of_leaf(block: Block, raw) -> tuple[Reference, ...]:
    """Those of one block without children, from its stored form."""
    if raw in (None, ""):
        return ()
    if isinstance(block, RichTextBlock):
        return references_in_rich_text(str(raw))
    if isinstance(block, ContactKeyBlock):
        return (Reference(Kind.CONTACT, str(raw)),)
    if isinstance(block, ChooserBlock):
        kind = kind_of(block.model_class)
        return (Reference(kind, _number(raw)),) if kind else ()
    return ()


def children_of(block: Block, raw) -> list[tuple[object, str, Block, object]]:
    """The parts of a stored block: position in its errors, lasting name, block and stored form."""
    if isinstance(block, StreamBlock):
        return [
            (at, item.get("id") or str(at), block.child_blocks[item["type"]], item["value"])
            for at, item in enumerate(raw or [])
            if item.get("type") in block.child_blocks
        ]
    if isinstance(block, ListBlock):
        return [
            (at, _item_id(at, item), block.child_block, _item_value(item))
            for at, item in enumerate(raw or [])
        ]
    if isinstance(block, StructBlock):
        return [(name, name, child, (raw or {}).get(name)) for name, child in block.child_blocks.items()]
    return []


def spots_of(block: Block, raw, path: tuple[str, ...] = ()) -> Iterator[Spot]:
    """Every place of a stored block value, at any depth."""
    parts = children_of(block, raw)
    if not parts and not isinstance(block, StreamBlock | ListBlock | StructBlock):
        yield Spot(path, references_of_leaf(block, raw), not isinstance(block, RichTextBlock))
    for _position, name, child, value in parts:
        yield from spots_of(child, value, (*path, name))


def stored_form(field: models.Field, source: models.Model | dict):
    """A field's value as it is stored: from an object, or from the content of a revision."""
    if isinstance(source, dict):
        raw = source.get(field.attname, source.get(field.name))
        return json.loads(raw) if isinstance(field, StreamField) and isinstance(raw, str) and raw else raw
    if isinstance(field, StreamField):
        value = field.value_from_object(source)
        return field.stream_block.get_prep_value(value) if value is not None else []
    return field.value_from_object(source)


def fields_with_references(model: type[models.Model]) -> list[models.Field]:
    """Fields in which somebody who edits can point to something."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, StreamField | RichTextField)
        or (
            isinstance(field, models.ForeignKey)
            and field.editable
            and not getattr(field.remote_field, "parent_link", False)
            and field.name != "alias_of"
            and kind_of(field.remote_field.model)
        )
    ]


def spots_of_field(field: models.Field, raw) -> Iterator[Spot]:
    if isinstance(field, StreamField):
        yield from spots_of(field.stream_block, raw)
    elif isinstance(field, RichTextField):
        yield Spot((), references_in_rich_text(raw or ""), is_choice=False)
    elif raw not in (None, ""):
        yield Spot((), (Reference(kind_of(field.remote_field.model), _number(raw)),))
    else:
        yield Spot((), ())


def references_of(source: models.Model | dict, model: type[models.Model]) -> set[Reference]:
    """All that an object, or the content of a revision of this model, points to."""
    return {
        reference
        for field in fields_with_references(model)
        for spot in spots_of_field(field, stored_form(field, source))
        for reference in spot.references
    }


def _number(raw) -> str:
    text = str(getattr(raw, "pk", raw)).strip()
    # "007" and "7" are one thing; what is no number names nothing.
    return str(int(text)) if re.fullmatch(r"[0-9]{1,18}", text) else text


def _is_item(item) -> bool:
    return isinstance(item, dict) and item.get("type") == "item" and "value" in item


def _item_id(at: int, item) -> str:
    return (item.get("id") if _is_item(item) else None) or str(at)


def _item_value(item):
    return item["value"] if _is_item(item) else item
