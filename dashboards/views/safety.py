"""Something is taken away for safety, and brought back. Taking away needs one person; bringing back, a second."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from courses.domain.safety import restore_withdrawn, withdraw_for_safety
from courses.enums import ActivityKind
from courses.models import SafetyWithdrawal
from courses.queries import address_book, voided_ids, withdrawn
from courses.queries.safety import (
    OwnActivity,
    OwnCourse,
    Piece,
    kind_of,
    own_activities,
    own_course,
    own_courses,
    pieces_of,
    withdrawals_at,
    withdrawals_without_second_person,
    words_of,
)
from dashboards.forms import ReasonForm
from dashboards.queries.voided import voided_rows
from partners.domain.safety import BringingBackRefused
from partners.enums import Ability
from partners.rules.safety import may_bring_back

from .safety_contacts import contact_rows


@never_cache
def home(request, slug: str):
    """What is taken away now, and, for an approver, what may be."""
    place, may = request.place, request.place.may(Ability.WITHDRAW)
    rows = withdrawals_at(place.partner)
    others = withdrawals_without_second_person(place.partner) if may and place.partner.is_programme else []
    contacts = contact_rows(place, request.user) if may else []
    here = {
        "partner_name": place.partner.name,
        "may_take_away": may,
        "taken": [_row(request, row) for row in rows],
        "voided": voided_rows(place.partner),
        "of_others": [_row(request, row) for row in others],
        "courses": [
            {
                "title": course.title,
                "is_around": course.is_around,
                "url": reverse("dashboards:safety-course", args=[slug, course.key]),
            }
            for course in (own_courses(place.partner) if may else [])
        ],
        "contacts": [row for row in contacts if not row["is_away"]],
        "away_contacts": [row for row in contacts if row["is_away"]],
    }
    return _render(request, "home", here)


def _row(request, row: SafetyWithdrawal) -> dict:
    """Where it stands comes from memory: a long list costs no more than a short one."""
    section = address_book().any_course(row.course_key)
    activity = section.outline.by_key.get(row.activity_key) if section else None
    is_own = row.partner_id == request.place.partner.pk or request.place.partner.is_programme
    return {
        "kind": row.get_kind_display(),
        "where": section.outline.title if section else "",
        "number": activity.number if activity else "",
        "reason": row.reason,
        "owner": row.partner.name,
        "at": row.withdrawn_at,
        "by": row.withdrawn_by if is_own else None,
        "back_url": reverse("dashboards:safety-back", args=[request.place.partner.slug, row.public_id])
        if is_own and request.place.may(Ability.WITHDRAW)
        else "",
    }


@never_cache
def course(request, slug: str, course_key: UUID):
    """The lessons and quizzes of one's own course."""
    found = _course_or_404(request, course_key)
    gone = withdrawn()
    activities = [
        {
            "title": activity.title,
            "module": activity.module,
            "kind": activity.kind.label,
            "is_former": activity.is_former,
            "is_away": activity.key in gone.activities,
            "number_away": len(gone.ids_in(activity.key)),
            "url": reverse("dashboards:safety-activity", args=[slug, course_key, activity.key]),
        }
        for activity in own_activities(found)
    ]
    return _render(request, "course", {"title": found.title, "activities": activities})


@never_cache
def activity(request, slug: str, course_key: UUID, activity_key: UUID):
    """Its blocks or questions in words, each with a way to take it away."""
    found, part = activity_or_404(request, course_key, activity_key)
    gone = withdrawn()
    ids = gone.ids_in(part.key)
    here = {
        "course": found.title,
        "course_url": reverse("dashboards:safety-course", args=[slug, course_key]),
        "title": part.title,
        "kind": part.kind.label,
        "is_away": part.key in gone.activities,
        "url": _take_away_url(slug, found, part),
        "pieces": [
            {
                "label": piece.label,
                "words": piece.words,
                "is_former": piece.is_former,
                "is_away": piece.id in ids,
                "url": _take_away_url(slug, found, part, piece.id),
                "is_voided": piece.id in voided_ids(part.key),
                "void_url": _void_url(slug, found, part, piece.id),
            }
            for piece in pieces_of(found, part)
        ],
    }
    return _render(request, "activity", here)


