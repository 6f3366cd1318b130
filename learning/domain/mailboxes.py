"""A mailbox opens one's work, where its owner wants that: kept, opened with, and let go of."""

from django.db import transaction
from django.utils import timezone

from accounts.domain import use_code
from learning.models import Learner, LearnerMailbox
from learning.queries import has_own_code
from partners.scoping import Exemption, for_learner, past_the_doors

from .claiming import Opened, open_phone
from .enrolment import lock_me, lock_people
from .merging import merge_learners


class MailboxTaken(LookupError):
    """It opens somebody's work already; the same person's or another's."""


def learner_of_mailbox(*, address: str) -> Learner | None:
    """Whose work it opens. To be said to nobody who has not typed a code that was sent there."""
    with past_the_doors(Exemption.CLAIM):
        found = LearnerMailbox.objects.filter(address=address).select_related("learner").first()
    return found.learner if found else None


@transaction.atomic
def keep_mailbox(*, ticket: str, learner_id: int) -> LearnerMailbox:
    """From now on it opens this learner's work. Uses the code up. Raises MailboxTaken, and CodeSpent for no code."""
    address, now = use_code(ticket=ticket), timezone.now()
    with past_the_doors(Exemption.CLAIM):
        lock_people(learner_ids=[learner_id])
        row = LearnerMailbox(learner_id=learner_id, address=address, confirmed_at=now)
        LearnerMailbox.objects.bulk_create([row], ignore_conflicts=True)
        kept = LearnerMailbox.objects.get(address=address)
        if kept.learner_id != learner_id:
            raise MailboxTaken
        Learner.objects.filter(pk=learner_id, claimed_at__isnull=True).update(claimed_at=now)
    return kept


@transaction.atomic
def open_with_mailbox(
    *,
    ticket: str,
    earlier_token: str = "",
    joined_id: int | None = None,
    is_on_tablet: bool = False,
    language: str = "",
) -> Opened:
    """The work that it opens, on one more phone; as open_with_code. Raises LookupError where it opens none.

    Uses the code up. Whoever has lost the claim code is as welcome as with it.
    """
    address = use_code(ticket=ticket)
    with past_the_doors(Exemption.CLAIM):
        rows = LearnerMailbox.objects.filter(address=address)
        lock_people(learner_ids=[pk for pk in (*rows.values_list("learner_id", flat=True), joined_id) if pk])
        found = rows.select_for_update(of=("self",)).select_related("learner").first()
        if found is None:
            raise LookupError
        LearnerMailbox.objects.filter(pk=found.pk).update(confirmed_at=timezone.now())
        token, had_pin = open_phone(found.learner_id, earlier_token, is_on_tablet=is_on_tablet)
    if joined_id not in (None, found.learner_id):
        merge_learners(learner_id=found.learner_id, joined_id=joined_id, language=language)
    return Opened(learner=found.learner, token=token, had_pin=had_pin)


@transaction.atomic
def remove_mailbox(*, learner_id: int, mailbox_id: str) -> None:
    """It opens nothing any more; phones that it opened stay open. Somebody else's, or one that is gone, is let be."""
    with for_learner(learner_id):
        lock_me()
        LearnerMailbox.objects.filter(public_id=mailbox_id).delete()
        if not has_own_code() and not LearnerMailbox.objects.exists():
            # Nothing opens it elsewhere: it is kept as unclaimed work is.
            Learner.objects.filter(pk=learner_id).update(claimed_at=None)
