"""The phone's cookies, the pause page, what a shared tablet lets go of, and no copy of anything personal in a cache."""

from django.conf import settings
from django.middleware.csrf import rotate_token
from django.utils.cache import add_never_cache_headers

from learning.views.finishing import over_page
from learning.views.pausing import PhonePaused, keep_seen, set_private_cookie
from learning.views.people import PhoneClosed
from learning.views.phone import pause_page, whose_work
from learning.views.tablet import TOKEN_SECONDS, TabletOver, after, tablet_of


def _lets_go(response) -> bool:
    """Takes the learner's cookie away, and leaves the secret of the forms."""
    gone = {name for name, cookie in response.cookies.items() if cookie["max-age"] == 0}
    return settings.LEARNER_COOKIE_NAME in gone and settings.CSRF_COOKIE_NAME not in gone


class LearnerMiddleware:
    """Sets the cookie after an act (views put the token on `request.device_token`); marks personal pages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        acted = getattr(request, "device_token", None)
        if acted:
            seconds = TOKEN_SECONDS if tablet_of(request) else settings.LEARNER_COOKIE_DAYS * 86_400
            set_private_cookie(response, settings.LEARNER_COOKIE_NAME, acted, seconds)
        after(request, response)
        if _lets_go(response):
            # Whoever begins next on this browser is somebody else.
            rotate_token(request)
        is_personal = bool(acted) or getattr(request, "is_personal", False)
        token = acted or request.COOKIES.get(settings.LEARNER_COOKIE_NAME, "")
        if is_personal and token:
            keep_seen(request, response, token, anew=getattr(request, "is_awake", False))
        # Set wherever a view or a tag has asked who is learning.
        if is_personal:
            add_never_cache_headers(response)
        return response

    def process_exception(self, request, exception):
        """In place of the page that was asked for, at its own address: nothing of it is said."""
        if isinstance(exception, TabletOver):
            return over_page(request)
        if isinstance(exception, PhoneClosed):
            return whose_work(request, status=409)
        if isinstance(exception, PhonePaused):
            return pause_page(request, back=exception.back, sent=exception.form)
        return None
