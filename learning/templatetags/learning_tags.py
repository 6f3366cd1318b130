"""Links between activities. They stay in the section and brand that the learner is in."""

from uuid import UUID

from django import template
from django.conf import settings
from django.urls import reverse

from courses.queries import address_book
from learning.views.pausing import IDLE_SECONDS
from learning.views.people import is_phone_paused
from learning.views.tablet import WARN_SECONDS, is_over

register = template.Library()


@register.simple_tag(takes_context=True)
def activity_url(context, key: UUID | str) -> str:
    """The address of an activity by key, in the section of this page; empty where it has none."""
    brand = context.get("brand")
    partner_id = getattr(brand, "partner_id", None)
    key = UUID(str(key))
    book = address_book()
    for course in book.courses_of(partner_id):
        extras = book.extras_at(course.section_page_id)
        activity = course.outline.by_key.get(key) or extras.by_key.get(key)
        if activity:
            return course.address + activity.address
    return ""


@register.inclusion_tag("learning/_notice_waits.html", takes_context=True)
def notice_waits(context) -> dict:
    """A quiet line where something about one's name or one's code waits to be read; asks the database nothing.

    Not on a paused phone: whoever holds it may be somebody else.
    """
    request = context.get("request")
    learner = getattr(request, "_learner", None)
    if learner and is_phone_paused(request):
        learner = None
    return {
        "is_shown": bool(learner and learner.is_asked_about_sharing),
        "is_reset_told": bool(learner and learner.has_reset_to_read),
    }


@register.inclusion_tag("learning/_tablet.html", takes_context=True)
def tablet_bar(context) -> dict:
    """On a shared tablet, while somebody's work is open there: Finish, and the question after a while."""
    request = context.get("request")
    is_shown = bool(
        context.get("tablet") and request.COOKIES.get(settings.LEARNER_COOKIE_NAME) and not is_over(request)
    )
    if not is_shown:
        return {"is_shown": False}
    return {
        "is_shown": True,
        "warn_seconds": WARN_SECONDS,
        "idle_seconds": IDLE_SECONDS,
        # What was posted cannot be asked for again.
        "next": request.path if request.method == "GET" else reverse("dashboards:my-learning"),
        "csrf_token": context.get("csrf_token"),
    }
