"""Support contacts as learners see them."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partners.conf import HELP_PAGE_KEY
from partners.models import Borough, SupportContact

from .brands import brand_of
from .memory import remembered

BOROUGH_KEY = "borough_front_door"


@dataclass(frozen=True)
class BoroughFace:
    key: str
    name: str


@dataclass(frozen=True)
class ContactFace:
    """`is_unknown`: there is no number we know of; the page says so and names what is sure."""

    key: str
    name: str
    purpose: str
    number: str = ""
    tel: str = ""
    second_number: str = ""
    second_tel: str = ""
    second_label: str = ""
    hours: str = ""
    web: str = ""
    web_url: str = ""
    chat: str = ""
    chat_url: str = ""
    text_route: str = ""
    bsl_route: str = ""
    languages: str = ""
    who_for: str = ""
    checked_label: str = ""
    is_emergency: bool = False
    is_unknown: bool = False
    needs_borough: bool = False
    url: str = ""
    # Names the record where a learner says that its number failed; empty where there is no number to fail.
    report_id: str = ""


def boroughs() -> list[BoroughFace]:
    """The boroughs a learner may pick from, by name."""
    return remembered(
        "partners.boroughs", lambda: [BoroughFace(*row) for row in Borough.objects.values_list("key", "name")]
    )


def contacts_for(keys: list[str], *, partner_id: int | None, borough: str = "") -> list[ContactFace]:
    """The contact for each key, the nearest first: the partner's own, then the borough's, then the national one.

    Unknown keys are left out; a sample contact is left out where sample texts are not served. In place of one
    that is taken away for safety stands the next nearest, else a calm line.
    """
    faces = (_contact_for(key.strip(), partner_id, borough) for key in keys)
    return [face for face in faces if face is not None]


def _contact_for(key: str, partner_id: int | None, borough: str) -> ContactFace | None:
    if key == HELP_PAGE_KEY:
        return ContactFace(
            key=key,
            name=_("Get help"),
            purpose=_("All numbers on one page."),
            url=brand_of(partner_id=partner_id).help_url,
        )
    directory = remembered("partners.contacts", _build_directory)
    # A borough's contact is only ever shown for the borough that was chosen.
    places = ((borough, partner_id), ("", partner_id), (borough, None), ("", None))
    found = [directory[key, *place] for place in places if (key, *place) in directory]
    if any(found):
        return next(filter(None, found))
    if found:
        return _being_looked_at(key)
    if key == BOROUGH_KEY:
        chosen = next((face.name for face in boroughs() if face.key == borough), "")
        return ContactFace(
            key=key,
            name=_("Your council's children's services"),
            purpose=chosen or _("Choose your borough to see the number."),
            is_unknown=True,
            needs_borough=not chosen,
        )
    return None


def _being_looked_at(key: str) -> ContactFace:
    return ContactFace(
        key=key,
        name=_("This number is being looked at again"),
        purpose=_("You have not missed anything. Get help has other numbers. In danger now, call:"),
        number="999",
        tel="999",
    )


def _build_directory() -> dict[tuple[str, str, int | None], ContactFace | None]:
    """None stands for one that is taken away for safety."""
    rows = SupportContact.objects.select_related("borough")
    if not settings.SERVE_SAMPLE_TEXTS:
        rows = rows.filter(is_sample=False)
    return {
        (row.key, row.borough.key if row.borough else "", row.partner_id): (
            None if row.withdrawn_at else contact_face(row)
        )
        for row in rows
    }


def contact_face(row: SupportContact) -> ContactFace:
    """One record as it is shown; also used for a preview."""
    return ContactFace(
        key=row.key,
        name=row.name,
        purpose=row.purpose,
        number=row.number,
        tel=dialled(row.number),
        second_number=row.second_number,
        second_tel=dialled(row.second_number),
        second_label=row.second_number_label,
        hours=row.hours,
        web=row.web,
        web_url=f"https://{row.web}" if row.web else "",
        chat=row.chat,
        chat_url=f"https://{row.chat}" if row.chat else "",
        text_route=row.text_route,
        bsl_route=row.bsl_route,
        languages=row.languages,
        who_for=row.who_for,
        checked_label=checked_label(row),
        is_emergency=row.is_emergency,
        is_unknown=not row.number and row.key == BOROUGH_KEY,
        report_id=row.public_id if row.number and not row.is_never_doubted else "",
    )


def dialled(number: str) -> str:
    """What a phone dials: "020 7364 5006 option 3" is 02073645006, "999 then 55" is 999."""
    written = number.replace("(0)", "").lstrip(" (")
    first = re.split(r"[a-zA-Z(,/]", written, maxsplit=1)[0]
    return re.sub(r"(?!^\+)\D", "", first)


def checked_label(row: SupportContact) -> str:
    """When somebody last rang it; 999 is never doubted."""
    if row.is_never_doubted:
        return ""
    if row.last_checked_on:
        return _("Checked in %(month)s") % {"month": date_format(row.last_checked_on, "F Y")}
    return _("Sample: not yet checked") if row.is_sample else _("Not yet checked")
