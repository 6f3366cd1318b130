"""Acts that waited on a phone come in, one by one. Each reply says what the phone tells the person."""

import re

from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.enums import ActivityKind
from courses.queries import questions_from_json
from learning.domain.errors import LearningRefused, QuestionVoided, QuestionWithdrawn, StaleAnswer
from learning.domain.kept import attempt_of_kept_answer, store_kept_answer
from learning.models import Attempt, Learner
from learning.queries import open_enrolment
from learning.views import activities
from learning.views.attempts import MESSAGES
from learning.views.faces import complete_url
from learning.views.people import (
    current_learner,
    is_phone_closed_now,
    learner_for_act,
    look_whose,
    once_more_when_joined,
)
from learning.views.way import language
from partners.scoping import for_learner

from .screens import is_owner

FINISH, ASIDE, ANSWER = "finish", "aside", "answer"
_OF_ATTEMPT = re.compile(r"/learn/([A-Za-z0-9_-]{22})/")
_TEXT = 64


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@once_more_when_joined
def send(request) -> HttpResponse:
    """GET brings the token that a stored form does not have. POST stores one act, the same one as often as it comes.

    200 it is stored; 409 somebody answered before; 422 it cannot be stored; each with words and the way on. 403 not
    now: a newer code has closed this phone, and what waits there goes once it is opened again.
    """
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    learner = current_learner(request)
    if learner is None and is_phone_closed_now(request):
        return HttpResponse(status=403)
    if learner is None or not is_owner(request, learner, request.POST.get("owner", "")):
        return _told(409, _("This belongs to work that is not on this phone any more."), "/")
    try:
        if request.POST.get("act") == FINISH:
            return _finish(request)
        return _answer(request, learner)
    except (Http404, Attempt.DoesNotExist):
        look_whose(learner)
        return _told(422, _("This part of the course is not there any more."), "/my-learning/")


def _finish(request) -> HttpResponse:
    answer = activities.finish_lesson(request, _path(request))
    return JsonResponse({"outcome": "stored", "url": answer["Location"]})


def _answer(request, learner: Learner) -> HttpResponse:
    given = request.POST
    key = _text(given, "key")
    attempt_id = _text(given, "attempt") or _attempt_for(request, learner, key)
    if not attempt_id:
        return _told(
            422, _("This quiz is being looked at again. You have not missed anything."), "/my-learning/"
        )
    question_id = _text(given, "question")
    chosen = None if given.get("act") == ASIDE else given.getlist("choice")
    try:
        with for_learner(learner.pk):
            stored = store_kept_answer(
                attempt_id=attempt_id,
                question_id=question_id,
                chosen=chosen,
                version=_number(given.get("version", "")),
                idempotency_key=key,
                language=language(),
            )
    except LearningRefused as refused:
        return _refused(learner, attempt_id, question_id, chosen or [], refused)
    learner_for_act(request)
    attempt = reverse("learning:attempt", args=[attempt_id])
    if stored.completion and (chosen is None or not stored.is_stored):
        attempt = complete_url(stored.attempt.enrolment)
    elif stored.is_stored and chosen is not None:
        attempt = reverse("learning:answered", args=[attempt_id, stored.sequence])
    return JsonResponse({"outcome": "stored", "url": attempt})


def _attempt_for(request, learner: Learner, key: str) -> str:
    """Of a quiz that had not begun when the phone kept it: found, or begun now. "" where nothing is asked."""
    path = _path(request)
    address = activities.activity_or_404(request, path, ActivityKind.QUIZ)
    with for_learner(learner.pk):
        enrolment = open_enrolment(address.course_key)
        found = enrolment and attempt_of_kept_answer(
            enrolment_id=enrolment.pk, activity_key=address.key, idempotency_key=key
        )
    if found:
        return found.public_id
    begun = _OF_ATTEMPT.match(activities.start_quiz(request, path)["Location"])
    return begun[1] if begun else ""


def _refused(
    learner: Learner, attempt_id: str, question_id: str, chosen: list[str], refused: LearningRefused
) -> HttpResponse:
    """What was asked and chosen goes back with it, in words: the phone may hold only their names."""
    with for_learner(learner.pk):
        attempt = Attempt.objects.get(public_id=attempt_id)
    asked = next((row for row in questions_from_json(attempt.questions) if row.id == question_id), None)
    words = {choice.id: choice.text for choice in asked.choices} if asked else {}
    return _told(
        409 if isinstance(refused, (StaleAnswer, QuestionWithdrawn, QuestionVoided)) else 422,
        MESSAGES.get(type(refused), _("This answer could not be added.")),
        reverse("learning:attempt", args=[attempt_id]),
        asked=asked.text if asked else "",
        chosen=[words[one] for one in chosen if one in words],
    )


def _told(status: int, message: str, url: str, **more) -> JsonResponse:
    return JsonResponse({"outcome": "refused", "message": str(message), "url": url, **more}, status=status)


def _text(given, name: str) -> str:
    """A forged NUL sign is none that PostgreSQL could store, or look for."""
    return given.get(name, "").replace("\x00", "")[:_TEXT]


def _path(request) -> str:
    return request.POST.get("path", "").replace("\x00", "").strip("/")[:250]


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return -1
