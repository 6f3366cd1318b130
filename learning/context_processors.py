"""What templates know of the device, and of the made-up learner in a preview."""

from django.utils.functional import SimpleLazyObject

from learning.views import preview
from learning.views.pausing import KEPT_COOKIE
from learning.views.tablet import tablet_of


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


def device(request) -> dict:
    """`tablet`: the shared tablet this device is, or None. Only a tablet's cookie makes it look anything up."""
    return {"tablet": tablet_of(request)}
