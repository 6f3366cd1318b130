"""On a shared tablet: Finish, the question whether somebody is still there, and what the next person sees."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from learning.domain import close_phone
from learning.queries import learner_of_device
from partners.queries import brand_of

from .pausing import IDLE_SECONDS
from .people import device_token
from .tablet import WARN_SECONDS, TabletOver, forget_person, is_over, tablet_of

CLEARED = '"cache", "storage"'


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def finish(request) -> HttpResponse:
    """Offers a code first; posted, nothing of this person stays on the tablet."""
    if tablet_of(request) is None:
        return HttpResponseRedirect(reverse("learning:phone"))
    token = device_token(request)
    learner = learner_of_device(token) if token and not is_over(request) else None
    if learner is None:
        return HttpResponseRedirect(reverse("learning:finished"))
    if request.method != "POST":
        return render(request, "learning/finish.html", {**_titles(), "here": {"learner": learner}})
    close_phone(learner_id=learner.pk, token=token)
    response = HttpResponseRedirect(reverse("learning:finished"))
    forget_person(response)
    response["Clear-Site-Data"] = CLEARED
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def still_here(request) -> HttpResponse:
    """Shown by the page itself after 25 idle minutes; looking at it changes nothing, the button does."""
    token, next_url = device_token(request), _next(request)
    if tablet_of(request) is None or not token:
        return HttpResponseRedirect(next_url)
    if is_over(request):
        raise TabletOver
    if request.method == "POST":
        if learner_of_device(token):
            request.device_token, request.is_awake = token, True
        return HttpResponse(status=204) if request.POST.get("quiet") else HttpResponseRedirect(next_url)
    response = render(request, "learning/still_here.html", {**_titles(), "here": {"next": next_url}})
    response["Refresh"] = f"{IDLE_SECONDS - WARN_SECONDS}; url={reverse('learning:finished')}"
    return response


@never_cache
@require_safe
def finished(request) -> HttpResponse:
    """The tablet is ready for the next person; while somebody's work is open they are asked first."""
    if tablet_of(request) and device_token(request) and not is_over(request):
        return HttpResponseRedirect(reverse("learning:still-here"))
    return over_page(request)


def over_page(request) -> HttpResponse:
    """In place of whatever was asked for: no course, no person."""
    tablet = tablet_of(request)
    section_url = brand_of(partner_id=tablet.partner_id).section_url if tablet else "/"
    if tablet:
        request.partner_id = tablet.partner_id
    context = {**_titles(), "here": {"start_url": section_url or "/"}}
    response = render(request, "learning/finished.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _next(request) -> str:
    asked = request.POST.get("next", "") or request.GET.get("next", "")
    is_ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours else reverse("dashboards:my-learning")


def _titles() -> dict:
    return {"browser_title": settings.SITE_NAME}
