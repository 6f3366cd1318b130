"""A partner adds a part of its own to a shared course."""

from django.db import transaction

from courses.enums import ModuleStand
from courses.models import AdoptedCoursePage, ModulePage
from partners.domain import public_content_changed, record
from partners.models import PartnerPage


@transaction.atomic
def add_own_part(*, page: AdoptedCoursePage, title: str, stands: ModuleStand, by) -> ModulePage:
    """A draft below the adopted course, to be written and published in the editor.

    A part of the same title is there once, whatever was tapped twice.
    """
    AdoptedCoursePage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    found = ModulePage.objects.child_of(page).filter(draft_title=title).first()
    if found:
        return found
    page.refresh_from_db(fields=["numchild"])
    part = page.add_child(
        instance=ModulePage(title=title, stands=stands, locale_id=page.locale_id, live=False, owner=by)
    )
    part.save_revision(user=by)
    _record(part, by, "add own part", page)
    return part


@transaction.atomic
def place_own_part(*, part: ModulePage, stands: ModuleStand, by) -> None:
    """Moves a part before or after the course; one that stands there already stays."""
    part = ModulePage.objects.select_for_update(of=("self",)).get(pk=part.pk)
    if part.stands != stands:
        ModulePage.objects.filter(pk=part.pk).update(stands=stands)
        _record(part, by, "place own part", AdoptedCoursePage.objects.parent_of(part).get())
        public_content_changed()


def _record(part: ModulePage, by, verb: str, page: AdoptedCoursePage) -> None:
    section = PartnerPage.objects.select_related("partner").parent_of(page).get()
    record(actor=by, verb=verb, of=part, partner=section.partner, course=page.slug)
