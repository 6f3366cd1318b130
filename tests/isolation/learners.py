"""Somebody who learns with a partner, shares the name with it, and holds a certificate."""

from django.utils import timezone

from accounts.models import User
from certificates.domain import issue_certificate
from certificates.models import AvailableCertificate, CertificateBatch
from learning.domain import agree_to_share, begin_as_guest
from learning.domain.merging import merge_learners
from learning.models import Attempt, Enrolment, Learner, Response
from letters.models import Letter
from partners.scoping import for_learner
from tests.learning.acts import guest

from .marks import mark, words


def plant(owner) -> None:
    resident = guest(owner.slug, f"own-{owner.slug}")
    completion = resident.complete()
    learner = resident.learner
    user = User.objects.create_user(f"{mark(owner.name, 'learner')}@x.example", "a long password")
    things = owner.things
    with for_learner(learner.pk):
        Learner.objects.filter(pk=learner.pk).update(name=words(owner.name, "learner"), user=user)
        agree_to_share(learner=learner, partner_id=owner.partner.pk)
        available = AvailableCertificate.objects.get(completion_id=completion.pk)
        certificate = issue_certificate(
            available_id=available.pk, name=words(owner.name, "learner"), idempotency_key="k"
        )
        enrolment = Enrolment.objects.get(pk=completion.enrolment_id)
    attempt = guest_attempt(resident)
    answer_in_private(attempt, owner.name)
    second_phone, _token = begin_as_guest(language="en-gb")
    merger = merge_learners(learner_id=learner.pk, joined_id=second_phone.pk, language="en-gb")
    things["merger_id"].append(merger.public_id)
    owner.learner_token = resident.token
    things["learner_user"].append(user.pk)
    things["learner_id"].append(learner.public_id)
    things["completion_id"].append(completion.public_id)
    things["certificate_id"].append(certificate.public_id)
    things["certificate_code"].append(certificate.code)
    things["batch_id"].append(batch_of(owner, certificate.pk, user).public_id)
    things["enrolment_id"].append(enrolment.public_id)
    things["attempt_id"].append(attempt.public_id)
    Letter.objects.create(
        dedupe_key=mark(owner.name, "letter"),
        address=f"{mark(owner.name, 'letter')}@x.example",
        language="en-gb",
        subject=words(owner.name, "letter"),
        body=words(owner.name, "letter"),
        send_after=timezone.now(),
    )


def batch_of(owner, certificate_id: int, user: User) -> CertificateBatch:
    """Printed together, but for the one that its page names."""
    now, ids = timezone.now(), [certificate_id]
    return CertificateBatch.objects.create(
        partner=owner.partner,
        asked_by=user,
        kind="pdf",
        certificate_ids=ids,
        held_ids=ids,
        done=1,
        asked_at=now,
        queued_at=now,
        made_at=now,
    )


def answer_in_private(attempt: Attempt, name: str) -> None:
    """One question answered, one set aside, with a mark in everything that says what and how."""
    said, key = words(name, "answer"), mark(name, "answer")
    for number, row in enumerate(attempt.questions):
        row |= {"id": f"{key}{number}", "text": said, "explanation": f"<p>{said}</p>"}
        for at, choice in enumerate(row["choices"]):
            choice |= {"id": f"{key}c{at}", "text": said, "feedback": said}
    standing = {
        f"{key}0": {"outcome": "again", "rounds": 1, "first_right": False},
        f"{key}1": {"outcome": "aside", "rounds": 0, "first_right": False},
    }
    with for_learner(attempt.learner_id):
        Attempt.objects.filter(pk=attempt.pk).update(
            questions=attempt.questions, standing=standing, version=2
        )
    for sequence, chosen in ((1, [f"{key}c2"]), (2, [])):
        Response.objects.create(
            attempt=attempt,
            learner_id=attempt.learner_id,
            partner_id=attempt.partner_id,
            course_key=attempt.course_key,
            question_id=f"{key}{sequence - 1}",
            choice_ids=chosen,
            is_set_aside=not chosen,
            is_right=False,
            sequence=sequence,
            idempotency_key=f"{key}{sequence}",
            answered_at=timezone.now(),
        )


def guest_attempt(resident):
    """Begun, in a course that is completed already."""
    return resident.begin("1/2/")
