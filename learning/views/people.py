"""Who is learning in this request."""

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.utils.translation import get_language

from learning.domain import begin_as_guest, note_visit
from learning.models import Learner
from learning.queries import learner_of_device, learner_of_user
from partners.scoping import for_learner


def current_learner(request) -> Learner | None:
    """The learner of this phone, else of the account that is signed in; None for somebody who only reads.

    A forged cookie is nobody's. The answer makes the page personal: it is not stored by any cache.
    """
    if not hasattr(request, "_learner"):
        request._learner = _find(request)
    if request._learner is not None:
        request.is_personal = True
    return request._learner


def _find(request) -> Learner | None:
    token = request.COOKIES.get(settings.LEARNER_COOKIE_NAME, "")
    learner = learner_of_device(token) if token else None
    if learner is None and SESSION_KEY in request.session and request.user.is_authenticated:
        learner = learner_of_user(request.user.pk)
    return learner


def learner_for_act(request) -> Learner:
    """The learner, begun now if this is the first act; the cookie is set or renewed with the answer."""
    learner = current_learner(request)
    if learner is None:
        learner, request.device_token = begin_as_guest(language=get_language())
        request._learner = learner
    else:
        with for_learner(learner.pk):
            note_visit(learner=learner)
        request.device_token = request.COOKIES.get(settings.LEARNER_COOKIE_NAME)
    return learner


def become(request, learner: Learner, token: str) -> None:
    """From this answer on, this phone is the learner's."""
    request._learner, request.device_token = learner, token
    request.is_personal = True
