"""For whom somebody acts on Wagtail's screens: chosen by a press of a button, kept in the session."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from partners.conf import ACTING_FOR
from partners.rules.acting import desks_of

from .sent_again import MEANT_FOR, offered_for


@never_cache
def acting_for(request) -> HttpResponse:
    """Asks, or takes the answer: a partner where the person may edit today; every other is not there."""
    desks = desks_of(request.user)
    given = request.POST if request.method == "POST" else request.GET
    onward = given.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        onward = reverse("wagtailadmin_home")
    if request.method == "POST":
        chosen = next((place for place in desks if place.partner.slug == request.POST.get("partner")), None)
        if chosen is None:
            raise Http404
        if request.session.get(ACTING_FOR) not in (None, chosen.partner.pk):
            # A form left open for the former partner names it nowhere: sent now, it would land with this one.
            rotate_token(request)
        request.session[ACTING_FOR] = chosen.partner.pk
        kept = offered_for(request, chosen, request.POST.get(MEANT_FOR, ""))
        return kept or HttpResponseRedirect(onward)
    words = {
        "browser_title": _("Acting for"),
        "places": desks,
        "onward": onward,
        "now": request.session.get(ACTING_FOR),
    }
    return render(request, "partners/staff/acting_for.html", words)
