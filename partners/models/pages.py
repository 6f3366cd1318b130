"""A partner's section and its help page."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Locale

from pages.models import BasePage
from partners.blocks import HelpStreamBlock
from partners.conf import HELP_SLUG


class PartnerPage(BasePage):
    """The front of a partner's section, one per language. A page's partner is that of its nearest PartnerPage."""

    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="section_pages")
    # Page.locale lives in another table, where no constraint of ours can reach it.
    section_locale = models.ForeignKey(Locale, on_delete=models.PROTECT, related_name="+", editable=False)

    # Made with its partner, never by "Add child page"; its address is the partner's.
    is_creatable = False
    is_title_checked = False
    promote_panels = []
    # As learners meet its courses.
    admin_default_ordering = "ord"
    parent_page_types = ["pages.HomePage"]
    template = "partners/partner_page.html"

    class Meta:
        verbose_name = "section"
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "section_locale"], name="partners_section_once_per_language"
            )
        ]

    def full_clean(self, *args, **kwargs) -> None:
        self._follow()
        super().full_clean(*args, **kwargs)

    def save(self, *args, **kwargs):
        # A draft is saved without being cleaned.
        self._follow()
        return super().save(*args, **kwargs)

    def publish(self, revision, **options):
        """Approved before its manager has opened the section, it waits: opening makes the last draft public."""
        if self.live or self.partner.opened_at:
            super().publish(revision, **options)

    def _follow(self) -> None:
        self.section_locale_id = self.locale_id or Locale.get_default().pk
        if self.partner_id:
            self.slug = self.partner.slug


class HelpPage(BasePage):
    """Where to get help: the programme's below the front page, a partner's own below its section."""

    body = StreamField(HelpStreamBlock(), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    # Its address is the same everywhere, so there is one in each place.
    promote_panels = []
    max_count_per_parent = 1
    parent_page_types = ["pages.HomePage", "partners.PartnerPage"]
    subpage_types = []
    template = "partners/help_page.html"

    def full_clean(self, *args, **kwargs) -> None:
        self.slug = HELP_SLUG
        super().full_clean(*args, **kwargs)

    def save(self, *args, **kwargs):
        # A draft is saved without being cleaned.
        self.slug = HELP_SLUG
        return super().save(*args, **kwargs)
