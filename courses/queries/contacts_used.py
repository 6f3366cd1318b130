"""Which support contacts a page names."""

from wagtail.models import Page

from courses.models import LessonPage
from partners.models import SupportContact


def unchecked_contacts_of(page: Page) -> list[str]:
    """Names of the contacts on a lesson that nobody has checked yet, each once. At most one SQL."""
    if not isinstance(page.specific, LessonPage):
        return []
    keys = contact_keys(page.specific)
    rows = SupportContact.objects.filter(key__in=keys, last_checked_on__isnull=True, is_never_doubted=False)
    return sorted(set(rows.values_list("name", flat=True))) if keys else []


def contact_keys(lesson: LessonPage) -> set[str]:
    """The keys in all contact blocks of a lesson."""
    return {key for block in lesson.body if block.block_type == "contacts" for key in block.value["keys"]}
