"""Reminds whoever keeps a contact in time, and again once its day has passed. Run daily."""

from datetime import date
from functools import partial

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from partners.conf import REMIND_DAYS
from partners.models import SupportContact
from partners.queries.keeping import keeper_of, keepers_of

from .letters import write_letter
from .turns import each_in_turn

# How often somebody is reminded of a contact whose day has passed.
CHASE_EVERY_DAYS = 30


def remind_of_contacts(*, today: date | None = None) -> int:
    """A letter for each stage that a contact has come to; a day missed is made good. Returns how many stand due.

    The letters' keys hold the stage: run as often as you like, each is written once.
    """
    today = today or timezone.localdate()
    rows = SupportContact.objects.filter(
        review_by__isnull=False, withdrawn_at__isnull=True, is_never_doubted=False
    )
    # Those of a partner that was merged or has left are shown to nobody, and nobody is left to ring them.
    rows = rows.exclude(partner__left_on__isnull=False).select_related("partner")
    due = [(row, stage) for row in rows if (stage := stage_of(row, today))]
    verbs = [partial(_remind, row, stage, (row.review_by - today).days) for row, stage in due]
    each_in_turn(verbs, failing="Nobody could be reminded of a contact.")
    return len(due)


def stage_of(contact: SupportContact, today: date) -> str:
    """The last stage a contact has come to: "60", "30" or "7" days before, "overdue-0" and so on; else empty."""
    days = (contact.review_by - today).days
    if days < 0:
        return f"overdue-{(-days - 1) // CHASE_EVERY_DAYS}"
    return next((str(stage) for stage in sorted(REMIND_DAYS) if days <= stage), "")


@transaction.atomic
def _remind(contact: SupportContact, stage: str, days: int) -> None:
    keeper = keeper_of(contact)
    for user in keepers_of(contact) if keeper else ():
        write_letter(
            template="contact_review",
            to=user,
            partner=keeper,
            context={
                "name": contact.name,
                "review_by": contact.review_by,
                "is_overdue": days < 0,
                "path": reverse("partners:contacts", args=[keeper.slug]),
            },
            dedupe_key=f"contact-review:{contact.public_id}:{contact.review_by}:{stage}:{user.public_id}",
        )
