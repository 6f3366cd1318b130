"""Links between activities. They stay in the section and brand that the learner is in."""

from uuid import UUID

from django import template

from courses.queries import address_book

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
    """A quiet line where something about one's name or one's code waits to be read; asks the database nothing."""
    request = context.get("request")
    learner = getattr(request, "_learner", None)
    return {
        "is_shown": bool(learner and learner.is_asked_about_sharing),
        "is_reset_told": bool(learner and learner.has_reset_to_read),
    }
