"""The terms that somebody accepts before they see people."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from partners.conf import TERMS_VERSION
from partners.domain import accept_terms


@never_cache
def terms(request, slug: str):
    """Everybody with a role there may read them; only who sees people accepts them."""
    place = request.place
    back = request.POST.get("next") or request.GET.get("next", "")
    # Only back into this site.
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = ""
    if request.method == "POST":
        if place.awaits_terms:
            accept_terms(user=request.user, partner=place.partner)
            messages.success(request, _("Thank you. You can carry on now."))
        return redirect(back or "dashboards:staff-home")
    return render(
        request,
        "partners/staff/terms.html",
        {
            "browser_title": _("Terms"),
            "version": TERMS_VERSION,
            "awaits_terms": place.awaits_terms,
            "has_accepted": place.has_accepted_terms,
            "next": back,
        },
    )
