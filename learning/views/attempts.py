"""A quiz, one question a page: question, answer, feedback, and what was not right once more."""

import secrets

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from learning.domain import answer_question, carry_on_attempt, rounds, set_aside_question
from learning.domain.asking import Asking, asking_of
from learning.domain.errors import NoChoice, QuestionVoided, QuestionWithdrawn, StaleAnswer, UnknownChoice
from learning.models import Attempt, Response
from partners.scoping import for_learner

from . import past, sitting
from .faces import complete_url
from .people import (
    ask_before_showing,
    current_learner,
    learner_for_act,
    look_whose,
    once_more_when_joined,
)
from .phone import whose_work
from .way import language

MESSAGES = {
    NoChoice: _("Choose an answer first, or set this question aside."),
    UnknownChoice: _("That choice is not part of this question. Choose one of these."),
    QuestionWithdrawn: _(
        "That question is being looked at again. You have not missed anything: carry on with this one."
    ),
    QuestionVoided: _(
        "That question was found to be wrong. It counts as right for everybody: carry on with this one."
    ),
    StaleAnswer: _(
        "This question was answered already, on another page or phone. Nothing is lost: carry on here."
    ),
}
KEPT = _(
    "Your answer is not saved yet: another page or phone was quicker with another question. "
    "Nothing is lost. What you chose is still here; send it again."
)


@require_safe
def attempt(request, attempt_id: str):
    """The next question, or, when none is left, the end of the quiz as it was asked."""
    found = _attempt_or_none(request, attempt_id)
    if found is None:
        return _whose(request)
    asking = asking_of(found)
    if found.finished_at:
        return render(request, "learning/quiz_end.html", past.end(request, found, asking))
    if asking.upcoming is None:
        # What was left is asked no more: an act of the learner's takes them on, never a look.
        return render(request, "learning/taken_away.html", sitting.taken_away(found, asking))
    return _question(request, found, asking, asking.upcoming)


@require_safe
def together(request, attempt_id: str):
    """What "do it with somebody" may be, and the way back to the question."""
    found = _attempt_or_none(request, attempt_id)
    if found is None:
        return _whose(request)
    return render(request, "learning/together.html", sitting.together(found))


@require_POST
@once_more_when_joined
def answer(request, attempt_id: str):
    """Stores an answer once; sends the same form again to the same reply."""
    return _store(
        request, attempt_id, lambda **act: answer_question(chosen=request.POST.getlist("choice"), **act)
    )


@require_POST
@once_more_when_joined
def set_aside(request, attempt_id: str):
    """Takes a question out of this sitting."""
    return _store(request, attempt_id, lambda **act: set_aside_question(**act))


@require_POST
def carry_on(request, attempt_id: str):
    """Past what is asked no more: to the end of the quiz, or on in the course."""
    found = _attempt_or_none(request, attempt_id)
    if found is None:
        return _whose(request)
    learner_for_act(request)
    with for_learner(found.learner_id):
        done = carry_on_attempt(attempt_id=attempt_id, language=language())
    if done.completion:
        return HttpResponseRedirect(complete_url(found.enrolment))
    if done.attempt.finished_at or asking_of(found).upcoming:
        return HttpResponseRedirect(reverse("learning:attempt", args=[attempt_id]))
    return HttpResponseRedirect(sitting.onward(found))


@require_safe
def answered(request, attempt_id: str, sequence: int):
    """What one answer led to."""
    found = _attempt_or_none(request, attempt_id)
    if found is None:
        return _whose(request)
    with for_learner(found.learner_id):
        response = Response.objects.filter(attempt_id=found.pk, sequence=sequence).first()
    # What is taken away for safety is not shown again either.
    shown_ids = {question.id for question in asking_of(found).questions}
    if response is None or response.is_set_aside or response.question_id not in shown_ids:
        return HttpResponseRedirect(reverse("learning:attempt", args=[attempt_id]))
    return render(request, "learning/answered.html", sitting.answered(request, found, response))


def _store(request, attempt_id: str, verb):
    learner = current_learner(request)
    if learner is None:
        return _whose(request)
    try:
        version = int(request.POST.get("version", ""))
    except ValueError:
        version = -1
    try:
        with for_learner(learner.pk):
            stored = verb(
                attempt_id=attempt_id,
                question_id=request.POST.get("question", "")[:64],
                version=version,
                # A forged NUL sign is none that PostgreSQL could store.
                idempotency_key=request.POST.get("key", "").replace("\x00", "")[:64],
                language=language(),
            )
    except Attempt.DoesNotExist:
        look_whose(learner)
        raise Http404 from None
    except (NoChoice, UnknownChoice, StaleAnswer, QuestionWithdrawn, QuestionVoided) as refused:
        return _again(request, attempt_id, refused)
    learner_for_act(request)
    if stored.completion and (request.resolver_match.url_name == "set-aside" or not stored.is_stored):
        return HttpResponseRedirect(complete_url(stored.attempt.enrolment))
    if not stored.is_stored:
        return HttpResponseRedirect(reverse("learning:attempt", args=[attempt_id]))
    return HttpResponseRedirect(reverse("learning:answered", args=[attempt_id, stored.sequence]))


def _again(request, attempt_id: str, refused: Exception):
    """The question once more, with what was chosen and why it was not stored; beside it the answer that counts."""
    request.asked_again = reverse("learning:attempt", args=[attempt_id])
    ask_before_showing(request)
    found = _attempt_or_none(request, attempt_id)
    if found is None:
        raise Http404
    asking, message = asking_of(found), MESSAGES[type(refused)]
    by_id = {question.id: question for question in asking.asked}
    posted = by_id.get(request.POST.get("question", ""))
    both = sitting.both_answers(request, found, posted) if isinstance(refused, StaleAnswer) else None
    shown = posted
    if posted is None or found.finished_at or rounds.is_settled(found.standing, posted.id):
        if both:
            context = sitting.answered_elsewhere(found, posted, both)
            return render(request, "learning/answered_elsewhere.html", context, status=409)
        shown = None if found.finished_at else asking.upcoming
    if shown is None:
        return HttpResponseRedirect(reverse("learning:attempt", args=[attempt_id]))
    if isinstance(refused, StaleAnswer) and shown is posted and not both:
        message = KEPT
    if isinstance(refused, (NoChoice, UnknownChoice)):
        return _question(request, found, asking, shown, error=message)
    return _question(request, found, asking, shown, notice=message, both=both)


def _question(
    request, found: Attempt, asking: Asking, shown, *, error: str = "", notice: str = "", both=None
):
    context = sitting.question(
        request, found, asking, shown, error=error, notice=notice, key=secrets.token_urlsafe(16)
    )
    context["here"]["both"] = both
    return render(request, "learning/question.html", context, status=422 if error else 409 if notice else 200)


def _attempt_or_none(request, attempt_id: str) -> Attempt | None:
    """None on a phone that holds nobody's work; 404 where it is not that learner's."""
    learner = current_learner(request)
    if learner is None:
        return None
    with for_learner(learner.pk):
        found = Attempt.objects.select_related("enrolment").filter(public_id=attempt_id).first()
    if found is None:
        raise Http404
    request.partner_id = found.partner_id
    return found


def _whose(request):
    """The phone no longer says whose work it holds. The same whether or not there is such an attempt."""
    return whose_work(request, status=404)
