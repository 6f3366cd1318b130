"""Around each request: the version number, read at most once, and the script policy of Wagtail's screens."""

from django.conf import settings

from partners.queries import within_request

ADMIN = "/admin/"


class ContentVersionMiddleware:
    """Wagtail's screens get their own script policy too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with within_request():
            response = self.get_response(request)
        if request.path_info.startswith(ADMIN):
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY
        return response
