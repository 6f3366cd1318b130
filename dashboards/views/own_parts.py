"""A partner's own parts in a shared course: added here, written in the editor."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from courses.domain import add_own_part, place_own_part
from courses.enums import ModuleStand
from courses.queries.adoptions import own_parts_of
from dashboards.forms import OwnPartForm

from .shared_courses import taken_or_404


@never_cache
def add(request, slug: str, course: str) -> HttpResponse:
    """One form: what it is called and where it stands. What it holds is written in the editor."""
    found = taken_or_404(request, course)
    form = OwnPartForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        title, stands = form.cleaned_data["title"], ModuleStand(form.cleaned_data["stands"])
        add_own_part(page=found.page, title=title, stands=stands, by=request.user)
        text = _(
            "%(title)s is there as a draft. A trainer writes its lessons, and an approver publishes them."
        )
        messages.success(request, text % {"title": title})
        return HttpResponseRedirect(reverse("dashboards:shared-course", args=[slug, course]))
    context = {"browser_title": _("A part of our own"), "course": found, "form": form, "errors": form.errors}
    return render(request, "dashboards/courses/new_part.html", context)


def place(request, slug: str, course: str, part: str) -> HttpResponse:
    """To the other side of the course."""
    found = taken_or_404(request, course)
    page = get_object_or_404(own_parts_of(found.page), slug=part)
    stands = request.POST.get("stands", "")
    if stands in ModuleStand:
        place_own_part(part=page, stands=ModuleStand(stands), by=request.user)
        messages.success(request, _("%(title)s has moved.") % {"title": page.draft_title})
    else:
        messages.error(request, _("Choose before or after the course. Nothing was changed."))
    return HttpResponseRedirect(reverse("dashboards:shared-course", args=[slug, course]))
