"""A page looks as its reader likes it: no cache may give one reader's to another."""

from django.utils.cache import patch_vary_headers


class ReadingMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Cookie",))
        return response
