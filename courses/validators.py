"""Rules of content that no form may skip."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from partners.conf import SECTION_WORDS


def refuse_missing_or_doubled_ids(questions) -> None:
    """Records name questions and choices by id: each must have one, and no two the same.

    `questions` is the quiz's StreamValue. JSON without ids would get new ones at every load.
    """
    seen: set[str] = set()
    for identifier in _ids(questions):
        if not identifier:
            raise ValidationError(_("A question or a choice has no id. Add it again in the editor."))
        if identifier in seen:
            raise ValidationError(
                _("Two questions or choices have the same id. Remove one and add it again.")
            )
        seen.add(identifier)


def _ids(questions):
    for raw in questions.raw_data if questions else ():
        yield raw.get("id")
        value = raw.get("value")
        for choice in value.get("choices") or () if isinstance(value, dict) else ():
            # A choice without its envelope is the form in which Wagtail gives a new id at each load.
            yield choice.get("id") if isinstance(choice, dict) and choice.get("type") == "item" else None


def refuse_section_word(slug: str) -> None:
    """A course would stand where its section has a page of its own, and be seen by nobody."""
    if slug in SECTION_WORDS:
        raise ValidationError(_("The section itself uses this address. Choose another word."))
