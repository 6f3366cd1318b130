"""The form of every page: what may not go before learners is told beside the very block."""

from django.core.exceptions import ValidationError
from wagtail.blocks import ListBlockValidationError, StreamBlockValidationError, StructBlockValidationError

from partners.rules.going_live import (
    ONE_AT_A_TIME,
    contacts_refused,
    stream_names,
    waits_for_opening,
    why_section_waits,
)

from .references import SectionPageForm

# Of the editor's buttons, those after which learners may see the page, at once or once it is approved.
ON_THE_WAY = ("action-publish", "action-submit", "action-restart-workflow")


class GoingLiveForm(SectionPageForm):
    """A draft is never refused: it can be saved whatever it holds."""

    def full_clean(self) -> None:
        with ONE_AT_A_TIME:
            super().full_clean()

    def clean(self):
        cleaned = super().clean()
        # Wagtail says it of the form alone; a page's own clean() asks too.
        self.instance.may_be_unfinished = self.is_deferred_validation
        if not self._is_on_the_way():
            return cleaned
        if "action-publish" in self.data and waits_for_opening(self.instance):
            self.add_error(None, why_section_waits())
        streams = {name: cleaned[name] for name in stream_names(self.instance) if name in cleaned}
        reasons = {found.key: found.reason for found in self._refused(streams)}
        for name, stream in streams.items() if reasons else ():
            error = _beside_the_blocks(stream, reasons)
            if error:
                self.add_error(name, error)
        return cleaned

    def _is_on_the_way(self) -> bool:
        if any(name in self.data for name in ON_THE_WAY):
            return True
        return "action-workflow-action" in self.data and self.data.get("workflow-action-name") == "approve"

    def _refused(self, streams: dict):
        is_new = self.instance.pk is None
        return contacts_refused(self.instance, streams, parent=self.parent_page if is_new else None)


def _beside_the_blocks(stream, reasons: dict[str, str]) -> ValidationError | None:
    blocks = {}
    for place, block in enumerate(stream):
        if block.block_type != "contacts":
            continue
        keys = {
            at: ValidationError(reasons[key]) for at, key in enumerate(block.value["keys"]) if key in reasons
        }
        if keys:
            blocks[place] = StructBlockValidationError({"keys": ListBlockValidationError(keys)})
    return StreamBlockValidationError(blocks) if blocks else None
