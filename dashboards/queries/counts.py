"""Counts of people as staff may see them."""

from django.conf import settings
from django.utils.translation import gettext as _


def shown_count(number: int) -> str:
    """None is "0"; a small number is "fewer than 5" (setting SMALL_NUMBER), never itself."""
    if 0 < number < settings.SMALL_NUMBER:
        return _("fewer than %(limit)s") % {"limit": settings.SMALL_NUMBER}
    return str(number)
