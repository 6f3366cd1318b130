"""Registrations of the Wagtail admin."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from courses.models import AdoptedCoursePage, CoursePage
from courses.queries.documents import is_public
from courses.views.adopters import ask_about_adopters
from partners.queries import section_of
from partners.rules.acting import may_see_media


@hooks.register("before_edit_page")
def remind_of_the_sample(request, page):
    """A sample course is nobody's approved words."""
    course = CoursePage.objects.ancestor_of(page, inclusive=True).first()
    if request.method == "GET" and course and course.is_sample:
        messages.info(request, _("Sample course: have your safeguarding lead check this before use."))


@hooks.register("before_unpublish_page")
@hooks.register("before_delete_page")
def ask_before_a_shared_course_goes(request, page):
    """The partners who have taken it are named first."""
    return ask_about_adopters(request, [page])


@hooks.register("before_bulk_action")
def ask_before_shared_courses_go(request, action_type, objects, _action):
    if action_type in ("unpublish", "delete"):
        return ask_about_adopters(request, [found for found in objects if isinstance(found, Page)])
    return None


@hooks.register("before_unpublish_page")
@hooks.register("before_delete_page")
def leave_adopted_courses_to_their_screen(request, page):
    """A course that was taken is hidden or ended where people are counted, and never deleted with its words."""
    if not isinstance(page.specific, AdoptedCoursePage) or request.user.is_superuser:
        return None
    messages.info(request, _("A shared course is hidden, shown and ended here. Your words for it are kept."))
    slug = section_of(page).partner.slug
    return redirect("dashboards:shared-course", slug, page.slug)


@hooks.register("before_copy_page")
def refuse_taking_it_twice(request, page):
    if not isinstance(page.specific, AdoptedCoursePage):
        return None
    messages.error(request, _("A shared course stands in a section once: it cannot be copied."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def leave_adopted_courses_out(request, action_type, objects, _action):
    pages = [found.specific for found in objects if isinstance(found, Page)]
    if request.user.is_superuser or not any(isinstance(page, AdoptedCoursePage) for page in pages):
        return None
    messages.error(request, _("A shared course is ended on its own screen. Nothing was changed."))
    return redirect("wagtailadmin_home")


@hooks.register("before_serve_document")
def keep_drafts_documents_back(document, request):
    """A document that no learner's page holds is for those who may edit with it; for others it is not there."""
    if not is_public(document) and not may_see_media(request.user, document):
        raise Http404
