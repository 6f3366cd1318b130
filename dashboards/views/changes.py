"""What is new in a shared course, side by side with what somebody of the partner has read."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from courses.domain import note_changes_read
from courses.queries.changes import compare, words_fingerprint
from dashboards.queries.changed_words import shown_changes

from .shared_courses import taken_or_404


@never_cache
def changes(request, slug: str, course: str) -> HttpResponse:
    """Each lesson and quiz that differs, old and new."""
    found = taken_or_404(request, course)
    words = found.words
    context = {
        "browser_title": _("What is new"),
        "course": found,
        "changes": shown_changes(compare(found.page.seen_words, words)),
        "is_known": bool(found.page.seen_words),
        "seen": words_fingerprint(words) if words else "",
    }
    return render(request, "dashboards/courses/changes.html", context)


def read(request, slug: str, course: str) -> HttpResponse:
    """Keeps what was on the page as read; what has changed while it was read stays new."""
    found = taken_or_404(request, course)
    words = found.words
    if words is None or words_fingerprint(words) != request.POST.get("seen"):
        messages.error(request, _("The course has changed again in the meantime. Please look once more."))
        return HttpResponseRedirect(reverse("dashboards:shared-course-changes", args=[slug, course]))
    note_changes_read(page=found.page, words=words, by=request.user)
    messages.success(request, _("Noted. You will hear when something changes again."))
    return HttpResponseRedirect(reverse("dashboards:shared-course", args=[slug, course]))
