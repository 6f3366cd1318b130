"""A shared tablet, as staff have set it: work is open there for half an hour after the last touch, and no longer.

All of it is in signed cookies and in memory: no query. `tablet` says which tablet this device is; `tablet_seen`
says that somebody's work was in use here within the last half hour. Where that is missing, the work is over.
"""

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.core import signing

from partners.conf import BOROUGH_COOKIE, READING_COOKIE
from partners.queries.tablets import TabletFace, tablets_in_use

from .pausing import (
    IDLE_SECONDS,
    KEPT_COOKIE,
    OWN_PHONE_COOKIE,
    SEEN_COOKIE,
    forget_codes,
    set_private_cookie,
)

TABLET_COOKIE = "tablet"
TABLET_SEEN_COOKIE = "tablet_seen"
# What somebody chose and never signed.
ON_THE_DEVICE = (KEPT_COOKIE, BOROUGH_COOKIE, READING_COOKIE)
WARN_SECONDS = 25 * 60
# The browser may keep it for a day; what counts is `tablet_seen`.
TOKEN_SECONDS = 86_400
# Pages that are shown while the time runs out; looking at them is no sign of life.
PAGES = "/tablet/"
_TABLET = signing.Signer(salt="learning.tablet")
_SEEN = signing.TimestampSigner(salt="learning.tablet-seen")


class TabletOver(Exception):
    """Whoever had work open here has gone; the middleware says so and takes it off the tablet."""


def tablet_of(request) -> TabletFace | None:
    """The tablet that this device is; None on every other device, and once staff have ended it."""
    public_id = _signed_id(request)
    return tablets_in_use().get(public_id) if public_id else None


def is_over(request) -> bool:
    """Whether somebody's work is still on this tablet whose time has run out, or that is no tablet any more."""
    token = request.COOKIES.get(settings.LEARNER_COOKIE_NAME, "")
    if not token or getattr(request, "device_token", None) or not _signed_id(request):
        return False
    return tablet_of(request) is None or not _is_alive(request, token)


def set_tablet_cookie(response, public_id: str) -> None:
    set_private_cookie(
        response, TABLET_COOKIE, _TABLET.sign(public_id), settings.LEARNER_COOKIE_DAYS * 86_400
    )


def forget_person(response) -> None:
    """Nothing of whoever was here stays on the device."""
    names = (settings.LEARNER_COOKIE_NAME, SEEN_COOKIE, OWN_PHONE_COOKIE, TABLET_SEEN_COOKIE, *ON_THE_DEVICE)
    for name in names:
        response.delete_cookie(name)
    forget_codes(response)


def after(request, response) -> None:
    """On a tablet, with each answer: the half hour begins anew, or what is over is taken away."""
    if not _signed_id(request):
        return
    acted = getattr(request, "device_token", None)
    token = acted or request.COOKIES.get(settings.LEARNER_COOKIE_NAME, "")
    if tablet_of(request) is None:
        response.delete_cookie(TABLET_COOKIE)
        if token:
            forget_person(response)
    elif is_over(request):
        forget_person(response)
    elif token:
        _keep_apart_from_staff(request, response, acted=bool(acted))
        if acted or not request.path_info.startswith(PAGES):
            set_private_cookie(response, TABLET_SEEN_COOKIE, _SEEN.sign(token[:8]), IDLE_SECONDS)


def _keep_apart_from_staff(request, response, *, acted: bool) -> None:
    """Whoever begins here signs staff out; whoever signs in here ends what was open."""
    if SESSION_KEY not in request.session:
        return
    if acted:
        logout(request)
    else:
        forget_person(response)


def _signed_id(request) -> str:
    cookie = request.COOKIES.get(TABLET_COOKIE, "")
    try:
        return _TABLET.unsign(cookie) if cookie else ""
    except signing.BadSignature:
        return ""


def _is_alive(request, token: str) -> bool:
    try:
        seen = _SEEN.unsign(request.COOKIES.get(TABLET_SEEN_COOKIE, ""), max_age=IDLE_SECONDS)
    except signing.BadSignature:
        return False
    return seen == token[:8]
