from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField

from pages.conf import PROSE_FEATURES
from partners.blocks import ContactsBlock

from .base import TaughtPage


class AdoptedCoursePage(TaughtPage):
    """A shared course in a partner's own section: its key, and the partner's own introduction.

    The content lives once, with its owner; inner addresses come from the address book. Below it stand the
    partner's own extra modules.
    """

    course_key = models.UUIDField(db_index=True, editable=False)
    own_introduction = RichTextField(
        features=PROSE_FEATURES, blank=True, help_text="Stands above the course's own introduction."
    )
    own_contacts = StreamField(
        [("contacts", ContactsBlock())],
        blank=True,
        max_num=1,
        help_text="Shown on the course's first page, beside the introduction.",
    )
    # Not offered in the section; whoever has begun it carries on.
    is_hidden = models.BooleanField(default=False, editable=False)
    # The shared course's words as somebody of this partner last looked at them; see queries.changes.
    seen_words = models.JSONField(null=True, blank=True, editable=False)
    seen_at = models.DateTimeField(null=True, blank=True, editable=False)

    content_panels = [
        # Learners read its writers' title, whatever stood here.
        FieldPanel("title", read_only=True, help_text="Its writers' words, like all of the course."),
        FieldPanel("own_introduction"),
        FieldPanel("own_contacts"),
    ]
    # Made by taking up a shared course, never by "Add child page".
    is_creatable = False
    parent_page_types = ["partners.PartnerPage"]
    subpage_types = ["courses.ModulePage"]
    template = "courses/course_page.html"

    class Meta:
        verbose_name = "shared course"

    # What is decided about the page and not written in it: no draft and no earlier version brings it back.
    NOT_IN_DRAFTS = ("course_key", "is_hidden", "seen_words", "seen_at")
    exclude_fields_in_copy = ["seen_words", "seen_at"]

    def browser_title(self) -> str:
        return self.slug.replace("-", " ").capitalize()

    def serializable_data(self):
        """Without the words that were read: they are long, and belong to no draft."""
        return {
            name: value
            for name, value in super().serializable_data().items()
            if name not in ("seen_words", "seen_at")
        }

    def with_content_json(self, content):
        page = super().with_content_json(content)
        for name in self.NOT_IN_DRAFTS:
            setattr(page, name, getattr(self, name))
        return page

    def contact_keys(self) -> list[str]:
        """The keys of the partner's own contacts, in the order in which they are shown."""
        return [key for block in self.own_contacts for key in block.value["keys"]]
