from django.db import models

from courses.enums import ModuleStand

from .base import TaughtPage


class ModulePage(TaughtPage):
    """A part of a course; learners read "part".

    Below an adopted course it is the partner's own: offered before or after the shared parts, and recorded,
    never required.
    """

    stands = models.CharField(max_length=10, choices=ModuleStand, default=ModuleStand.AFTER, editable=False)

    parent_page_types = ["courses.AdoptedCoursePage", "courses.CoursePage"]
    template = "courses/module_page.html"
