"""Whose phone this is."""

from hashlib import sha256

from django.db.models import Exists, OuterRef

from learning.models import (
    ClaimCode,
    CodeReset,
    DeviceToken,
    Enrolment,
    Learner,
    LearnerMailbox,
    LearnerMerger,
    Sharing,
    SharingNotice,
)
from partners.queries.succession import has_left
from partners.scoping import Exemption, for_learner, past_the_doors


def token_hash(token: str) -> str:
    """What is stored of a device's token. 256 random bits need no slow hash."""
    return sha256(token.encode()).hexdigest()


def device_of(token: str) -> DeviceToken | None:
    """The open phone that holds this token, with its learner; a forged or closed one is nobody's. One SQL."""
    with past_the_doors(Exemption.DEVICE):
        rows = DeviceToken.objects.filter(token_hash=token_hash(token), closed_at__isnull=True)
        # One at most: first() would sort them.
        return next(iter(rows.select_related("learner")), None)


def is_phone_closed(token: str) -> bool:
    """Whether this phone has opened somebody's work that is there still, and does so no more: a newer code was made,
    or it was opened in another way. What its owner has removed is nobody's. One SQL.
    """
    with past_the_doors(Exemption.DEVICE):
        rows = DeviceToken.objects.filter(token_hash=token_hash(token), closed_at__isnull=False)
        kept = rows.filter(learner__removal_asked_at__isnull=True, learner__erased_at__isnull=True)
        return kept.exists()


def learner_of_device(token: str) -> Learner | None:
    """The learner whose phone holds this token. One SQL."""
    device = device_of(token)
    return device.learner if device else None


def learner_of_user(user_id: int) -> Learner | None:
    """The learner that a signed-in person is. One SQL."""
    with past_the_doors(Exemption.DEVICE):
        return next(iter(Learner.objects.filter(user_id=user_id)), None)


def agreed_partner_ids() -> list[int]:
    """Through the learner's door: the partners with whom the name is shared, merged ones too. One SQL."""
    return list(Sharing.objects.filter(ended_at__isnull=True).values_list("partner_id", flat=True))


def has_begun(learner_id: int) -> bool:
    """Whether there is any work that could be lost or mixed up. One SQL."""
    with for_learner(learner_id):
        return Enrolment.objects.exists()


def has_own_code() -> bool:
    """Through the learner's door: whether a claim code is out that opens the work as often as needed. One SQL."""
    return ClaimCode.objects.filter(replaced_at__isnull=True, is_starter=False).exists()


def own_mailboxes() -> list[LearnerMailbox]:
    """Through the learner's door: those that open the work, too. One SQL."""
    return list(LearnerMailbox.objects.order_by("address"))


def open_mergers() -> list[LearnerMerger]:
    """Through the learner's door: what can still be taken apart, newest first."""
    return list(
        LearnerMerger.objects.filter(undone_at__isnull=True, closed_at__isnull=True).order_by("-merged_at")
    )


def is_joined(learner_id: int) -> bool:
    """Through the learner's door: whether all of their work is somebody else's now. One SQL."""
    rows = Learner.objects.filter(joined_into__isnull=False, joined_into__undone_at__isnull=True)
    return rows.filter(pk=learner_id).exists()


def sharing_partner_ids() -> list[int]:
    """Through the learner's door: the partners whose coordinators may see the name.

    Not those that were merged: an agreement with one of them waits to pass on, and meanwhile nobody sees it.
    """
    return [pk for pk in agreed_partner_ids() if not has_left(pk)]


def resets_told() -> list[CodeReset]:
    """Through the learner's door: the codes that staff made for this work, newest first. One SQL."""
    return list(CodeReset.objects.select_related("partner").order_by("-made_at", "-pk"))


def waiting_notices() -> list[SharingNotice]:
    """Through the learner's door: who asks to see the name in another's place, and has no answer yet. One SQL."""
    agreed = Sharing.objects.filter(partner_id=OuterRef("source_id"), ended_at__isnull=True)
    rows = SharingNotice.objects.filter(passed_at__isnull=True, declined_at__isnull=True)
    return list(rows.filter(Exists(agreed)).select_related("source", "partner").order_by("made_at", "pk"))
