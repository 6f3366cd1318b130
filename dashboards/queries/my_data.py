"""Everything that is kept about one learner, in words and as plain data. Through the learner's door."""

from django.db.models import Q
from django.urls import reverse

from certificates.domain import codes
from certificates.models import Certificate
from certificates.queries import certificates_kept
from courses.queries import outline_of_edition, voided_ids
from learning.enums import SharingEnd
from learning.models import (
    ActivityCompletion,
    Attempt,
    CourseCompletion,
    DeviceToken,
    Enrolment,
    Learner,
    LearnerMerger,
    Response,
    Sharing,
    SharingNotice,
)
from learning.queries import has_own_code, own_mailboxes, resets_told
from learning.queries.keeping import answers_kept, kept_until
from partners.models import AuditEntry
from partners.queries import brand_of
from partners.queries.statements import statement_links
from partners.queries.succession import has_left, list_of, stands_for

# The Information Commissioner looks after data rights in the UK.
REGULATOR_URL = "https://ico.org.uk/make-a-complaint/"


def my_data(learner: Learner) -> dict:
    """What the page says: numbers, dates and names of associations."""
    enrolments = list(Enrolment.objects.order_by("begun_at"))
    partner_ids = dict.fromkeys(row.partner_id for row in enrolments)
    return {
        "begun_on": learner.begun_at,
        "last_visit_on": learner.last_visit_on,
        "kept_until": kept_until(learner),
        "courses": len(enrolments),
        "answers": answers_kept(),
        **own_certificates(),
        "phones": DeviceToken.objects.filter(closed_at__isnull=True, is_on_tablet=False).count(),
        "has_code": has_own_code(),
        "mailboxes": own_mailboxes(),
        **_who_may_see_the_name(),
        "resets": resets_told(),
        **whom_to_complain_to(partner_ids),
    }


def own_certificates() -> dict:
    """How many, and each with the page on which it is hidden, corrected or removed; the names on them, and those on
    the ones that they have replaced. One SQL.
    """
    kept = certificates_kept()
    found = [row for row in kept if row.replaced_at is None]
    names = _names(found)
    return {
        "names": names,
        "earlier_names": [name for name in _names(kept) if name not in names],
        "certificates": len(found),
        "certificate_list": [_certificate(row) for row in found],
    }


def _names(certificates: list[Certificate]) -> list[str]:
    return list(dict.fromkeys(row.name for row in certificates))


def _certificate(row: Certificate) -> dict:
    return {
        "title": row.facts["course_title"],
        "issued_on": row.issued_at,
        "view": row.get_public_view_display(),
        "is_in_use": row.revoked_at is None,
        "url": reverse("certificates:certificate", args=[row.public_id]),
    }


def whom_to_complain_to(partner_ids=()) -> dict:
    """Each association that had a part in it, or who stands in its place; for somebody else, the programme."""
    asked = dict.fromkeys(stands_for(pk) for pk in partner_ids) or [brand_of().partner_id]
    return {"complaints": [_whom_to_ask(pk) for pk in asked], "regulator_url": REGULATOR_URL}


def my_data_file(learner: Learner) -> dict:
    """The same in full, for a file: what was done, when and where, each answer as it was given."""
    certificates = certificates_kept()
    return {
        "names": _names(certificates),
        "language": learner.language,
        "begun_at": learner.begun_at,
        "last_visit_on": learner.last_visit_on,
        "kept_until": kept_until(learner),
        "answers_kept_until": answers_kept().last_until,
        "e_mail": [row.address for row in own_mailboxes()],
        "has_code": has_own_code(),
        "phones": [
            {"opened_at": row.made_at, "has_pin": bool(row.pin_hash)}
            for row in DeviceToken.objects.filter(closed_at__isnull=True).order_by("made_at")
        ],
        "courses": [_course(row) for row in Enrolment.objects.order_by("begun_at")],
        **_agreements_and_codes(),
        "certificates": [_certificate_in_full(row) for row in certificates],
        "seen_by_staff": _seen_by_staff(learner, certificates),
    }


def _agreements_and_codes() -> dict:
    """With whom the name was shared, and what was made of the work beside the learning itself."""
    notices = SharingNotice.objects.order_by("made_at")
    mergers = LearnerMerger.objects.order_by("merged_at")
    return {
        "shared_with": [
            {"with": row.partner.name, "from": row.agreed_at, "until": row.ended_at}
            for row in Sharing.objects.select_related("partner").order_by("agreed_at")
        ],
        "asked_to_share_in_anothers_place": [_asked(row) for row in notices],
        "works_put_together": [{"at": row.merged_at, "taken_apart_at": row.undone_at} for row in mergers],
        "codes_made_by_staff": [
            {"with": row.partner.name, "at": row.place, "made_at": row.made_at, "used_at": row.used_at}
            for row in resets_told()
        ],
    }


