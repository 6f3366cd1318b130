"""Takes away what is past its date, and what a learner no longer wants kept. Completions stay, as counts."""

from datetime import datetime, time

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from learning.conf import REMOVAL_AFTER
from learning.enums import SharingEnd
from learning.models import (
    Attempt,
    ClaimCode,
    CourseCompletion,
    DeviceToken,
    Enrolment,
    Learner,
    LearnerMerger,
    Response,
    Sharing,
    SharingNotice,
)
from learning.queries.keeping import add_months, kept_until, months_kept
from partners.queries import partner_faces
from partners.scoping import Exemption, for_learner, past_the_doors


@transaction.atomic
def ask_removal(*, learner_id: int) -> Learner:
    """Closes every phone and ends sharing now; the rest goes after fourteen days. Twice is once."""
    now = timezone.now()
    with for_learner(learner_id):
        DeviceToken.objects.filter(closed_at__isnull=True).update(closed_at=now)
        Sharing.objects.filter(ended_at__isnull=True).update(
            ended_at=now, ended_because=SharingEnd.OWN_CHOICE
        )
        Learner.objects.filter(removal_asked_at__isnull=True).update(removal_asked_at=now)
        return Learner.objects.get()


def erase_what_is_due() -> int:
    """Once a day: learners whose time is over or who asked for it, and answers past theirs. How many learners."""
    erase_old_answers()
    due = _due()
    for learner_id in due:
        erase_learner(learner_id=learner_id)
    return len(due)


@transaction.atomic
def erase_learner(*, learner_id: int) -> None:
    """No name, no account, no phone, no code and no answer is left. Certificates that were asked for stay.

    Twice is once.
    """
    with past_the_doors(Exemption.ERASURE):
        for model in (Response, Attempt, DeviceToken, ClaimCode, SharingNotice, LearnerMerger):
            model.objects.filter(learner_id=learner_id).delete()
        LearnerMerger.objects.filter(joined_id=learner_id).delete()
        now = timezone.now()
        Sharing.objects.filter(learner_id=learner_id, ended_at__isnull=True).update(
            ended_at=now, ended_because=SharingEnd.OWN_CHOICE
        )
        Learner.objects.filter(pk=learner_id, erased_at__isnull=True).update(
            name="", user=None, erased_at=now
        )


@transaction.atomic
def erase_old_answers() -> None:
    """Each partner decides after how many months. A sitting stays where a course still asks what it brought."""
    today = timezone.localdate()
    with past_the_doors(Exemption.ERASURE):
        completed = CourseCompletion.objects.filter(enrolment_id=OuterRef("enrolment_id"))
        closed = Enrolment.objects.filter(pk=OuterRef("enrolment_id"), closed_at__isnull=False)
        for face in partner_faces().values():
            day = add_months(today, -months_kept("retention_responses", face.partner_id))
            before = timezone.make_aware(datetime.combine(day, time()))
            Response.objects.filter(partner_id=face.partner_id, answered_at__lt=before).delete()
            over = Attempt.objects.filter(Exists(completed) | Exists(closed), partner_id=face.partner_id)
            over.filter(begun_at__lt=before, responses__isnull=True).delete()


def _due() -> list[int]:
    today, now = timezone.localdate(), timezone.now()
    with past_the_doors(Exemption.ERASURE):
        there = Learner.objects.filter(erased_at__isnull=True)
        asked = there.filter(removal_asked_at__lte=now - REMOVAL_AFTER).values_list("pk", flat=True)
        # Nobody keeps anything for less than a month.
        old = there.filter(last_visit_on__lt=add_months(today, -1))
        past = [learner.pk for learner in old.iterator(chunk_size=500) if kept_until(learner) < today]
        return sorted({*asked, *past})
