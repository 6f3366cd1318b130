"""The phone's cookies, the pause page before personal pages, and no copy of anything personal in a cache."""

from django.conf import settings
from django.utils.cache import add_never_cache_headers

from learning.views.pausing import PhonePaused, keep_seen, set_private_cookie
from learning.views.phone import pause_page


class LearnerMiddleware:
    """Sets the cookie after an act (views put the token on `request.device_token`); marks personal pages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        acted = getattr(request, "device_token", None)
        if acted:
            seconds = settings.LEARNER_COOKIE_DAYS * 86_400
            set_private_cookie(response, settings.LEARNER_COOKIE_NAME, acted, seconds)
        is_personal = bool(acted) or getattr(request, "is_personal", False)
        token = acted or request.COOKIES.get(settings.LEARNER_COOKIE_NAME, "")
        if is_personal and token:
            keep_seen(request, response, token, anew=bool(acted))
        # Set wherever a view or a tag has asked who is learning.
        if is_personal:
            add_never_cache_headers(response)
        return response

    def process_exception(self, request, exception):
        """In place of the page that was asked for, at its own address: nothing of it is said."""
        return pause_page(request) if isinstance(exception, PhonePaused) else None
