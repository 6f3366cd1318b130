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

from . import sitting
from .faces import complete_url
from .people import current_learner, learner_for_act
from .way import language

MESSAGES = {
    NoChoice: _("Choose an answer first, or set this question aside."),
    UnknownChoice: _("That choice is not part of this question. Choose one of these."),
    QuestionWithdrawn: _(
        "That question is being looked at again. You have not missed anything: carry on with this one."
    ),
    StaleAnswer: _(
        "This question was answered already, on another page or phone. Nothing is lost: carry on here."
    ),
}


@require_safe
def attempt(request, attempt_id: str):
    """The next question, or, when none is left, the end of the quiz as it was asked."""
    found = _attempt_or_404(request, attempt_id)
    questions = _still_asked(found)
    upcoming = rounds.next_question(questions, found.standing)
    if found.finished_at is None and upcoming is None:
        # What was left is taken away for safety: an act of the learner's takes them on, never a look.
        return render(request, "learning/taken_away.html", sitting.taken_away(found))
    if found.finished_at or upcoming is None:
        return render(request, "learning/quiz_end.html", sitting.end(request, found, questions))
    return _question(request, found, questions, upcoming)


@require_POST
def answer(request, attempt_id: str):
    """Stores an answer once; sends the same form again to the same reply."""
    return _store(
        request, attempt_id, lambda **act: answer_question(chosen=request.POST.getlist("choice"), **act)
    )


@require_POST
def set_aside(request, attempt_id: str):
    """Takes a question out of this sitting."""
    return _store(request, attempt_id, lambda **act: set_aside_question(**act))


@require_POST
def carry_on(request, attempt_id: str):
    """Past what was taken away for safety: to the end of the quiz, or on in the course."""
    found = _attempt_or_404(request, attempt_id)
    learner_for_act(request)
    with for_learner(found.learner_id):
        done = carry_on_attempt(attempt_id=attempt_id, language=language())
    if done.completion:
        return HttpResponseRedirect(complete_url(found.enrolment))
    if done.attempt.finished_at or rounds.next_question(_still_asked(found), found.standing):
        return HttpResponseRedirect(reverse("learning:attempt", args=[attempt_id]))
    return HttpResponseRedirect(sitting.onward(found))


@require_safe
def answered(request, attempt_id: str, sequence: int):
    """Feedback and explanation for one stored answer; only now does the page hold what is right."""
    found = _attempt_or_404(request, attempt_id)
    with for_learner(found.learner_id):
        response = Response.objects.filter(attempt_id=found.pk, sequence=sequence).first()
    # What is taken away for safety is not shown again either.
    shown_ids = {question.id for question in _still_asked(found)}
    if response is None or response.is_set_aside or response.question_id not in shown_ids:
        return HttpResponseRedirect(reverse("learning:attempt", args=[attempt_id]))
    return render(request, "learning/answered.html", sitting.answered(request, found, response))


def _store(request, attempt_id: str, verb):
    learner = current_learner(request)
    if learner is None:
        raise Http404
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
        raise Http404 from None
    except (NoChoice, UnknownChoice, StaleAnswer, QuestionWithdrawn) as refused:
        return _again(request, attempt_id, refused)
    learner_for_act(request)
    if stored.completion and (request.resolver_match.url_name == "set-aside" or not stored.is_stored):
        return HttpResponseRedirect(complete_url(stored.attempt.enrolment))
    if not stored.is_stored:
        return HttpResponseRedirect(reverse("learning:attempt", args=[attempt_id]))
    return HttpResponseRedirect(reverse("learning:answered", args=[attempt_id, stored.sequence]))


def _again(request, attempt_id: str, refused: Exception):
    """The question once more, with what was chosen and why it was not stored."""
    found = _attempt_or_404(request, attempt_id)
    questions = _still_asked(found)
    by_id = {question.id: question for question in questions}
    shown = by_id.get(request.POST.get("question", ""))
    if shown is None or rounds.is_settled(found.standing, shown.id):
        shown = rounds.next_question(questions, found.standing)
    message = MESSAGES[type(refused)]
    if shown is None:
        return HttpResponseRedirect(reverse("learning:attempt", args=[attempt_id]))
    if isinstance(refused, (StaleAnswer, QuestionWithdrawn)):
        return _question(request, found, questions, shown, notice=message)
    return _question(request, found, questions, shown, error=message)


def _question(request, found: Attempt, questions, shown, *, error: str = "", notice: str = ""):
    context = sitting.question(
        request, found, questions, shown, error=error, notice=notice, key=secrets.token_urlsafe(16)
    )
    return render(request, "learning/question.html", context, status=422 if error else 409 if notice else 200)


def _still_asked(found: Attempt):
    return still_asked(questions_from_json(found.questions), found.activity_key)


def _attempt_or_404(request, attempt_id: str) -> Attempt:
    learner = current_learner(request)
    if learner is None:
        raise Http404
    with for_learner(learner.pk):
        found = Attempt.objects.select_related("enrolment").filter(public_id=attempt_id).first()
    if found is None:
        raise Http404
    request.partner_id = found.partner_id
    return found
