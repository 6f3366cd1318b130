"""Shared courses as a partner's approvers and managers see them: take, hide, show, end; and offer one's own."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from courses.domain import (
    adopt_course,
    end_adoption,
    hide_adoption,
    share_course,
    show_adoption,
    stop_sharing_course,
)
from courses.domain.adoption import NotShared
from courses.models import AdoptedCoursePage, CoursePage
from courses.queries.adoptions import (
    SharedCourse,
    own_courses_of,
    own_parts_of,
    section_of_partner,
    shared_courses_for,
)
from dashboards.queries.begun_here import begun_here
from learning.views import preview
from partners.models import PartnerPage
from partners.scoping import for_partners


@never_cache
def shared_courses(request, slug: str) -> HttpResponse:
    """All there are, each with how it stands here; and the section's own, with who has taken them."""
    section = section_of_partner(request.place.partner.pk)
    context = {
        "browser_title": _("Shared courses"),
        "courses": shared_courses_for(section) if section else [],
        "own_courses": own_courses_of(section) if section else [],
    }
    return render(request, "dashboards/courses/list.html", context)


@never_cache
def shared_course(request, slug: str, course: str) -> HttpResponse:
    """One that was taken: how it stands, what is new in it, and what the section adds of its own."""
    found = taken_or_404(request, course)
    context = {
        "browser_title": _("Shared course"),
        "course": found,
        "parts": list(own_parts_of(found.page)),
        "contact_count": len(found.page.contact_keys()),
    }
    return render(request, "dashboards/courses/course.html", context)


def take(request, slug: str) -> HttpResponse:
    """Into the section, in one tap; a second tap changes nothing."""
    section = section_or_404(request)
    wanted = request.POST.get("course", "")
    found = next(
        (row for row in shared_courses_for(section) if row.reference and row.reference == wanted), None
    )
    try:
        if found is None:
            raise NotShared
        course = CoursePage.objects.get(pk=found.course.source_page_id)
        page = adopt_course(section=section, course=course, by=request.user)
    except NotShared:
        messages.error(request, _("This course is not offered any more. Nothing was changed."))
        return HttpResponseRedirect(reverse("dashboards:shared-courses", args=[slug]))
    text = _("%(course)s is in your section now. Learners can begin it.")
    messages.success(request, text % {"course": page.title})
    return _to_course(slug, page.slug)


def look(request, slug: str, owner: str, course: str) -> HttpResponse:
    """A course that may be taken, as it would look in this section. Nothing on the page can be pressed."""
    rows = shared_courses_for(section_or_404(request))
    found = next((row for row in rows if row.reference == f"{owner}/{course}"), None)
    if found is None:
        raise Http404
    page = found.page or AdoptedCoursePage(title=found.title, course_key=found.course.course_key)
    here = preview.here(request, page)
    here |= {"partner_name": request.place.partner.short_name, "start_label": _("Start"), "progress": None}
    context = {"browser_title": _("Preview"), "here": here, "course": found}
    return render(request, "dashboards/courses/preview.html", context)


@never_cache
def hide(request, slug: str, course: str) -> HttpResponse:
    """Says what happens, and does it when asked."""
    found = taken_or_404(request, course)
    if request.method == "POST":
        hide_adoption(page=found.page, by=request.user)
        messages.success(request, _("%(course)s is hidden.") % {"course": found.title})
        return _to_course(slug, course)
    return _confirm(request, "dashboards/courses/hide.html", found)


def show(request, slug: str, course: str) -> HttpResponse:
    found = taken_or_404(request, course)
    show_adoption(page=found.page, by=request.user)
    messages.success(request, _("%(course)s is offered in your section again.") % {"course": found.title})
    return _to_course(slug, course)


@never_cache
def end(request, slug: str, course: str) -> HttpResponse:
    """Says what happens, and does it when asked."""
    found = taken_or_404(request, course)
    if request.method == "POST":
        end_adoption(page=found.page, by=request.user)
        messages.success(request, _("%(course)s has ended in your section.") % {"course": found.title})
        return _to_course(slug, course)
    return _confirm(request, "dashboards/courses/end.html", found)


def share(request, slug: str, course: str) -> HttpResponse:
    """Offers a course of the section's own to every partner."""
    page = _own_or_404(request, course)
    share_course(course=page, by=request.user)
    messages.success(request, _("Every partner may take %(course)s now.") % {"course": page.title})
    return HttpResponseRedirect(reverse("dashboards:shared-courses", args=[slug]))


@never_cache
def stop_sharing(request, slug: str, course: str) -> HttpResponse:
    """Names whoever has taken it, and asks."""
    page = _own_or_404(request, course)
    if request.method == "POST":
        stop_sharing_course(course=page, by=request.user)
        messages.success(request, _("%(course)s is offered in your section alone.") % {"course": page.title})
        return HttpResponseRedirect(reverse("dashboards:shared-courses", args=[slug]))
    own = next(row for row in own_courses_of(section_or_404(request)) if row.page.pk == page.pk)
    context = {"browser_title": _("Stop sharing"), "own": own}
    return render(request, "dashboards/courses/stop_sharing.html", context)


def section_or_404(request) -> PartnerPage:
    section = section_of_partner(request.place.partner.pk)
    if section is None:
        raise Http404
    return section


def taken_or_404(request, course: str) -> SharedCourse:
    """By its address in the section of the partner whom one acts for, ended or not."""
    rows = shared_courses_for(section_or_404(request))
    found = next((row for row in rows if row.page and row.page.slug == course), None)
    if found is None:
        raise Http404
    return found


def _own_or_404(request, course: str) -> CoursePage:
    own = CoursePage.objects.live().child_of(section_or_404(request))
    return get_object_or_404(own, slug=course)


def _confirm(request, template: str, found: SharedCourse) -> HttpResponse:
    partner_id = request.place.partner.pk
    with for_partners([partner_id]):
        people = begun_here(partner_id, found.page.course_key)
    context = {"browser_title": _("Shared course"), "course": found, "people": people}
    return render(request, template, context)


def _to_course(slug: str, course: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("dashboards:shared-course", args=[slug, course]))
