"""Text size and colours, as somebody likes them on this phone. In a cookie, and nowhere else."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partners.conf import READING_COOKIE, READING_COOKIE_DAYS
from partners.queries.reading import SCHEMES, TEXT_SIZES, Reading, chosen_from, reading_of
from partners.queries.sections import brand_at
from partners.rules.access import entry_for

TEXT_LABELS = {
    "normal": gettext_lazy("Normal"),
    "large": gettext_lazy("Large"),
    "larger": gettext_lazy("Larger"),
}
SCHEME_LABELS = {
    "phone": gettext_lazy("As the phone has it"),
    "light": gettext_lazy("Light"),
    "dark": gettext_lazy("Dark"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def reading(request) -> HttpResponse:
    """What is not offered counts as the first; only a page of ours is gone back to."""
    back = _back(request)
    if request.method == "POST":
        return _kept(request, back)
    request.partner_id = brand_at(back).partner_id
    now = reading_of(request.COOKIES.get(READING_COOKIE, ""))
    here = {
        "back": back,
        "texts": _options(TEXT_LABELS, now.text),
        "schemes": _options(SCHEME_LABELS, now.scheme),
    }
    title = f"{_('Text size and colours')} – {settings.SITE_NAME}"
    return render(request, "partners/reading.html", {"browser_title": title, "here": here})


def _kept(request, back: str) -> HttpResponse:
    wanted = Reading(
        chosen_from(TEXT_SIZES, request.POST.get("text", "")),
        chosen_from(SCHEMES, request.POST.get("scheme", "")),
    )
    response = HttpResponseRedirect(back)
    if wanted == Reading():
        response.delete_cookie(READING_COOKIE)
        return response
    response.set_cookie(
        READING_COOKIE,
        wanted.cookie(),
        max_age=READING_COOKIE_DAYS * 86_400,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def _options(labels: dict, chosen: str) -> list[dict]:
    return [{"value": value, "label": label, "checked": value == chosen} for value, label in labels.items()]


def _back(request) -> str:
    """The page that led here, or the front page: from the form, else as the browser says it."""
    if request.method == "POST":
        target = request.POST.get("next", "")
    else:
        came_from = urlsplit(request.headers.get("Referer", ""))
        target = came_from.path if came_from.netloc == request.get_host() else ""
    is_ours = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    # What was answered to a form that was sent has an address that cannot be asked for: the page is one above.
    for page in (target, f"{target.rstrip('/').rpartition('/')[0]}/"):
        if is_ours and page != reverse("partners:reading") and _can_be_opened(page):
            return page
    return "/"


def _can_be_opened(target: str) -> bool:
    try:
        entry = entry_for(resolve(urlsplit(target).path))
    except Resolver404:
        return False
    return entry is not None and entry.allows_method("GET")
