"""One row of every learner record, written plainly: no verb is needed to test what may be seen."""

from datetime import date
from uuid import uuid4

from django.db.models import Model
from django.utils import timezone

from accounts.models import User
from certificates.models import AvailableCertificate, Certificate, CertificatePdf
from courses.models import Edition, VoidedQuestion
from learning.models import (
    ActivityCompletion,
    Attempt,
    ClaimCode,
    CodeReset,
    CourseCompletion,
    DeviceToken,
    Enrolment,
    FirstTap,
    Learner,
    LearnerMailbox,
    LearnerMerger,
    Response,
    Sharing,
    SharingNotice,
    VoidedMark,
)
from learning.models.ids import random_id
from partners.models import Partner


def make_records(partner: Partner, *, shares: bool = True) -> dict[type[Model], Model]:
    """A new learner who has done everything once with this partner: model → row."""
    now = timezone.now()
    key = uuid4()
    user = User.objects.create_user(f"{random_id()}@learner.example")
    learner = Learner.objects.create(name="Sam", language="en-gb", last_visit_on=date(2026, 5, 1), user=user)
    edition = Edition.objects.create(course_key=key, fingerprint=random_id(), content={})
    act = {"learner": learner, "partner": partner, "course_key": key}
    enrolment = Enrolment.objects.create(**act, edition=edition, course_address="/x/", begun_at=now)
    on_way = {**act, "enrolment": enrolment, "edition": edition}
    attempt = Attempt.objects.create(
        **on_way, activity_key=uuid4(), course_address="/x/", questions=[], begun_at=now
    )
    response = Response.objects.create(
        **act,
        attempt=attempt,
        question_id="q",
        choice_ids=[],
        is_right=True,
        sequence=1,
        idempotency_key="k",
        answered_at=now,
    )
    sharing = Sharing.objects.create(
        learner=learner, partner=partner, agreed_at=now, ended_at=None if shares else now
    )
    activity = ActivityCompletion.objects.create(**on_way, activity_key=uuid4(), completed_at=now)
    completion = CourseCompletion.objects.create(**on_way, completed_at=now)
    rows = [
        learner,
        enrolment,
        attempt,
        response,
        make_mark(attempt, user),
        sharing,
        activity,
        completion,
    ]
    rows += [*make_keys(learner, partner), *make_proof(completion)]
    return {type(row): row for row in rows}


def make_mark(attempt: Attempt, user: User) -> VoidedMark:
    now, act = attempt.begun_at, {"course_key": attempt.course_key, "partner": attempt.partner}
    voided = VoidedQuestion.objects.create(
        **act,
        activity_key=attempt.activity_key,
        question_id="q",
        reason="Two answers were right.",
        voided_at=now,
        voided_by=user,
    )
    return VoidedMark.objects.create(
        **act, learner=attempt.learner, attempt=attempt, voided=voided, given_at=now
    )


def make_keys(learner: Learner, partner: Partner) -> list[Model]:
    """What opens the work, and what says whose it is."""
    now = timezone.now()
    return [
        DeviceToken.objects.create(learner=learner, token_hash=random_id()),
        ClaimCode.objects.create(learner=learner, code_hash=random_id(), made_at=now),
        CodeReset.objects.create(learner=learner, partner=partner, place="Hall", made_at=now),
        LearnerMailbox.objects.create(
            learner=learner, address=f"{random_id()}@x.example".lower(), confirmed_at=now
        ),
        LearnerMerger.objects.create(learner=learner, joined=learner, merged_at=now),
        FirstTap.objects.create(learner=learner, browser_key=random_id(), made_at=now),
        SharingNotice.objects.create(learner=learner, partner=partner, source=partner, made_at=now),
    ]


def make_proof(completion: CourseCompletion) -> list[Model]:
    act = {"learner": completion.learner, "partner": completion.partner, "course_key": completion.course_key}
    now = completion.completed_at
    available = AvailableCertificate.objects.create(
        **act, completion=completion, edition=completion.edition, facts={}, facts_hash="0", available_at=now
    )
    certificate = Certificate.objects.create(
        **act,
        available=available,
        name="Sam",
        code=random_id(),
        facts={},
        facts_hash="0",
        issued_at=now,
        idempotency_key="k",
    )
    pdf = CertificatePdf.objects.create(**act, certificate=certificate, wanted_at=now, queued_at=now)
    return [available, certificate, pdf]
