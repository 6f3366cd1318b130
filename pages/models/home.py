"""The front page of the whole site, one per language."""

from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from pages.conf import PROSE_FEATURES

from .base import BasePage


class HomePage(BasePage):
    introduction = RichTextField(blank=True, features=PROSE_FEATURES)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    parent_page_types = ["wagtailcore.Page"]
    template = "pages/home_page.html"
