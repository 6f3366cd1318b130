"""A page is saved only if what it points to is its section's own or shared."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import (
    Block,
    ListBlock,
    ListBlockValidationError,
    StreamBlock,
    StreamBlockValidationError,
    StructBlock,
    StructBlockValidationError,
)
from wagtail.fields import StreamField
from wagtail.models import Revision

from partners.models import Partner
from partners.queries import section_of
from partners.queries.references import (
    Kind,
    Reference,
    children_of,
    fields_with_references,
    references_of,
    references_of_leaf,
    spots_of_field,
    stored_form,
)
from partners.rules.references import exists, references_refused
from partners.scoping import everything

Path = tuple[str, ...]
Refuse = Callable[[Path, tuple[Reference, ...]], str]

MESSAGES = {
    Kind.IMAGE: gettext_lazy("You cannot use this picture here. Choose one of your own or a shared one."),
    Kind.DOCUMENT: gettext_lazy("You cannot use this document here. Choose one of your own or a shared one."),
    Kind.PAGE: gettext_lazy(
        "You cannot link to this page from here. Choose one of your own section or a public one."
    ),
    Kind.CONTACT: gettext_lazy("You cannot use this contact here. Choose one from the list."),
}


def refuse_references(*, partner: Partner | None, references: dict[str, Reference]) -> None:
    """For forms of one's own: field name → what it points to. Raises ValidationError beside those fields."""
    refused = references_refused(partner=partner, references=references.values())
    errors = {name: MESSAGES[found.kind] for name, found in references.items() if found in refused}
    if errors:
        raise ValidationError(errors)


class SectionPageForm(WagtailAdminPageForm):
    """Every save of an editor passes here: new pages, changes and drafts of them, old versions taken up again."""

    def clean(self):
        cleaned = super().clean()
        model = type(self.instance)
        fields = [field for field in fields_with_references(model) if field.name in cleaned]
        new = {field: self._as_sent(field, cleaned[field.name]) for field in fields}
        standing, before = self._what_stands(model)
        fresh = {
            reference
            for field, raw in new.items()
            for spot in spots_of_field(field, raw)
            for reference in spot.references
        }
        # What stood there already stays, whosever it is.
        refused = references_refused(partner=self._partner(), references=fresh - standing)
        hidden = self._hidden(before)
        for field, raw in new.items():
            error = _error_of_field(field, raw, _refusal(field, refused, before, hidden))
            if error is not None:
                self.add_error(field.name, error)
        return cleaned

    def _as_sent(self, field, cleaned):
        """A number of a thing that is out of this editor's sight reads as nothing; here it is what was sent."""
        if not isinstance(field, StreamField):
            return getattr(cleaned, "pk", cleaned)
        with everything():
            widget = self.fields[field.name].widget
            sent = widget.value_from_datadict(self.data, self.files, self.add_prefix(field.name))
            return field.stream_block.get_prep_value(sent)

    def _partner(self) -> Partner | None:
        section = section_of(self.instance if self.instance.pk else self.parent_page)
        return section.partner if section else None

    def _what_stands(self, model) -> tuple[set[Reference], dict[tuple, tuple[Reference, ...]]]:
        """What the page points to now, live and as last drafted; and where in the draft each thing stands."""
        if not self.instance.pk:
            return set(), {}
        # Past the managers, which leave out what this editor may not see.
        live = QuerySet(model).get(pk=self.instance.pk)
        latest = QuerySet(Revision).filter(pk=live.latest_revision_id).first()
        sources = [live, *([latest.content] if latest else [])]
        standing = set().union(*(references_of(source, model) for source in sources))
        before = {
            (field.name, spot.path): spot.references
            for field in fields_with_references(model)
            for spot in spots_of_field(field, stored_form(field, sources[-1]))
            if spot.references and spot.is_choice
        }
        return standing, before

    def _hidden(self, before: dict[tuple, tuple[Reference, ...]]) -> set[Reference]:
        """Of what stood there, that which is there but not for this section: its editor sees an empty field."""
        found = {reference for references in before.values() for reference in references}
        return {
            reference
            for reference in references_refused(partner=self._partner(), references=found)
            if exists(reference)
        }


def _refusal(field, refused: set[Reference], before: dict, hidden: set[Reference]) -> Refuse:
    """Says what is wrong with one place of this field; nothing is wrong with most."""

    def refuse(path: Path, references: tuple[Reference, ...]) -> str:
        for reference in references:
            if reference in refused:
                return MESSAGES[reference.kind]
        lost = set(before.get((field.name, path), ())) & hidden
        if lost and not references:
            return _(
                "Something stands here that you cannot see, and saving would take it away. "
                "Choose another in its place, or remove this whole block."
            )
        return ""

    return refuse


def _error_of_field(field, raw, refuse: Refuse) -> ValidationError | None:
    if isinstance(field, StreamField):
        return _error_of_block(field.stream_block, raw, refuse, ())
    found = [refuse(spot.path, spot.references) for spot in spots_of_field(field, raw)]
    return ValidationError(found[0]) if any(found) else None


def _error_of_block(block: Block, raw, refuse: Refuse, path: Path) -> ValidationError | None:
    """The error in the shape in which the editor shows it beside the very block."""
    kinds = {
        StreamBlock: StreamBlockValidationError,
        ListBlock: ListBlockValidationError,
        StructBlock: StructBlockValidationError,
    }
    shape = next((error for kind, error in kinds.items() if isinstance(block, kind)), None)
    if shape is None:
        message = refuse(path, references_of_leaf(block, raw))
        return ValidationError(message) if message else None
    errors = {
        position: error
        for position, name, child, value in children_of(block, raw)
        if (error := _error_of_block(child, value, refuse, (*path, name)))
    }
    return shape(errors) if errors else None
