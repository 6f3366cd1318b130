"""The guard: answers for every address from the access list, before its view. Stands below sign-in."""

from contextlib import ExitStack

from django.db import DataError
from django.utils.datastructures import MultiValueDictKeyError
from django.views.defaults import bad_request

from partners.domain import public_content_changed
from partners.rules import Who, entry_for

from .guards import AT_THE_GATE, INSIDE, OUTSIDE, Visit

DOCUMENTS = "/admin/documents/"
ADMIN = "/admin/"
# What SQLite and PostgreSQL say to a number that is too large for any row.
TOO_LARGE = (OverflowError, DataError)


class StaffGuardMiddleware:
    """Wagtail asks its groups, which know no dates and no partners; here the roles of today open its door."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with ExitStack() as opened:
            request._opened_by_guard = opened
            response = self.get_response(request)
        # Wagtail tells nobody that a document's file was replaced, and its address with it.
        if request.path_info.startswith(DOCUMENTS) and _is_written(request, response):
            public_content_changed()
        return response

    def process_exception(self, request, exception):
        """A form of Wagtail's that came without what belongs to it is no fault of ours; nor is a filter of its
        lists that asks for a number no row can have."""
        is_filter = request.method == "GET" and request.path_info.startswith(ADMIN)
        no_fault = (MultiValueDictKeyError, *(TOO_LARGE if is_filter else ()))
        return bad_request(request, exception) if isinstance(exception, no_fault) else None

    def process_view(self, request, view, args, kwargs):
        entry = entry_for(request.resolver_match)
        visit = Visit(request=request, entry=entry, arguments=kwargs, opened=request._opened_by_guard)
        inside = entry is not None and entry.who is not Who.EVERYBODY
        for guards in (AT_THE_GATE, INSIDE if inside else OUTSIDE):
            for check in guards.values():
                answer = check(visit)
                if answer is not None:
                    return answer
        return None


def _is_written(request, response) -> bool:
    return request.method == "POST" and request.user.is_authenticated and response.status_code < 400
