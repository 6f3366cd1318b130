from .base import TaughtPage


class ModulePage(TaughtPage):
    """A part of a course; learners read "part"."""

    parent_page_types = ["courses.CoursePage"]
    template = "courses/module_page.html"
