"""Who is learning in this request."""

from functools import wraps

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from learning.domain import begin_once, note_visit
from learning.domain.errors import WorkJoined
from learning.models import DeviceToken, Learner
from learning.queries import device_of, learner_of_user
from learning.queries.people import is_joined, is_phone_closed
from partners.scoping import for_learner

from .pausing import PhonePaused, is_paused
from .tablet import TabletOver, is_over, tablet_of


class PhoneClosed(Exception):
    """This phone opens nobody's work any more, and its owner may not know: the middleware says so."""


def current_learner(request, *, quietly: bool = False, for_certificates: bool = False) -> Learner | None:
    """The learner of this phone, else of the account that is signed in; None for somebody who only reads.

    A forged cookie is nobody's. The answer makes the page personal: it is not stored by any cache. On a paused
    phone raises PhonePaused, or, where the page is for everybody too (`quietly`), answers None; so does a shared
    tablet on which somebody's time is over, with TabletOver. A POST is not kept waiting: what was typed on an open
    page is stored, and the page after it asks (`ask_before_showing` where there is none). `for_certificates`: also
    somebody whose time is over and of whom only certificates are left; to all other pages such a phone is a
    stranger's.
    """
    if is_over(request):
        if quietly:
            return None
        raise TabletOver
    if request.method != "POST" and is_phone_paused(request):
        if quietly:
            return None
        raise PhonePaused
    return _learner(request, for_certificates=for_certificates)


def learner_who_is_there(request, *, back: str) -> Learner | None:
    """For acts on what opens the work or takes it away: a paused phone asks first, whatever the method.

    `back`: the page that *Carry on* leads to.
    """
    if is_over(request):
        raise TabletOver
    if is_phone_paused(request):
        raise PhonePaused(back)
    return _learner(request)


def ask_before_showing(request) -> None:
    """Before an answer to a form shows what is somebody's own: a paused phone asks first, and nothing typed is lost.

    *Carry on* sends the form again, so the view has to give the same reply to the same form.
    """
    if is_phone_paused(request):
        raise PhonePaused(request.path, request.POST)


def is_phone_paused(request) -> bool:
    """Whether somebody's work is on this phone and waits behind the pause page."""
    if not hasattr(request, "_is_paused"):
        # Whoever is signed in has a session that ends by itself.
        is_by_phone = phone_in_hand(request) is not None
        request._is_paused = is_by_phone and is_paused(request, device_token(request))
    return request._is_paused


def phone_in_hand(request) -> DeviceToken | None:
    """The phone as it is stored; None for one that holds nobody's work."""
    _found(request)
    return request._device


def is_phone_closed_now(request) -> bool:
    """Whether this phone has opened work and does so no more. On a shared tablet nobody waits for an answer to that."""
    token = device_token(request)
    return (
        bool(token)
        and phone_in_hand(request) is None
        and tablet_of(request) is None
        and is_phone_closed(token)
    )


def is_pin_asked(request) -> bool:
    """Whether the pause page of this phone asks for a PIN."""
    return is_phone_paused(request) and bool(request._device.pin_hash)


def device_token(request) -> str:
    """What the phone's cookie holds; "" on a phone that holds nobody's work."""
    return request.COOKIES.get(settings.LEARNER_COOKIE_NAME, "")


def _learner(request, *, for_certificates: bool = False) -> Learner | None:
    learner = _found(request)
    if learner is not None:
        request.is_personal = True
        if learner.erased_at and not for_certificates:
            return None
    return learner


def _found(request) -> Learner | None:
    if not hasattr(request, "_learner"):
        request._learner = _find(request)
    return request._learner


def _find(request) -> Learner | None:
    token = device_token(request)
    request._device = device_of(token) if token else None
    if request._device is not None:
        return request._device.learner
    if tablet_of(request):
        # Nobody learns there by being signed in: staff and residents are kept apart.
        return None
    if SESSION_KEY in request.session and request.user.is_authenticated:
        return learner_of_user(request.user.pk)
    return None


def learner_for_act(request, *, for_certificates: bool = False) -> Learner:
    """The learner, begun now if this is the first act; the cookie is set or renewed with the answer.

    On a paused phone the act counts, and the phone stays paused. Where a newer code has closed the phone raises
    PhoneClosed: whoever goes on would begin a second time and miss what is done.
    """
    learner = current_learner(request, for_certificates=for_certificates)
    if learner is None:
        if is_phone_closed_now(request):
            raise PhoneClosed
        learner, token = begin_once(
            browser_key=browser_key(request),
            language=get_language(),
            is_on_tablet=tablet_of(request) is not None,
        )
        become(request, learner, token)
    else:
        with for_learner(learner.pk):
            note_visit(learner=learner)
        request.device_token = request.COOKIES.get(settings.LEARNER_COOKIE_NAME)
    return learner


def once_more_when_joined(view):
    """For acts: where another phone has made this work part of other work since the request found whose it is, the
    act is done again, as theirs whose it is now.
    """

    @wraps(view)
    def done(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except WorkJoined:
            del request._learner
            return view(request, *args, **kwargs)

    return done


def look_whose(learner: Learner) -> None:
    """Of work that is not where it was a moment ago: raises WorkJoined where it has become part of other work."""
    with for_learner(learner.pk):
        if is_joined(learner.pk):
            raise WorkJoined


def browser_key(request) -> str:
    """From the secret of its forms, which each browser has since it has shown the first of them, and no other."""
    secret = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    if not secret:
        return ""
    of = f"{secret}|{request.headers.get('User-Agent', '')}"
    return salted_hmac("learning.first_tap", of, algorithm="sha256").hexdigest()


def become(request, learner: Learner, token: str) -> None:
    """From this answer on, this phone is the learner's."""
    request._learner, request.device_token = learner, token
    request._is_paused, request.is_awake = False, True
    request.is_personal = True
