"""Per request: the version number is read at most once, and Wagtail's screens get their own script policy."""

from django.conf import settings

from partners.queries import within_request


class ContentVersionMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with within_request():
            response = self.get_response(request)
        if request.path_info.startswith("/admin/"):
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY
        return response
