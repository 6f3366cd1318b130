"""A PIN before *Carry on*, on this phone: set, with the code in hand, and turned off again."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from learning.domain import pins
from learning.forms import NewPinForm
from learning.queries import has_own_code
from partners.scoping import for_learner

from .pausing import OWN_PHONE_COOKIE
from .people import device_token, learner_who_is_there, phone_in_hand
from .tablet import tablet_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pin(request) -> HttpResponse:
    """The code comes first: without one, a PIN that is forgotten would lose the work."""
    learner = learner_who_is_there(request, back=reverse("learning:pin"))
    # A shared tablet keeps nobody's work open: there is nothing to guard.
    if learner is None or phone_in_hand(request) is None or tablet_of(request):
        return HttpResponseRedirect(reverse("learning:phone"))
    form = NewPinForm(request.POST if request.method == "POST" else None)
    with for_learner(learner.pk):
        has_code = has_own_code()
    if has_code and form.is_valid():
        pins.set_pin(learner_id=learner.pk, token=device_token(request), pin=form.cleaned_data["pin"])
        response = HttpResponseRedirect(reverse("learning:phone"))
        # Otherwise nothing would ever ask for it.
        response.delete_cookie(OWN_PHONE_COOKIE)
        request.device_token, request.is_awake = device_token(request), True
        return response
    here = {"has_code": has_code, "has_pin": bool(phone_in_hand(request).pin_hash)}
    return render(request, "learning/pin.html", {**_titles(), "form": form, "here": here})


@never_cache
@require_POST
def pin_off(request) -> HttpResponse:
    learner = learner_who_is_there(request, back=reverse("learning:phone"))
    if learner is not None:
        pins.remove_pin(learner_id=learner.pk, token=device_token(request))
    return HttpResponseRedirect(reverse("learning:phone"))


def _titles() -> dict:
    return {"browser_title": f"{_('This phone')} – {settings.SITE_NAME}"}
