"""This phone: paused, carried on with, begun afresh, cleared, or said to be one's own."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from learning.domain import close_phone
from learning.queries import learner_of_device

from .kept.offering import courses_to_keep
from .pausing import KEPT_COOKIE, OWN_PHONE_COOKIE, SEEN_COOKIE, SLIP_COOKIE, is_own_phone, set_own_phone
from .people import current_learner, device_token
from .tablet import TabletOver, is_over, tablet_of

CLEARED = '"cache", "cookies", "storage"'


def pause_page(request) -> HttpResponse:
    """Names no course and no person."""
    response = render(
        request,
        "learning/paused.html",
        {"browser_title": settings.SITE_NAME, "here": {"next": request.get_full_path()}},
    )
    response["Cache-Control"] = "no-store"
    return response


@never_cache
@require_POST
def carry_on(request) -> HttpResponse:
    """Whoever holds the phone goes on where it was."""
    token = device_token(request)
    if is_over(request):
        raise TabletOver
    if token and learner_of_device(token):
        request.device_token = token
    return HttpResponseRedirect(_back(request))


@csrf_exempt
@require_POST
def pause(request) -> HttpResponse:
    """Sent by Exit while the page goes away; a forged one costs its victim a tap."""
    response = HttpResponse(status=204)
    response.delete_cookie(SEEN_COOKIE)
    _forget_slip(response)
    return response


@never_cache
@require_safe
def phone(request) -> HttpResponse:
    """What may be done with this phone."""
    here = {"learner": current_learner(request), "is_own_phone": is_own_phone(request, device_token(request))}
    here["courses"] = courses_to_keep(request)
    return render(request, "learning/phone.html", {**_titles(), "here": here})


@never_cache
@require_POST
def own_phone(request) -> HttpResponse:
    """Turns the pause page off for this phone, or on again."""
    response = HttpResponseRedirect(reverse("learning:phone"))
    token = device_token(request)
    if current_learner(request) is None or request.POST.get("own") != "yes" or tablet_of(request):
        response.delete_cookie(OWN_PHONE_COOKIE)
    else:
        set_own_phone(response, token)
        request.device_token = token
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start_fresh(request) -> HttpResponse:
    """Somebody else begins on this phone. The work on it stays, for whoever has its code."""
    if tablet_of(request):
        return HttpResponseRedirect(reverse("learning:finish"))
    if request.method != "POST":
        return _asked(request, "learning/start_fresh.html")
    response = HttpResponseRedirect("/")
    for name in (settings.LEARNER_COOKIE_NAME, SEEN_COOKIE, OWN_PHONE_COOKIE, KEPT_COOKIE):
        response.delete_cookie(name)
    _forget_slip(response)
    return response


def _forget_slip(response: HttpResponse) -> None:
    """Its cookie has a path of its own."""
    response.delete_cookie(SLIP_COOKIE, path=reverse("learning:code"))


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
    _forget_slip(response)
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
    return target if is_ours else "/my-learning/"


def _titles() -> dict:
    return {"browser_title": f"{_('This phone')} – {settings.SITE_NAME}"}
