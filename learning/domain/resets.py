"""A starter code for somebody who has lost their own, made in person; it opens what was done with one partner.

Until it is used nothing changes. With its first use that work becomes a learner's of its own, so that whoever
holds the slip can open nothing else: what was done with others stays where it was, behind its own code and phones.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from courses.queries import address_book
from learning.conf import RESET_WITHIN
from learning.enums import SharingEnd
from learning.models import (
    ActivityCompletion,
    Attempt,
    ClaimCode,
    CodeReset,
    CourseCompletion,
    Enrolment,
    Learner,
    LearnerMerger,
    Response,
    Sharing,
    VoidedMark,
)
from partners.domain import record
from partners.models import Partner
from partners.queries.succession import absorbed_by
from partners.scoping import for_learner, for_partners

from .code_making import make_code
from .enrolment import lock_me, lock_people, lock_work

# What hangs on an enrolment, with the date on which it happened.
ON_ENROLMENT = (
    (ActivityCompletion, "completed_at"),
    (Attempt, "begun_at"),
    (CourseCompletion, "completed_at"),
)
# These stay with the person who is told of the reset.
NEVER_DIVIDED = {"learning.CodeReset", "learning.SharingNotice", "learning.Enrolment"}


class ResetRefused(ValueError):
    """The partner has left, or does not see this learner."""


@transaction.atomic
def make_reset_code(*, learner_public_id: str, partner: Partner, place: str, by) -> str:
    """The code for the slip, said once; a later one takes its place. Opens its doors itself.

    Raises Learner.DoesNotExist for anybody who does not share with the partner today, and ResetRefused for a
    partner that has left.
    """
    if partner.left_on:
        raise ResetRefused
    with for_partners([partner.pk]):
        # The door shows nobody else, and once more when the learner is nobody else's to change.
        lock_people(learner_ids=[Learner.objects.get(public_id=learner_public_id).pk])
        learner = Learner.objects.get(public_id=learner_public_id)
    now = timezone.now()
    with for_learner(learner.pk):
        waiting = CodeReset.objects.filter(partner=partner, used_at__isnull=True, stopped_at__isnull=True)
        waiting.update(stopped_at=now)
        reset = CodeReset.objects.create(learner=learner, partner=partner, place=place, made_at=now)
        Learner.objects.update(has_reset_to_read=True)
    record(actor=by, verb="make starter code", of=learner, partner=partner)
    return make_code(learner_id=learner.pk, is_starter=True, reset=reset)


@transaction.atomic
def note_resets_read() -> None:
    """The learner has read of all of them. Through the learner's door; twice is once."""
    lock_me()
    CodeReset.objects.filter(read_at__isnull=True).update(read_at=timezone.now())
    Learner.objects.update(has_reset_to_read=False)


@transaction.atomic
def stop_reset(*, reset_id: str) -> bool:
    """The learner's own no: the slip opens nothing any more. False where it was used before. Through the
    learner's door; somebody else's raises CodeReset.DoesNotExist.
    """
    reset = CodeReset.objects.select_for_update(of=("self",)).get(public_id=reset_id)
    if reset.used_at:
        return False
    if reset.stopped_at is None:
        CodeReset.objects.filter(pk=reset.pk).update(stopped_at=timezone.now())
    return True


def openable(codes):
    """Of these claim codes, those that open something: a reset's for a week, while the learner still shares."""
    agreed = Sharing.objects.filter(
        learner_id=OuterRef("learner_id"), partner_id=OuterRef("reset__partner_id"), ended_at__isnull=True
    )
    standing = Q(
        Exists(agreed),
        reset__stopped_at__isnull=True,
        reset__used_at__isnull=True,
        reset__made_at__gt=timezone.now() - RESET_WITHIN,
        reset__partner__left_on__isnull=True,
        learner__erased_at__isnull=True,
    )
    return codes.filter(Q(reset__isnull=True) | standing)


