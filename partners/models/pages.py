"""A partner's section and its help page."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Locale

from pages.models import BasePage
from partners.blocks import HelpStreamBlock


class PartnerPage(BasePage):
    """The front of a partner's section, one per language. A page's partner is that of its nearest PartnerPage."""

    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="section_pages")
    # Page.locale lives in another table, where no constraint of ours can reach it.
    section_locale = models.ForeignKey(Locale, on_delete=models.PROTECT, related_name="+", editable=False)

    parent_page_types = ["pages.HomePage"]
    max_count_per_parent = None
    template = "partners/partner_page.html"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "section_locale"], name="partners_section_once_per_language"
            )
        ]

    def full_clean(self, *args, **kwargs) -> None:
        self.section_locale_id = self.locale_id or Locale.get_default().pk
        super().full_clean(*args, **kwargs)

    def save(self, *args, **kwargs):
        # A draft is saved without being cleaned.
        self.section_locale_id = self.locale_id or Locale.get_default().pk
        return super().save(*args, **kwargs)


class HelpPage(BasePage):
    """Where to get help: the programme's below the front page, a partner's own below its section."""

    body = StreamField(HelpStreamBlock(), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    parent_page_types = ["pages.HomePage", "partners.PartnerPage"]
    subpage_types = []
    template = "partners/help_page.html"
