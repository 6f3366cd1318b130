"""A question that was found wrong is counted right for everybody. One approver may: nothing is taken from anybody."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from courses.domain.voiding import void_question
from courses.enums import ActivityKind
from courses.queries import voided_ids
from courses.queries.safety import OwnActivity
from dashboards.forms import ReasonForm
from dashboards.queries.begun_here import few
from learning.domain import people_concerned
from learning.tasks import give_marks

from .safety import activity_or_404, piece_or_404


@never_cache
def void(request, slug: str, course_key: UUID, activity_key: UUID, question_id: str):
    """Says what it means and for how many, asks why, and then counts it right for everybody."""
    found, part = activity_or_404(request, course_key, activity_key)
    if part.kind is not ActivityKind.QUIZ:
        raise Http404
    piece = piece_or_404(found, part, question_id)
    is_voided = piece.id in voided_ids(part.key)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and (is_voided or form.is_valid()):
        if not is_voided:
            _void(request, found.key, part, piece.id, form.cleaned_data["reason"])
        messages.success(
            request,
            _("It counts as right for everybody now. The marks are being given; that takes a moment."),
        )
        return redirect("dashboards:safety", slug)
    concerned = people_concerned(activity_key=part.key)
    here = {
        "where": f"{found.title}: {part.title}",
        "words": piece.words,
        "is_voided": is_voided,
        "under_way": few(concerned.under_way),
        "finished": few(concerned.finished),
        "cancel_url": reverse("dashboards:safety-activity", args=[slug, course_key, activity_key]),
    }
    context = {"browser_title": _("Safety"), "here": here, "form": form}
    return render(request, "dashboards/safety/void.html", context)


@transaction.atomic
def _void(request, course_key: UUID, part: OwnActivity, question_id: str, reason: str) -> None:
    voided = void_question(
        partner=request.place.partner,
        course_key=course_key,
        activity_key=part.key,
        question_id=question_id,
        by=request.user,
        reason=reason,
    )
    transaction.on_commit(lambda: give_marks.enqueue(voided.pk))
