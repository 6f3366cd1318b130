"""After the last act: well done, a certificate if wanted, and the choice to share."""

from django.db.models import F
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.queries import address_book, outline_of_edition
from learning.domain import agree_to_share, decline_notice, end_sharing, note_notice_read
from learning.domain.sharing import SharingRefused
from learning.models import Enrolment
from learning.queries import (
    completed_keys,
    course_completion_of,
    progress_of,
    sharing_partner_ids,
    with_progress,
)
from partners.queries import brand_of
from partners.scoping import for_learner

from .people import ask_before_showing, current_learner, learner_for_act


@require_safe
def course_complete(request, enrolment_id: str):
    """Only for a course that is complete; leads to the certificate, if one is wanted."""
    learner, enrolment = _own_enrolment_or_404(request, enrolment_id)
    with for_learner(learner.pk):
        completion = course_completion_of(enrolment.pk)
    if completion is None:
        return HttpResponseRedirect(enrolment.course_address)
    outline, brand = outline_of_edition(enrolment.edition_id), brand_of(partner_id=completion.partner_id)
    here = {
        "course": {
            "title": outline.title,
            "neutral_title": outline.neutral_title,
            "url": enrolment.course_address,
        },
        "partner_name": brand.short_name,
        "learner": learner,
        "completed_on": completion.completed_at,
        "is_by_voiding": completion.is_by_voiding,
        "progress": progress_of(enrolment),
        "outcomes": list(outline.outcomes),
        "certificate_name_url": reverse("certificates:name", args=[completion.public_id]),
        "sharing_url": reverse("learning:sharing", args=[enrolment.public_id]) if brand.is_sharing_on else "",
        "my_learning_url": reverse("dashboards:my-learning"),
        "extra_part": _extra_part(learner, enrolment, brand),
    }
    return render(request, "learning/course_complete.html", {"browser_title": _("Finished"), "here": here})


def _extra_part(learner, enrolment: Enrolment, brand) -> dict | None:
    """What the section offers of its own after the course, where something of it is left."""
    book = address_book()
    course = book.find(enrolment.course_address)
    after = book.extras_at(course.section_page_id).after if course else ()
    if not after:
        return None
    with for_learner(learner.pk):
        done = completed_keys(enrolment.pk)
    waiting = (row for row in after if any(activity.key not in done for activity in row.activities))
    part = next(waiting, None)
    if part is None:
        return None
    return {
        "title": part.title,
        "from_partner": brand.short_name,
        "url": enrolment.course_address + part.address,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request, enrolment_id: str):
    """Two equal buttons: whether this association's course team may see the name beside what was done there."""
    learner, enrolment, brand = _own_partner_or_404(request, enrolment_id)
    answer = request.POST.get("answer", "")
    if request.method == "POST" and answer in ("yes", "no"):
        learner_for_act(request)
        with for_learner(learner.pk):
            _choose(learner, brand.partner_id, is_yes=answer == "yes")
        return HttpResponseRedirect(reverse("learning:sharing-saved", args=[enrolment.public_id]))
    ask_before_showing(request)
    return render(request, "learning/sharing.html", _sharing_context(learner, enrolment, brand))


def _choose(learner, partner_id: int, *, is_yes: bool) -> None:
    try:
        if is_yes:
            agree_to_share(learner=learner, partner_id=partner_id)
        else:
            end_sharing(partner_id=partner_id)
    except SharingRefused:
        # It left, or turned sharing off, while the page was on its way.
        raise Http404 from None


@require_safe
def sharing_saved(request, enrolment_id: str):
    """Says what holds now."""
    learner, enrolment, brand = _own_partner_or_404(request, enrolment_id)
    return render(request, "learning/sharing_saved.html", _sharing_context(learner, enrolment, brand))


@require_POST
def stop_sharing(request):
    """Ends sharing with every partner at once."""
    learner = current_learner(request)
    if learner is None:
        raise Http404
    with for_learner(learner.pk):
        end_sharing()
    return HttpResponseRedirect(reverse("dashboards:my-learning"))


@require_POST
def answer_notice(request):
    """Another association asks to see the name in the place of one that joined it: read, or no."""
    learner, source_slug = current_learner(request), request.POST.get("source", "")
    if learner is None:
        raise Http404
    learner_for_act(request)
    with for_learner(learner.pk):
        if request.POST.get("answer") == "no":
            decline_notice(source_slug=source_slug)
        elif request.POST.get("answer") == "read":
            note_notice_read(source_slug=source_slug)
    return HttpResponseRedirect(f"{reverse('dashboards:my-learning')}#sharing")


def _sharing_context(learner, enrolment: Enrolment, brand) -> dict:
    with for_learner(learner.pk):
        is_sharing = brand.partner_id in sharing_partner_ids()
    here = {
        "partner_name": brand.short_name,
        "course_title": outline_of_edition(enrolment.edition_id).title,
        "post_url": reverse("learning:sharing", args=[enrolment.public_id]),
        "is_sharing": is_sharing,
        "my_learning_url": reverse("dashboards:my-learning"),
    }
    return {"browser_title": _("Your choice"), "here": here}


def _own_partner_or_404(request, enrolment_id: str):
    """Whose course team is asked about: where it was finished, else begun; nobody's where sharing is off."""
    learner, enrolment = _own_enrolment_or_404(request, enrolment_id)
    with for_learner(learner.pk):
        completion = course_completion_of(enrolment.pk)
    brand = brand_of(partner_id=completion.partner_id if completion else enrolment.partner_id)
    if not brand.is_sharing_on:
        raise Http404
    request.partner_id = brand.partner_id
    return learner, enrolment, brand


def _own_enrolment_or_404(request, enrolment_id: str):
    learner = current_learner(request)
    if learner is None:
        raise Http404
    with for_learner(learner.pk):
        enrolment = (
            with_progress(Enrolment.objects.filter(public_id=enrolment_id))
            .annotate(completed_at=F("course_completion__completed_at"))
            .first()
        )
    if enrolment is None:
        raise Http404
    request.partner_id = enrolment.partner_id
    return learner, enrolment
