"""The acts on a lesson or a quiz. Each is a form; the first one makes a learner."""

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from courses.domain import ensure_edition
from courses.enums import ActivityKind
from courses.models import CoursePage
from courses.queries import Address, Place, voided_ids, withdrawn
from learning.domain import carry_on_attempt, pass_by, start_attempt
from learning.domain import finish_lesson as store_finished_lesson
from learning.domain.asking import asking_of
from learning.models import Learner
from learning.queries import open_enrolment
from learning.queries.sittings import is_act_that_completed
from partners.scoping import for_learner

from .faces import complete_url, quiz_content
from .pages import address_or_404
from .people import current_learner, learner_for_act, once_more_when_joined
from .way import Way, language, outline_for, way_at


@require_POST
@once_more_when_joined
def finish_lesson(request, path: str):
    """Read or skipped: stored alike. Leads on; to the completion where this act brought it."""
    address = activity_or_404(request, path, ActivityKind.LESSON)
    learner = learner_for_act(request)
    act = _act(learner, address)
    # What is taken away for safety is nobody's to read: the act leads past it.
    store = pass_by if address.key in withdrawn().activities else store_finished_lesson
    with for_learner(learner.pk):
        enrolment, completion = store(**act, language=language())
    return _onward(request, address, enrolment, completion)


@require_POST
@once_more_when_joined
def start_quiz(request, path: str):
    """Begins the attempt, or carries on with the open one. Sent twice it is begun once."""
    address = activity_or_404(request, path, ActivityKind.QUIZ)
    learner = learner_for_act(request)
    act = _act(learner, address)
    with for_learner(learner.pk):
        enrolment = open_enrolment(address.course_key)
        way = Way(address, outline_for(address, enrolment), learner, enrolment, frozenset())
        quiz = quiz_content(way)
        if quiz is None:
            raise Http404
        gone = withdrawn()
        if address.key in gone.activities:
            enrolment, completion = pass_by(**act, language=language())
        elif quiz.questions or gone.ids_in(address.key):
            attempt = start_attempt(quiz=quiz, after=request.POST.get("after", "")[:22], **act)
            is_any_asked = any(row.id not in voided_ids(address.key) for row in quiz.questions)
            if attempt.finished_at or is_any_asked or asking_of(attempt).upcoming:
                return HttpResponseRedirect(reverse("learning:attempt", args=[attempt.public_id]))
            done = carry_on_attempt(attempt_id=attempt.public_id, language=language())
            enrolment, completion = done.attempt.enrolment, done.completion
        else:
            # Nothing is asked: it is gone through by being opened.
            enrolment, completion = store_finished_lesson(**act, language=language())
    return _onward(request, address, enrolment, completion)


def _onward(request, address: Address, enrolment, completion) -> HttpResponseRedirect:
    """The same for an act that is sent again: to the end of the course, where it was this act that led there."""
    if completion:
        return HttpResponseRedirect(complete_url(enrolment))
    way = way_at(request, address)
    if way.is_completed:
        with for_learner(way.learner.pk):
            is_last = is_act_that_completed(way.enrolment.pk, address.key, way.enrolment.completed_at)
        if is_last:
            return HttpResponseRedirect(complete_url(way.enrolment))
    return HttpResponseRedirect(way.onward()[0])


def activity_or_404(request, path: str, kind: ActivityKind) -> Address:
    """The lesson or quiz that a form names, where whoever sends it may do it."""
    address = address_or_404(request, f"/{path.strip('/')}/")
    if address.place is not Place.ACTIVITY or address.kind is not kind:
        raise Http404
    if address.is_hidden and not _has_begun(request, address):
        raise Http404
    return address


def _has_begun(request, address: Address) -> bool:
    learner = current_learner(request)
    if learner is None:
        return False
    with for_learner(learner.pk):
        return open_enrolment(address.course_key) is not None


def _act(learner: Learner, address: Address) -> dict:
    """What every act names. A frozen activity belongs to an enrolment that exists already."""
    try:
        edition_id = ensure_edition(course_page_id=address.source_page_id) if address.source_page_id else 0
    except CoursePage.DoesNotExist:
        # Taken offline since this request began.
        raise Http404 from None
    return {
        "learner_id": learner.pk,
        "course_key": address.course_key,
        "activity_key": address.key,
        "edition_id": edition_id,
        "partner_id": address.partner_id,
        "course_address": address.course_address,
    }
