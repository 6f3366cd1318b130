"""Who is learning in this request."""

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from learning.domain import begin_once, note_visit
from learning.models import Learner
from learning.queries import learner_of_device, learner_of_user
from partners.scoping import for_learner

from .pausing import PhonePaused, is_paused
from .tablet import TabletOver, is_over, tablet_of


def current_learner(request, *, quietly: bool = False) -> Learner | None:
    """The learner of this phone, else of the account that is signed in; None for somebody who only reads.

    A forged cookie is nobody's. The answer makes the page personal: it is not stored by any cache. On a paused
    phone raises PhonePaused, or, where the page is for everybody too (`quietly`), answers None; so does a shared
    tablet on which somebody's time is over, with TabletOver.
    """
    if is_over(request):
        if quietly:
            return None
        raise TabletOver
    if not hasattr(request, "_learner"):
        request._learner = _find(request)
    if request._learner is not None:
        if _is_behind_the_pause(request):
            if quietly:
                return None
            raise PhonePaused
        request.is_personal = True
    return request._learner


def device_token(request) -> str:
    """What the phone's cookie holds; "" on a phone that holds nobody's work."""
    return request.COOKIES.get(settings.LEARNER_COOKIE_NAME, "")


def _is_behind_the_pause(request) -> bool:
    if not hasattr(request, "_is_paused"):
        token = device_token(request)
        # Whoever is signed in has a session that ends by itself.
        request._is_paused = bool(token and request._is_by_phone) and is_paused(request, token)
    return request._is_paused


def _find(request) -> Learner | None:
    token = request.COOKIES.get(settings.LEARNER_COOKIE_NAME, "")
    learner = learner_of_device(token) if token else None
    request._is_by_phone = learner is not None
    if tablet_of(request):
        # Nobody learns there by being signed in: staff and residents are kept apart.
        return learner
    if learner is None and SESSION_KEY in request.session and request.user.is_authenticated:
        learner = learner_of_user(request.user.pk)
    return learner


def learner_for_act(request) -> Learner:
    """The learner, begun now if this is the first act; the cookie is set or renewed with the answer."""
    learner = current_learner(request)
    if learner is None:
        learner, request.device_token = begin_once(
            browser_key=_browser_key(request),
            language=get_language(),
            is_on_tablet=tablet_of(request) is not None,
        )
        request._learner, request._is_by_phone = learner, True
    else:
        with for_learner(learner.pk):
            note_visit(learner=learner)
        request.device_token = request.COOKIES.get(settings.LEARNER_COOKIE_NAME)
    return learner


def _browser_key(request) -> str:
    """From the secret of its forms, which each browser has since it has shown the first of them, and no other."""
    secret = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    if not secret:
        return ""
    of = f"{secret}|{request.headers.get('User-Agent', '')}"
    return salted_hmac("learning.first_tap", of, algorithm="sha256").hexdigest()


def become(request, learner: Learner, token: str) -> None:
    """From this answer on, this phone is the learner's."""
    request._learner, request.device_token = learner, token
    request._is_paused, request._is_by_phone = False, True
    request.is_personal = True
