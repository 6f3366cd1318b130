"""What a certificate states, as plain data that needs nothing else to be read.

course_title, neutral_title, edition (fingerprint), outcomes [text], certificate_line, minutes,
cpd {accreditor, reference} (both "" where nobody has accredited the course),
completed_on (ISO date in London),
issuer {name, short_name, slug},
brand {monogram, brand_colour, accent_colour, logo (SHA-256 of an Artwork or ""), logo_alt},
signatory {name, role, signature (SHA-256 or "")},
co_brand_line, wording {kind, lines [text]}, language
Of what is available also: programme {issuer, brand, signatory, co_brand_line}, or None where the programme is the
issuer; a certificate in its name holds these in their place.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from courses.queries import Outline
from learning.models import CourseCompletion
from partners.queries import BrandFace, brand_of

LONDON = ZoneInfo("Europe/London")


def facts_of(
    *,
    completion: CourseCompletion,
    outline: Outline,
    face: BrandFace,
    language: str,
    artwork: Callable[[int | None], str],
) -> dict:
    """`artwork` gives the name of an image's stored copy, "" where there is none."""
    programme = brand_of()
    return {
        "course_title": outline.title,
        "neutral_title": outline.neutral_title,
        "edition": outline.fingerprint,
        "outcomes": list(outline.outcomes),
        "certificate_line": outline.certificate_line,
        "minutes": outline.minutes,
        "cpd": {"accreditor": outline.cpd_accreditor, "reference": outline.cpd_reference},
        "completed_on": timezone.localtime(completion.completed_at, LONDON).date().isoformat(),
        **_of_issuer(face, artwork),
        "programme": None if face.is_programme else _of_issuer(programme, artwork),
        "wording": wording(language),
        "language": language,
    }


def _of_issuer(face: BrandFace, artwork: Callable[[int | None], str]) -> dict:
    return {
        "issuer": {"name": face.name, "short_name": face.short_name, "slug": face.slug},
        "brand": {
            "monogram": face.monogram,
            "brand_colour": face.brand_colour,
            "accent_colour": face.accent_colour,
            "logo": artwork(face.logo_id),
            "logo_alt": face.logo_alt or face.name,
        },
        "signatory": {
            "name": face.signatory_name,
            "role": face.signatory_role,
            "signature": artwork(face.signature_id),
        },
        "co_brand_line": face.co_brand_line,
    }


def facts_as_chosen(facts: dict, *, hides_course: bool, in_programmes_name: bool) -> dict:
    """What one certificate states, from what is available.

    Without the course's title it says nothing of what the course was about. Raises ValueError for the
    programme's name where the programme is the issuer.
    """
    chosen = {name: value for name, value in facts.items() if name != "programme"}
    if hides_course:
        chosen |= {"course_title": facts["neutral_title"], "outcomes": [], "certificate_line": ""}
        chosen["cpd"] = {"accreditor": "", "reference": ""}
    if in_programmes_name:
        if not facts["programme"]:
            raise ValueError("The programme is the issuer already.")
        chosen |= facts["programme"]
    return chosen


def wording(language: str) -> dict:
    """What a certificate is, and what it is not."""
    with translation.override(language):
        return {
            "kind": _("Certificate of completion"),
            "lines": [
                _("Name as typed by the holder; identity not checked; quizzes not supervised."),
                _("Not a check on the person and no licence to work with children."),
            ],
        }


def facts_hash(facts: dict) -> str:
    """SHA-256 over canonical JSON: keys in order, no spaces, UTF-8."""
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()