@never_cache
def take_away(request, slug: str, course_key: UUID, activity_key: UUID, block_id: str = ""):
    """Says what learners will see, asks why, and then takes it away."""
    found, part = activity_or_404(request, course_key, activity_key)
    piece = piece_or_404(found, part, block_id) if block_id else None
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_for_safety(
            partner=request.place.partner,
            course_key=found.key,
            activity_key=part.key,
            kind=kind_of(part, block_id),
            block_id=block_id,
            by=request.user,
            reason=form.cleaned_data["reason"],
        )
        messages.success(
            request, _("It is taken away: nobody sees it from now on. The partners who show it get a letter.")
        )
        return redirect("dashboards:safety", slug)
    here = {
        "where": f"{found.title}: {part.title}",
        "kind": kind_of(part, block_id).value,
        "kind_label": kind_of(part, block_id).label,
        "words": piece.words if piece else "",
        "cancel_url": reverse("dashboards:safety-activity", args=[slug, course_key, activity_key]),
    }
    return _render(request, "take_away", here, form=form)


@never_cache
def bring_back(request, slug: str, withdrawal_id: str):
    """Shows once more what it says; a second person brings it back."""
    row = _withdrawal_or_404(request, withdrawal_id)
    where, words = words_of(row)
    if request.method == "POST":
        try:
            restore_withdrawn(withdrawal=row, by=request.user)
        except BringingBackRefused:
            messages.warning(request, _("You took it away, so somebody else brings it back."))
        else:
            messages.success(request, _("It is there again, for everybody."))
        return redirect("dashboards:safety", slug)
    here = {
        "where": where,
        "words": words,
        "kind_label": row.get_kind_display(),
        "reason": row.reason,
        "by": row.withdrawn_by,
        "at": row.withdrawn_at,
        "may": may_bring_back(request.user, partner=row.partner, taken_away_by_id=row.withdrawn_by_id),
        "cancel_url": reverse("dashboards:safety", args=[slug]),
    }
    return _render(request, "bring_back", here)


def _withdrawal_or_404(request, withdrawal_id: str) -> SafetyWithdrawal:
    """One's own; at the programme, also one of a partner that has no second person."""
    own = request.place.partner
    rows = SafetyWithdrawal.objects.filter(public_id=withdrawal_id, restored_at__isnull=True)
    row = rows.select_related("partner", "withdrawn_by").first()
    if row is None:
        raise Http404
    if row.partner_id != own.pk and not (own.is_programme and row in withdrawals_without_second_person(own)):
        raise Http404
    return row


def _course_or_404(request, course_key: UUID) -> OwnCourse:
    found = own_course(request.place.partner, course_key)
    if found is None:
        raise Http404
    return found


def activity_or_404(request, course_key: UUID, activity_key: UUID) -> tuple[OwnCourse, OwnActivity]:
    found = _course_or_404(request, course_key)
    for row in own_activities(found):
        if row.key == activity_key:
            return found, row
    raise Http404


def piece_or_404(found: OwnCourse, part: OwnActivity, block_id: str) -> Piece:
    for piece in pieces_of(found, part):
        if piece.id == block_id:
            return piece
    raise Http404


def _take_away_url(slug: str, found: OwnCourse, part: OwnActivity, *block_id: str) -> str:
    name = "dashboards:safety-take-away-block" if block_id else "dashboards:safety-take-away"
    return reverse(name, args=[slug, found.key, part.key, *block_id])


def _void_url(slug: str, found: OwnCourse, part: OwnActivity, question_id: str) -> str:
    if part.kind is not ActivityKind.QUIZ:
        return ""
    return reverse("dashboards:safety-void", args=[slug, found.key, part.key, question_id])


def _render(request, name: str, here: dict, **more):
    context = {"browser_title": _("Safety"), "here": here, **more}
    return render(request, f"dashboards/safety/{name}.html", context)
