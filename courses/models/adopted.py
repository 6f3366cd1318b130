from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from pages.conf import PROSE_FEATURES

from .base import TaughtPage


class AdoptedCoursePage(TaughtPage):
    """A shared course in a partner's own section: its key, and the partner's own introduction.

    The content lives once, with its owner; inner addresses come from the address book.
    """

    course_key = models.UUIDField(db_index=True, editable=False)
    own_introduction = RichTextField(
        features=PROSE_FEATURES, blank=True, help_text="Stands above the course's own introduction."
    )

    content_panels = [*TaughtPage.content_panels, FieldPanel("own_introduction")]
    # Made by taking up a shared course, never by "Add child page".
    is_creatable = False
    parent_page_types = ["partners.PartnerPage"]
    subpage_types = []
    template = "courses/course_page.html"

    def browser_title(self) -> str:
        return self.slug.replace("-", " ").capitalize()
