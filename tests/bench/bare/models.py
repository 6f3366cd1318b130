"""Home > section > course > module > lesson, as somebody would write them who follows Wagtail's tutorial."""

from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Page

from courses.blocks import LessonStreamBlock


class HomePage(Page):
    pass


class SectionPage(Page):
    pass


class CoursePage(Page):
    pass


class ModulePage(Page):
    pass


class LessonPage(Page):
    minutes = models.PositiveSmallIntegerField(default=4)
    body = StreamField(LessonStreamBlock())

    def get_context(self, request, *args, **kwargs):
        """The menu: the modules of the course, as many as our own page shows."""
        context = super().get_context(request, *args, **kwargs)
        context["module"] = self.get_parent()
        context["menu"] = context["module"].get_siblings().live()
        return context
