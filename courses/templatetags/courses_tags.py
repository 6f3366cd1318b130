"""What staff screens say of courses."""

from django import template

from courses.queries.safety import number_taken_away_at

register = template.Library()


@register.simple_tag
def taken_away_count(place) -> int:
    """How many things on the pages of this place's partner are taken away for safety now. From memory."""
    return number_taken_away_at(place.partner.pk) if place else 0
