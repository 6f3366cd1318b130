"""Around each request: the version number, read at most once, and who may be on Wagtail's screens."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from wagtail.models import Page

from partners.domain import public_content_changed
from partners.queries import within_request
from partners.rules import Who, entry_for, places_of
from partners.rules.approval import IN_ITS_PLACE, is_live_below

ADMIN = "/admin/"
ADMIN_SIGN_IN = "/admin/login/"
DOCUMENTS = "/admin/documents/"
SET_POSITION = "wagtailadmin_pages:set_page_position"


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


class StaffGuardMiddleware:
    """Wagtail asks its groups, which know no dates; here the roles of today open its door. Stands below sign-in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def process_view(self, request, view, args, kwargs):
        entry = entry_for(request.resolver_match)
        if entry is None or entry.who is not Who.PLACE:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        place = next((row for row in places_of(request.user) if row.partner.slug == kwargs["slug"]), None)
        if place is None:
            raise Http404
        if entry.ability is not None and not place.may(entry.ability):
            raise PermissionDenied
        if not entry.allows_method(request.method):
            return HttpResponseNotAllowed(entry.methods)
        request.place, request.partner_id = place, place.partner.pk
        return None

    def __call__(self, request):
        path = request.path_info
        if path.startswith(ADMIN) and not path.startswith(ADMIN_SIGN_IN) and not _may_enter(request.user):
            raise PermissionDenied
        response = self.get_response(request)
        # Wagtail tells nobody that a document's file was replaced, and its address with it.
        if path.startswith(DOCUMENTS) and _is_written(request, response):
            public_content_changed()
        return response


class OrderOfPagesMiddleware:
    """Wagtail has no hook where somebody puts a page in another place among its neighbours."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.view_name != SET_POSITION or request.user.is_superuser:
            return None
        page = Page.objects.filter(pk=kwargs["page_to_move_id"]).first()
        if page and is_live_below(page):
            return HttpResponse(IN_ITS_PLACE, status=403, content_type="text/plain")
        return None


def _may_enter(user) -> bool:
    """Strangers are sent to sign in by Wagtail itself."""
    if not user.is_authenticated or user.is_superuser:
        return True
    return any(place.may_edit for place in places_of(user))


def _is_written(request, response) -> bool:
    return request.method == "POST" and request.user.is_authenticated and response.status_code < 400
