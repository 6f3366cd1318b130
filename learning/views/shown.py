"""What pages of a course have in common: titles, and the way on past what is taken away for safety."""

from django.conf import settings
from django.utils.translation import gettext as _

from courses.queries import OutlineActivity

from .way import Way


def title_of(way: Way, number: str = "") -> str:
    """What a browser keeps in its history: never a word of the subject."""
    neutral = f"{way.outline.neutral_title} – {settings.SITE_NAME}"
    return _("Part %(number)s – %(rest)s") % {"number": number, "rest": neutral} if number else neutral


def shown_title(activity: OutlineActivity) -> str:
    """In a list; what is taken away for safety says so in place of its title."""
    return _("This part is being looked at again") if activity.is_withdrawn else activity.title


def activity_face(way: Way, title: str) -> dict:
    """What a lesson and a quiz have in common."""
    activity = way.activity
    if activity is None and way.address.source_page_id:
        activity = way.address.outline.by_key.get(way.address.key)
    modules = {row.position: row for row in way.outline.modules}
    found = modules.get(activity.module_position) if activity else None
    if activity and activity.is_extra:
        found = way.module_of(activity)
    return {
        "course": way.course_face(),
        "module": way.module_face(found) if found else None,
        "from_partner": way.brand.short_name if found and found.is_extra else "",
        "number": activity.number if activity else "",
        "title": title,
        "parts": way.parts(),
        "progress": way.progress,
    }


def away(way: Way, post_url: str) -> dict:
    """In place of an activity that is taken away for safety: a calm line, and the way on.

    Somebody on their way goes on by an act, which may complete the course; everybody else by a link.
    """
    next_url, next_label = way.onward()
    is_under_way = bool(way.enrolment) and not way.is_completed
    here = {
        **activity_face(way, ""),
        "carry_on_url": post_url if is_under_way else "",
        "next_url": next_url,
        "next_label": next_label,
        "is_preview": False,
    }
    return {"page": None, "browser_title": title_of(way, here["number"]), "here": here, "is_away": True}
