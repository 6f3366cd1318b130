"""Whether this phone is paused. All of it is in signed cookies: no query, and no timer that drops anything.

`seen` says that whoever holds the phone was at it within the last half hour; it is forged by nobody, and
where it is missing or too old the phone is paused. `own_phone` turns the pause page off.
"""

import time

from django.conf import settings
from django.core import signing
from django.http import QueryDict
from django.urls import reverse

SEEN_COOKIE = "seen"
OWN_PHONE_COOKIE = "own_phone"
# Says that this phone keeps a course; holds nothing else.
KEPT_COOKIE = "kept"
# The code that was made a moment ago.
SLIP_COOKIE = "slip"
# Which letter with a code this phone asked for.
MAIL_COOKIE = "mail"
IDLE_SECONDS = 30 * 60
# Not with each page: signing costs, and minutes do not matter.
RENEW_AFTER_SECONDS = 5 * 60
_SEEN = signing.TimestampSigner(salt="learning.seen")
_OWN_PHONE = signing.Signer(salt="learning.own-phone")


class PhonePaused(Exception):
    """Somebody's work is behind the pause page; the middleware shows it.

    `back`: where *Carry on* leads then. `form`: what was sent, which *Carry on* sends there once more.
    """

    def __init__(self, back: str = "", form: QueryDict | None = None) -> None:
        super().__init__()
        self.back, self.form = back, form


def is_paused(request, token: str) -> bool:
    return not is_own_phone(request, token) and _age(request, token) is None


def is_own_phone(request, token: str) -> bool:
    return _is_signed(_OWN_PHONE, request.COOKIES.get(OWN_PHONE_COOKIE, ""), token)


def keep_seen(request, response, token: str, *, anew: bool) -> None:
    """Renews `seen`; only `anew`, when somebody has begun, carried on or opened their work, where it had run out."""
    age = _age(request, token)
    if anew or (age is not None and age > RENEW_AFTER_SECONDS):
        set_private_cookie(response, SEEN_COOKIE, sign_of_life(token), IDLE_SECONDS)


def sign_of_life(token: str) -> str:
    """What the `seen` cookie holds, made now."""
    return _SEEN.sign(_short(token))


def set_own_phone(response, token: str) -> None:
    days = settings.LEARNER_COOKIE_DAYS
    set_private_cookie(response, OWN_PHONE_COOKIE, _OWN_PHONE.sign(_short(token)), days * 86_400)


def forget_codes(response) -> None:
    """The code that was shown and the letter that was asked for: their cookies have a path of their own."""
    for name in (SLIP_COOKIE, MAIL_COOKIE):
        response.delete_cookie(name, path=reverse("learning:code"))


def set_private_cookie(response, name: str, value: str, seconds: int) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _age(request, token: str) -> float | None:
    """Seconds since the phone was last seen in use; None where it is paused."""
    cookie = request.COOKIES.get(SEEN_COOKIE, "")
    try:
        value = _SEEN.unsign(cookie, max_age=IDLE_SECONDS)
    except signing.BadSignature:
        return None
    if value != _short(token):
        return None
    signed_at = signing.b62_decode(cookie.rsplit(":", 2)[1])
    return time.time() - signed_at


def _is_signed(signer: signing.Signer, cookie: str, token: str) -> bool:
    try:
        return signer.unsign(cookie) == _short(token)
    except signing.BadSignature:
        return False


def _short(token: str) -> str:
    """Which phone a cookie belongs to, without giving away what opens it."""
    return token[:8]
