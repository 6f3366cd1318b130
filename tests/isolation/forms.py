"""Fills in the forms of a page as it would be sent: as it stands, and with another partner's things in every field."""

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from django.urls import reverse

from .marks import NEEDLE
from .world import Owner

# Words in a field's name → what it asks for. The first that fits.
ASKS_FOR = {
    "collection": "collection",
    "image": "image",
    "picture": "image",
    "logo": "image",
    "signature": "image",
    "document": "document",
    "file": "document",
    "parent": "page",
    "page": "page",
    "module": "page",
    "course": "course_key",
    "contact": "contact_key",
    "partner": "partner",
    "successor": "partner",
    "target": "partner",
    "source": "partner",
    "slug": "slug",
    "role": "",
    "workshop": "",
    "member": "membership_id",
    "invitation": "invitation_id",
    "user": "user",
    "person": "user_id",
    "revision": "revision",
    "workflow": "workflow",
    "task": "task",
}
BY_KIND = {
    "email": "somebody.new@x.example",
    "number": "1",
    "date": "2026-12-01",
    "url": "https://x.example/",
}
LEFT_ALONE = {"submit", "button", "reset", "image", "file"}


@dataclass(frozen=True)
class FilledForm:
    action: str
    data: tuple[tuple[str, str], ...]


def forms_in(html: str) -> Iterator[BeautifulSoup]:
    if 'method="post"' not in html.lower():
        return
    sign_out = reverse("account_logout")
    for form in BeautifulSoup(html, "html.parser").find_all("form"):
        elsewhere = (form.get("action") or "").startswith((sign_out, "/admin/logout"))
        if (form.get("method") or "").lower() == "post" and not elsewhere:
            yield form


def as_it_stands(form) -> FilledForm:
    """With something in every empty field, and its first button pressed."""
    data = []
    for field in form.find_all(["input", "select", "textarea"]):
        data += _of_field(field)
    button = form.find("button", attrs={"name": True}) or form.find("input", {"type": "submit", "name": True})
    if button:
        data.append((button["name"], button.get("value") or ""))
    return FilledForm(form.get("action") or "", tuple(data))


def with_things_of(filled: FilledForm, own: Owner, other: Owner) -> FilledForm:
    """Every number or name of an own thing becomes that of the other's thing of the same kind."""
    swap = {}
    for noun, values in own.things.items():
        theirs = other.things.get(noun) or []
        swap.update({str(mine): str(theirs[at % len(theirs)]) for at, mine in enumerate(values) if theirs})
    data = tuple((name, _others(name, value, swap, other)) for name, value in filled.data)
    return FilledForm(filled.action, data)


def _others(name: str, value: str, swap: dict[str, str], other: Owner) -> str:
    noun = next((noun for word, noun in ASKS_FOR.items() if word in name.lower()), None)
    if noun is None:
        # Names by which outsiders know a thing are never a plain number by chance.
        return swap[value] if value in swap and not value.isdecimal() else value
    if noun == "slug":
        return other.slug
    if noun == "partner":
        return str(other.partner.pk) if value.isdecimal() or not value else other.slug
    found = other.things.get(noun)
    return str(found[0]) if found else value


def _of_field(field) -> list[tuple[str, str]]:
    name, kind = field.get("name"), (field.get("type") or "text").lower()
    if not name or kind in LEFT_ALONE:
        return []
    if field.name == "select":
        return [(name, value) for value in _chosen(field)]
    if field.name == "textarea":
        return [(name, field.get_text() or NEEDLE)]
    if kind in ("checkbox", "radio"):
        return [(name, field.get("value") or "on")] if field.has_attr("checked") or kind == "checkbox" else []
    if kind == "hidden":
        return [(name, field.get("value") or "")]
    return [(name, field.get("value") or BY_KIND.get(kind, NEEDLE))]


def _chosen(select) -> list[str]:
    options = select.find_all("option")
    chosen = [row for row in options if row.has_attr("selected")] or [
        row for row in options if row.get("value")
    ][:1]
    return [row.get("value") or "" for row in chosen]
