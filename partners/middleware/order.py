"""What learners see keeps its place among its neighbours until somebody has looked at the change."""

from django.contrib import messages
from django.http import HttpResponse
from wagtail.models import Page

from partners.rules.approval import IN_ITS_PLACE, is_live_below

SET_POSITION = "wagtailadmin_pages:set_page_position"


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
            # Wagtail shows no answer of this address: read with the list, which js/kept_place.js loads anew.
            messages.warning(request, IN_ITS_PLACE)
            return HttpResponse(IN_ITS_PLACE, status=403, content_type="text/plain")
        return None
