"""What a certificate states, as plain data that needs nothing else to be read.

course_title, neutral_title, edition (fingerprint), outcomes [text], certificate_line, minutes,
completed_on (ISO date in London), completion_note (how it came about, where no act of the learner's brought it, or ""),
issuer {name, short_name, slug},
brand {monogram, brand_colour, accent_colour, logo (SHA-256 of an Artwork or ""), logo_alt},
signatory {name, role, signature (SHA-256 or "")},
co_brand_line, wording {kind, lines [text]}, language
"""

import json
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from courses.queries import Outline
from learning.models import CourseCompletion
from partners.queries import BrandFace

LONDON = ZoneInfo("Europe/London")


def facts_of(
    *,
    completion: CourseCompletion,
    outline: Outline,
    face: BrandFace,
    logo: str,
    signature: str,
    language: str,
) -> dict:
    """`logo` and `signature` name artwork that is stored already."""
    return {
        "course_title": outline.title,
        "neutral_title": outline.neutral_title,
        "edition": outline.fingerprint,
        "outcomes": list(outline.outcomes),
        "certificate_line": outline.certificate_line,
        "minutes": outline.minutes,
        "completed_on": timezone.localtime(completion.completed_at, LONDON).date().isoformat(),
        "completion_note": completion_note(completion, language),
        "issuer": {"name": face.name, "short_name": face.short_name, "slug": face.slug},
        "brand": {
            "monogram": face.monogram,
            "brand_colour": face.brand_colour,
            "accent_colour": face.accent_colour,
            "logo": logo,
            "logo_alt": face.logo_alt or face.name,
        },
        "signatory": {"name": face.signatory_name, "role": face.signatory_role, "signature": signature},
        "co_brand_line": face.co_brand_line,
        "wording": wording(language),
        "language": language,
    }


def completion_note(completion: CourseCompletion, language: str) -> str:
    """Why a completion bears a date on which its learner did nothing; "" for every other."""
    if not completion.is_by_voiding:
        return ""
    with translation.override(language):
        return _(
            "Completed on the day when a quiz question that was wrong was counted as right for everybody."
        )


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
