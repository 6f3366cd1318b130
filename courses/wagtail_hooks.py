"""Registrations of the Wagtail admin."""

from django.contrib import messages
from django.utils.translation import gettext as _
from wagtail import hooks

from courses.models import CoursePage
from courses.queries.contacts_used import unchecked_contacts_of


@hooks.register("before_edit_page")
def remind_of_the_sample(request, page):
    """A sample course is nobody's approved words."""
    course = CoursePage.objects.ancestor_of(page, inclusive=True).first()
    if request.method == "GET" and course and course.is_sample:
        messages.info(request, _("Sample course: have your safeguarding lead check this before use."))


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_unchecked_contacts(request, page):
    """Whoever writes is told when a number on the page has not been checked."""
    names = unchecked_contacts_of(page)
    if names:
        messages.warning(
            request,
            _("Nobody has checked these contacts yet: %(names)s. Ask the owner before this goes to learners.")
            % {"names": ", ".join(names)},
        )