def _asked(row: SharingNotice) -> dict:
    return {
        "in_place_of": brand_of(partner_id=row.source_id).name,
        "by": brand_of(partner_id=row.partner_id).name,
        "read_at": row.noticed_at,
        "declined_at": row.declined_at,
        "passed_at": row.passed_at,
    }


def _seen_by_staff(learner: Learner, certificates: list[Certificate]) -> list[dict]:
    """When staff of which association opened what is this learner's alone; who it was stays with the association."""
    of_learner = Q(object_kind=Learner._meta.label_lower, object_reference=learner.public_id)
    of_certificates = Q(
        object_kind=Certificate._meta.label_lower,
        object_reference__in=[row.public_id for row in certificates],
    )
    rows = AuditEntry.objects.filter(of_learner | of_certificates).order_by("at", "pk")
    return [
        {"with": brand_of(partner_id=row.partner_id).name, "what": row.verb, "at": row.at} for row in rows
    ]


def _certificate_in_full(row: Certificate) -> dict:
    return {
        "name": row.name,
        "title": row.facts["course_title"],
        "code": codes.printed(row.code),
        "completed_on": row.facts["completed_on"],
        "issued_at": row.issued_at,
        "replaced_at": row.replaced_at,
        "no_longer_in_use_since": row.revoked_at,
        "others_see": row.get_public_view_display(),
    }


def _who_may_see_the_name() -> dict:
    """`sharing`: partners whose coordinators may; `waiting`: merged ones, whose agreement nobody has for now;
    `lists`: those that have left and may take a list of names along still. One SQL.
    """
    stands, took_leave = Q(ended_at__isnull=True), Q(ended_because=SharingEnd.PARTNER_LEFT)
    rows = list(Sharing.objects.filter(stands | took_leave).values_list("partner_id", "ended_at"))
    agreed = [pk for pk, ended_at in rows if ended_at is None]
    lists = [list_of(pk) for pk, ended_at in rows if ended_at]
    return {
        "sharing": [brand_of(partner_id=pk).name for pk in agreed if not has_left(pk)],
        "waiting": [brand_of(partner_id=pk).name for pk in agreed if has_left(pk)],
        "lists": [found for found in lists if found],
    }


def _whom_to_ask(partner_id: int) -> dict:
    """Where an association has named nobody, the programme's people answer."""
    face = brand_of(partner_id=partner_id)
    named = face if face.statements.complaint_email else brand_of()
    return {
        "partner": face.name,
        "privacy_url": statement_links(face).get("privacy", ""),
        "name": named.statements.complaint_name,
        "email": named.statements.complaint_email,
    }


def _course(enrolment: Enrolment) -> dict:
    outline = outline_of_edition(enrolment.edition_id)
    completion = CourseCompletion.objects.filter(enrolment_id=enrolment.pk).first()
    finished = ActivityCompletion.objects.filter(enrolment_id=enrolment.pk).order_by("completed_at")
    return {
        "title": outline.title,
        "with": brand_of(partner_id=enrolment.partner_id).name,
        "begun_at": enrolment.begun_at,
        "completed_at": completion.completed_at if completion else None,
        "finished": [
            {"title": _title(outline, row.activity_key), "at": row.completed_at} for row in finished
        ],
        "quizzes": [_quiz(outline, row) for row in Attempt.objects.filter(enrolment_id=enrolment.pk)],
    }


def _quiz(outline, attempt: Attempt) -> dict:
    words = {row["id"]: row for row in attempt.questions}
    return {
        "title": _title(outline, attempt.activity_key),
        "begun_at": attempt.begun_at,
        "finished_at": attempt.finished_at,
        "answers": [
            {
                "question": words[row.question_id]["text"],
                "answer": [
                    choice["text"]
                    for choice in words[row.question_id]["choices"]
                    if choice["id"] in row.choice_ids
                ],
                "set_aside": row.is_set_aside,
                "counts_as_right_for_everybody": row.question_id in voided_ids(attempt.activity_key),
                "at": row.answered_at,
            }
            for row in Response.objects.filter(attempt_id=attempt.pk)
            if row.question_id in words
        ],
    }


def _title(outline, key) -> str:
    activity = outline.by_key.get(key)
    return activity.title if activity else ""
