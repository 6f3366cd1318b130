"""A page of plain words below the front page: words we use, accessibility, privacy."""

from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from pages.blocks import ProseStreamBlock

from .base import BasePage


class StandardPage(BasePage):
    body = StreamField(ProseStreamBlock(), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    parent_page_types = ["pages.HomePage"]
    subpage_types = []
    template = "pages/standard_page.html"
