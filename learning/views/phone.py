"""This phone: paused, carried on with, begun afresh, cleared, or said to be one's own."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from learning.domain import close_phone, note_visit, pins
from learning.forms import PinForm
from learning.queries import device_of, learner_of_device
from partners.scoping import for_learner

from .kept.offering import courses_to_keep
from .pausing import KEPT_COOKIE, OWN_PHONE_COOKIE, SEEN_COOKIE, forget_codes, is_own_phone, set_own_phone
from .people import (
    current_learner,
    device_token,
    is_phone_closed_now,
    is_pin_asked,
    learner_who_is_there,
    phone_in_hand,
)
from .tablet import TabletOver, is_over, tablet_of

MY_LEARNING = "dashboards:my-learning"
MY_DATA = "dashboards:my-data"
CLEARED = '"cache", "cookies", "storage"'
# What the form of the pause page has of its own.
OURS = {"csrfmiddlewaretoken", "next", "again", "pin"}


class SentAgain(HttpResponseRedirect):
    """The browser sends the same form to where this leads."""

    status_code = 307


def pause_page(
    request, *, back: str = "", form: PinForm | None = None, sent: QueryDict | None = None
) -> HttpResponse:
    """Names no course and no person. `back`: where *Carry on* leads, unless to the page that was asked for.

    `sent`: a form that could not be answered before; what was typed goes along, and *Carry on* sends it again.
    """
    # After a try, as it stands now: it has just been counted.
    device = device_of(device_token(request)) if form else phone_in_hand(request)
    here = {"next": back or (reverse(MY_LEARNING) if request.method == "POST" else request.get_full_path())}
    if device and device.pin_hash:
        here |= {"pin_form": form or PinForm(), "tries_left": pins.tries_left(device)}
    if sent is not None:
        here["sent"] = [
            (name, value) for name, values in sent.lists() if name not in OURS for value in values
        ]
    else:
        request.asked_again = here["next"]
    # Where no try is left there is nothing to look at again.
    context = {"browser_title": settings.SITE_NAME, "here": here, "form": here.get("tries_left") and form}
    response = render(request, "learning/paused.html", context)
    response["Cache-Control"] = "no-store"
    return response


def whose_work(request, *, status: int) -> HttpResponse:
    """In place of what a phone without a learner asked for or sent; a phone that was closed is told that it was."""
    request.asked_again = reverse(MY_LEARNING)
    path = request.resolver_match.kwargs.get("path", "")
    # Whoever borrowed the phone begins where they are.
    here = {"is_closed": is_phone_closed_now(request), "next": f"/{path.strip('/')}/" if path else ""}
    context = {"browser_title": _("Your work"), "here": here}
    response = render(request, "learning/whose_work.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@never_cache
@require_POST
def carry_on(request) -> HttpResponse:
    """Whoever holds the phone goes on where it was; with a PIN, whoever knows it."""
    token, target = device_token(request), _back(request)
    if is_over(request):
        raise TabletOver
    is_sent_again = request.POST.get("again") == "yes" and target == request.POST.get("next")
    onward = (SentAgain if is_sent_again else HttpResponseRedirect)(target)
    device = phone_in_hand(request)
    if device is None:
        return onward
    if is_pin_asked(request):
        form = PinForm(request.POST)
        if form.is_valid() and not pins.is_pin_right(token=token, pin=form.cleaned_data["pin"]):
            form.add_error("pin", _("This is not the PIN."))
        if not form.is_valid():
            return pause_page(request, back=target, form=form, sent=request.POST if is_sent_again else None)
    request.device_token, request.is_awake = token, True
    with for_learner(device.learner_id):
        # Whoever only reads has been here as well: the work is kept from today.
        note_visit(learner=device.learner)
    return onward


@csrf_exempt
@require_POST
def pause(request) -> HttpResponse:
    """Sent by Exit while the page goes away; a forged one costs its victim a tap."""
    response = HttpResponse(status=204)
    response.delete_cookie(SEEN_COOKIE)
    forget_codes(response)
    return response


@csrf_exempt
@require_POST
def visit(request) -> HttpResponse:
    """Somebody only reads, and was here today: by a script of the page, or by the button beside the date.

    A forged one keeps somebody's work a day longer.
    """
    learner = learner_who_is_there(request, back=reverse(MY_DATA))
    if learner:
        with for_learner(learner.pk):
            note_visit(learner=learner)
    return HttpResponseRedirect(f"{reverse(MY_DATA)}#until") if request.POST else HttpResponse(status=204)


@never_cache
@require_safe
def phone(request) -> HttpResponse:
    """What may be done with this phone."""
    here = {"learner": current_learner(request), "is_own_phone": is_own_phone(request, device_token(request))}
    device = phone_in_hand(request)
    here |= {
        "may_have_pin": device is not None and not device.is_on_tablet,
        "has_pin": bool(device and device.pin_hash),
    }
    here["courses"] = courses_to_keep(request)
    return render(request, "learning/phone.html", {**_titles(), "here": here})


@never_cache
@require_POST
def own_phone(request) -> HttpResponse:
    """Turns the pause page off for this phone, and with it the PIN that stood there; or on again."""
    response, token = HttpResponseRedirect(reverse("learning:phone")), device_token(request)
    learner = learner_who_is_there(request, back=reverse("learning:phone"))
    if learner is None or request.POST.get("own") != "yes" or tablet_of(request):
        response.delete_cookie(OWN_PHONE_COOKIE)
    else:
        pins.remove_pin(learner_id=learner.pk, token=token)
        set_own_phone(response, token)
    if learner and token:
        request.device_token, request.is_awake = token, True
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start_fresh(request) -> HttpResponse:
    """Somebody else begins on this phone. The work on it stays, for whoever has its code."""
    if tablet_of(request):
        return HttpResponseRedirect(reverse("learning:finish"))
    if request.method != "POST":
        return _asked(request, "learning/start_fresh.html")
    response = HttpResponseRedirect(_back(request) if request.POST.get("next") else "/")
    for name in (settings.LEARNER_COOKIE_NAME, SEEN_COOKIE, OWN_PHONE_COOKIE, KEPT_COOKIE):
        response.delete_cookie(name)
    forget_codes(response)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def clear(request) -> HttpResponse:
    """Leaves nothing of ours on the phone: each cookie is let go by name, and the browser is asked for the rest."""
    if tablet_of(request):
        return HttpResponseRedirect(reverse("learning:finish"))
    if request.method != "POST":
        return _asked(request, "learning/clear_phone.html")
    token = device_token(request)
    learner = learner_of_device(token) if token else None
    if learner:
        close_phone(learner_id=learner.pk, token=token)
    # The page deletes what the worker kept; its own script is not to begin anew.
    response = render(request, "learning/phone_cleared.html", {**_titles(), "is_keeping": False})
    for name in request.COOKIES:
        response.delete_cookie(name)
    forget_codes(response)
    response["Clear-Site-Data"] = CLEARED
    return response


def _asked(request, template: str) -> HttpResponse:
    """What would be lost, said before it is done; on a paused phone too, and of nobody by name."""
    token = device_token(request)
    return render(
        request, template, {**_titles(), "here": {"learner": learner_of_device(token) if token else None}}
    )


def _back(request) -> str:
    target = request.POST.get("next", "")
    is_ours = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if is_ours else reverse(MY_LEARNING)


def _titles() -> dict:
    return {"browser_title": f"{_('This phone')} – {settings.SITE_NAME}"}
