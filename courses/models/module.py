from django.db import models

from courses.enums import ModuleStand

from .adopted import AdoptedCoursePage
from .base import TaughtPage

# How the address of a partner's own part begins: no module of a shared course is called so.
OWN_PART = "own-"


class ModulePage(TaughtPage):
    """A part of a course; learners read "part".

    Below an adopted course it is the partner's own: offered before or after the shared parts, and recorded,
    never required.
    """

    stands = models.CharField(max_length=10, choices=ModuleStand, default=ModuleStand.AFTER, editable=False)

    parent_page_types = ["courses.AdoptedCoursePage", "courses.CoursePage"]
    template = "courses/module_page.html"

    class Meta:
        verbose_name = "module"

    def save(self, *args, **kwargs):
        self._give_neutral_slug()
        is_new = self._state.adding and self.path and not self.slug.startswith(OWN_PART)
        if is_new and AdoptedCoursePage.objects.parent_of(self).exists():
            self.slug = f"{OWN_PART}{self.slug}"
        return super().save(*args, **kwargs)

    def with_content_json(self, content):
        page = super().with_content_json(content)
        # Where it stands is decided on a screen of ours, not in a draft.
        page.stands = self.stands
        return page
