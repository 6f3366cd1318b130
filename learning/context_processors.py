"""In a preview, the page is shown as a made-up learner would see it."""

from django.utils.functional import SimpleLazyObject

from learning.views import preview
from learning.views.pausing import KEPT_COOKIE


def previewed(request) -> dict:
    """`here` for the page that Wagtail is previewing; views give their own."""
    page = getattr(request, "previewed_page", None)
    if page is None or not getattr(request, "is_preview", False):
        return {}
    shown = preview.beside(page)
    return {**shown, "here": SimpleLazyObject(lambda: preview.here(request, page))}


def keeping(request) -> dict:
    """Whether this phone keeps a course: only then do pages bring the script for it."""
    return {"is_keeping": bool(request.COOKIES.get(KEPT_COOKIE))}
