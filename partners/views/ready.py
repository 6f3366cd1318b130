"""The checklist on the way to an open section, and the button at its end."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from partners.domain import NotReady, open_section
from partners.queries.readiness import readiness_of


@never_cache
def ready(request, slug: str) -> HttpResponse:
    """Opening asks the list once more: what was in order a moment ago may not be now."""
    partner = request.place.partner
    if request.method == "POST":
        try:
            open_section(partner=partner, by=request.user)
        except NotReady:
            messages.warning(request, _("Not yet: look at what is missing below."))
        else:
            messages.success(request, _("Your section is open. Residents can find it now."))
        return HttpResponseRedirect(reverse("partners:ready", args=[slug]))
    readiness = readiness_of(partner)
    context = {
        "browser_title": _("Getting ready"),
        "readiness": readiness,
        "rows": [(item, request.place.may(item.ability)) for item in readiness.items],
        "is_open": bool(partner.opened_at) or partner.section_pages.filter(live=True).exists(),
    }
    return render(request, "partners/staff/ready.html", context)