def use_reset(*, code: ClaimCode, here_id: int | None) -> Learner:
    """Whose phone this is from now on. Within claiming's transaction and door; `code` is locked.

    A learner who uses the slip on a phone that opens all of their work keeps all of it: nothing is divided.
    """
    reset = CodeReset.objects.select_for_update(of=("self",)).get(pk=code.reset_id)
    lock_work(learner_ids=[reset.learner_id])
    whole = Learner.objects.get(pk=reset.learner_id)
    used_as = whole if here_id == whole.pk else _divided(whole, _partners_opened(reset))
    reset.used_at, reset.used_as = timezone.now(), used_as
    reset.save(update_fields=["used_at", "used_as"])
    return used_as


def _partners_opened(reset: CodeReset) -> list[int]:
    """The partner, and those in whose place it stands for this learner: whose agreement passed on to it."""
    passed = Sharing.objects.filter(
        learner_id=reset.learner_id,
        partner_id__in=absorbed_by(reset.partner_id),
        ended_because=SharingEnd.PASSED_ON,
        ended_at__gte=_agreement(reset).agreed_at,
    )
    return [reset.partner_id, *passed.values_list("partner_id", flat=True)]


def _agreement(reset: CodeReset) -> Sharing:
    return Sharing.objects.get(
        learner_id=reset.learner_id, partner_id=reset.partner_id, ended_at__isnull=True
    )


def _divided(whole: Learner, partner_ids: list[int]) -> Learner:
    """A learner who has what was done with these partners, each row by the partner it names, and nothing else."""
    part = Learner.objects.create(language=whole.language, last_visit_on=timezone.localdate())
    for enrolment in list(Enrolment.objects.filter(learner_id=whole.pk).order_by("pk")):
        _divide(enrolment, part, partner_ids)
    for relation in Learner._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete):
            continue
        model, field = relation.related_model, relation.field
        if field.name != "learner" or model._meta.label in NEVER_DIVIDED or not _names_partner(model):
            continue
        rows = model._default_manager.filter(learner_id=whole.pk, partner_id__in=partner_ids)
        rows.update(learner_id=part.pk)
    # An answer is part of the sitting it was given in, also where partners were merged in between.
    for model in (Response, VoidedMark):
        model.objects.filter(attempt__learner_id=part.pk).update(learner_id=part.pk)
        model.objects.filter(learner_id=part.pk, attempt__learner_id=whole.pk).update(learner_id=whole.pk)
    # What two phones made of one can be taken apart only while it is whole.
    LearnerMerger.objects.filter(learner_id=whole.pk, closed_at__isnull=True).update(closed_at=timezone.now())
    return part


def _divide(enrolment: Enrolment, part: Learner, partner_ids: list[int]) -> None:
    """The enrolment goes with its partner; what was done in it elsewhere gets one of its own, on the other side."""
    goes = enrolment.partner_id in partner_ids
    strays = {
        model: model.objects.filter(enrolment_id=enrolment.pk).filter(
            ~Q(partner_id__in=partner_ids) if goes else Q(partner_id__in=partner_ids)
        )
        for model, _when in ON_ENROLMENT
    }
    first = [
        (getattr(row, when), row.partner_id)
        for model, when in ON_ENROLMENT
        if (row := strays[model].order_by(when).first())
    ]
    stayer_id, goer_id = enrolment.learner_id, part.pk
    if goes:
        Enrolment.objects.filter(pk=enrolment.pk).update(learner_id=goer_id)
    if not first:
        return
    begun_at, partner_id = min(first)
    twin = Enrolment.objects.create(
        learner_id=stayer_id if goes else goer_id,
        partner_id=partner_id,
        course_key=enrolment.course_key,
        edition_id=enrolment.edition_id,
        course_address=_address_with(partner_id, enrolment),
        begun_at=begun_at,
        closed_at=enrolment.closed_at,
    )
    for rows in strays.values():
        rows.update(enrolment_id=twin.pk)


def _address_with(partner_id: int, enrolment: Enrolment) -> str:
    places = address_book().addresses_of(enrolment.course_key)
    return next((path for path, owner_id in places if owner_id == partner_id), enrolment.course_address)


def _names_partner(model) -> bool:
    return any(field.name == "partner" for field in model._meta.fields)
