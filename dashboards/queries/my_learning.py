"""A learner's own page. Through the learner's door."""

from datetime import timedelta

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from certificates.queries import certificates_by_completion
from courses.queries import address_book, outline_of_edition
from learning.conf import RESET_WITHIN
from learning.domain.merging import UNDO_WITHIN
from learning.domain.notices import NOTICE_DAYS
from learning.models import ActivityCompletion, Attempt
from learning.queries import (
    agreed_partner_ids,
    open_enrolments,
    open_mergers,
    progress_of,
    resets_told,
    waiting_notices,
    with_progress,
)
from learning.queries.keeping import add_months
from partners.queries import brand_of
from partners.queries.succession import has_left


def my_learning() -> dict:
    """Courses begun and completed, own quizzes, certificates, and with whom the name is shared."""
    enrolments = list(
        with_progress(open_enrolments()).annotate(
            completed_at=F("course_completion__completed_at"),
            completion_id=F("course_completion__public_id"),
            is_by_voiding=F("course_completion__is_by_voiding"),
        )
    )
    certificates = certificates_by_completion()
    agreed = agreed_partner_ids()
    with_more = _with_more_now(enrolments)
    courses = [_course(row, certificates, with_more) for row in enrolments]
    newest = {row.course_key: row.begun_at for row in sorted(enrolments, key=lambda row: row.begun_at)}
    for row, course in zip(enrolments, courses, strict=True):
        # To the learner alone, a year on, and not where they have begun it again.
        course["is_worth_a_look_again"] = row.begun_at == newest[row.course_key] and _is_worth_a_look_again(
            row
        )
    forward = next((row for row in courses if not row["completed_on"]), None)
    if forward:
        forward["is_next"] = True
    return {
        "courses": courses,
        "quizzes": _quizzes(),
        "certificates": list(certificates.values()),
        "sharing": [
            {"partner_name": brand_of(partner_id=pk).short_name, "end_url": reverse("learning:stop-sharing")}
            for pk in agreed
            if not has_left(pk)
        ],
        "notices": [_notice(row) for row in waiting_notices()] if any(map(has_left, agreed)) else [],
        "stop_sharing_url": reverse("learning:stop-sharing"),
        "mergers": [_merger(row) for row in open_mergers() if timezone.now() < row.merged_at + UNDO_WITHIN],
        "is_empty": not courses,
    }


def resets_to_read() -> list[dict]:
    """Codes that staff made for this learner's work and that the learner has not read of yet."""
    return [_reset(row) for row in resets_told() if row.read_at is None]


def _reset(row) -> dict:
    statements = brand_of(partner_id=row.partner_id).statements
    return {
        "id": row.public_id,
        "partner_name": row.partner.short_name,
        "place": row.place,
        "made_on": row.made_at,
        "used_on": row.used_at,
        "is_whole": row.used_as_id == row.learner_id,
        "is_stopped": row.stopped_at is not None or row.made_at < timezone.now() - RESET_WITHIN,
        "whom_to_ask": statements.complaint_name,
        "email": statements.complaint_email,
        "post_url": reverse("learning:reset"),
    }


def _merger(row) -> dict:
    return {
        "merged_on": row.merged_at,
        "undo_until": row.merged_at + UNDO_WITHIN,
        "undo_url": reverse("learning:undo-merger", args=[row.public_id]),
    }


def _notice(row) -> dict:
    """`passes_on`: None until the learner has said that they have read it."""
    return {
        "source": row.source.slug,
        "source_name": row.source.short_name,
        "partner_name": row.partner.short_name,
        "passes_on": row.noticed_at + timedelta(days=NOTICE_DAYS) if row.noticed_at else None,
        "days": NOTICE_DAYS,
        "post_url": reverse("learning:answer-notice"),
    }


def _course(row, certificates: dict, with_more: set[int]) -> dict:
    outline = outline_of_edition(row.edition_id)
    issued = certificates.get(row.completion_id)
    return {
        "title": outline.title,
        "partner_name": brand_of(partner_id=row.partner_id).short_name,
        # Answers there even when its page is gone, for whoever has begun it.
        "url": row.course_address,
        "carry_on_url": row.course_address,
        "begun_on": row.begun_at,
        "completed_on": row.completed_at,
        "is_by_voiding": row.is_by_voiding,
        "is_new_since": row.pk in with_more,
        "progress": progress_of(row),
        "certificate_url": issued["url"] if issued else None,
        "certificate_name_url": (
            reverse("certificates:name", args=[row.completion_id])
            if row.completion_id and not issued
            else None
        ),
        "is_next": False,
    }


def _is_worth_a_look_again(row) -> bool:
    """Completed a year ago or longer, and there to be read still. From memory."""
    if not row.completed_at or add_months(timezone.localdate(row.completed_at), 12) > timezone.localdate():
        return False
    return address_book().any_course(row.course_key) is not None


def _with_more_now(enrolments: list) -> set[int]:
    """Completed ones whose course has something today that it had not when it was begun, and that is not gone
    through yet. From memory; one SQL where there is any.
    """
    added = {row.pk: _added_since(row) for row in enrolments if row.completed_at}
    if not any(added.values()):
        return set()
    done = ActivityCompletion.objects.filter(enrolment_id__in=added)
    for pk, key in done.values_list("enrolment_id", "activity_key"):
        added[pk].discard(key)
    return {pk for pk, keys in added.items() if keys}


def _added_since(row) -> set:
    section, own = address_book().any_course(row.course_key), outline_of_edition(row.edition_id).by_key
    live = section.outline.by_key if section else {}
    return {key for key, found in live.items() if key not in own and not found.is_withdrawn}


def _quizzes() -> list[dict]:
    """Finished ones, as they were asked; the newest sitting of each first."""
    found = []
    for attempt in Attempt.objects.filter(finished_at__isnull=False).order_by("-finished_at"):
        outline = outline_of_edition(attempt.edition_id)
        activity = outline.by_key.get(attempt.activity_key)
        found.append(
            {
                "number": activity.number if activity else "",
                "partner_name": "" if activity else brand_of(partner_id=attempt.partner_id).short_name,
                "course_title": outline.title,
                "url": reverse("learning:attempt", args=[attempt.public_id]),
                "finished_on": attempt.finished_at,
            }
        )
    return found
