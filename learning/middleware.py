"""The phone's cookie, and no copy of anything personal in a cache."""

from django.conf import settings
from django.utils.cache import add_never_cache_headers


class LearnerMiddleware:
    """Sets the cookie after an act (views put the token on `request.device_token`); marks personal pages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        token = getattr(request, "device_token", None)
        if token:
            response.set_cookie(
                settings.LEARNER_COOKIE_NAME,
                token,
                max_age=settings.LEARNER_COOKIE_DAYS * 86_400,
                httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        # Set wherever a view or a tag has asked who is learning.
        if token or getattr(request, "is_personal", False):
            add_never_cache_headers(response)
        return response
