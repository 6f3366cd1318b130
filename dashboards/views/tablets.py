"""Staff set the device they sit at as a shared tablet, and end any of their partner's."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from dashboards.forms import TabletForm
from learning.views.tablet import forget_person, set_tablet_cookie
from partners.domain.tablets import end_tablet, set_tablet
from partners.models import SharedTablet
from partners.queries.tablets import tablets_of


@never_cache
def tablets(request, slug: str) -> HttpResponse:
    """Those in use; posted, this device becomes one, nobody is signed in here and nobody's work is open."""
    partner = request.place.partner
    form = TabletForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tablet = set_tablet(partner=partner, label=form.cleaned_data["label"], by=request.user)
        logout(request)
        response = HttpResponseRedirect(reverse("learning:finished"))
        forget_person(response)
        set_tablet_cookie(response, tablet.public_id)
        return response
    context = {"browser_title": _("Shared tablets"), "form": form, "tablets": tablets_of(partner)}
    return render(request, "dashboards/tablets/list.html", context)


@never_cache
def end(request, slug: str, tablet_id: str) -> HttpResponse:
    """At once: with its next request the device is no tablet any more, and whatever was open on it is closed."""
    tablet = get_object_or_404(SharedTablet, public_id=tablet_id, partner=request.place.partner)
    end_tablet(tablet=tablet, by=request.user)
    messages.success(request, _("It is no shared tablet any more."))
    return HttpResponseRedirect(reverse("dashboards:tablets", args=[slug]))
