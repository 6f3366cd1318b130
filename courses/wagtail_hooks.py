"""Registrations of the Wagtail admin."""

from django.contrib import messages
from django.utils.translation import gettext as _
from wagtail import hooks

from courses.models import CoursePage


@hooks.register("before_edit_page")
def remind_of_the_sample(request, page):
    """A sample course is nobody's approved words."""
    course = CoursePage.objects.ancestor_of(page, inclusive=True).first()
    if request.method == "GET" and course and course.is_sample:
        messages.info(request, _("Sample course: have your safeguarding lead check this before use."))
