"""Links between activities. They stay in the section and brand that the learner is in."""

from uuid import UUID

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from courses.queries import address_book
from learning.views.pausing import IDLE_SECONDS
from learning.views.people import is_phone_paused
from learning.views.tablet import WARN_SECONDS, is_over
from partners.queries import remembered

register = template.Library()

ON_PATH = ("number", "from_partner", "title", "minutes", "url", "done", "total")


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


@register.simple_tag
def part_on_path(part: dict, here) -> SafeString:
    """A stop on the path, from memory: it says nothing but what stands in its name there."""
    facts = {name: part.get(name) for name in ON_PATH}
    is_here = bool(part.get("is_current") or (part.get("number") and part["number"] == here))

    def made() -> SafeString:
        return render_to_string("components/part.html", {"part": facts, "is_here": is_here})

    return remembered(("learning.part", get_language(), is_here, *facts.values()), made)


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


@register.simple_tag(takes_context=True)
def visit_to_note(context) -> str:
    """Where a script says that the learner was here today; empty where that is known. Asks the database nothing.

    On one's own phone no pause page comes between, and somebody who only reads posts nothing.
    """
    request = context.get("request")
    learner = getattr(request, "_learner", None)
    is_known = learner is None or learner.erased_at or learner.last_visit_on == timezone.localdate()
    if is_known or is_phone_paused(request):
        return ""
    return reverse("learning:visit")


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
