"""What opens a learner's work on another phone, a code or a mailbox, and what two phones made of one."""

from django.db import models

from partners.managers import ScopedManager

from .ids import random_id
from .learner import Learner, never


class ClaimCode(models.Model):
    """Only a keyed hash of it is here: nobody who reads the table can open anything.

    A starter code is printed on a slip by staff: its first use replaces it by the learner's own.
    """

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="claim_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    is_starter = models.BooleanField(default=False)
    # A starter code for somebody who has lost their own: opens what was done with one partner.
    reset = models.ForeignKey(
        "learning.CodeReset", null=True, blank=True, on_delete=models.PROTECT, related_name="codes"
    )
    made_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(staff=never)

    def __str__(self) -> str:
        return f"claim code {self.pk}"


class CodeReset(models.Model):
    """Staff of a partner made a starter code for somebody who stood before them. The learner is told: day and place.

    `learner` is whose work it was asked for; with its first use what was done with the partner becomes `used_as`'s.
    """

    public_id = models.CharField(max_length=22, unique=True, default=random_id, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="resets")
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_as = models.ForeignKey(
        Learner, null=True, blank=True, on_delete=models.PROTECT, related_name="made_by_resets"
    )
    stopped_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(staff=never)

    def __str__(self) -> str:
        return f"reset {self.pk}"


class LearnerMailbox(models.Model):
    """Whoever reads this mailbox may open the work, each time with a new code by e-mail. Never asked for.

    No user of the site, and nothing but that: no letter is ever sent to it of our own accord.
    """

    public_id = models.CharField(max_length=22, unique=True, default=random_id, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="mailboxes")
    # As accounts.domain.email_codes.mailbox_address gives it.
    address = models.EmailField(unique=True)
    confirmed_at = models.DateTimeField()

    objects = ScopedManager(staff=never)

    def __str__(self) -> str:
        return f"mailbox {self.pk}"


class LearnerMerger(models.Model):
    """The work of two phones is one person's. `moves` is the way back: each row that changed hands.

    `moves`: list of [model label, pk, field, value before, value after], in the order in which they were made.
    """

    public_id = models.CharField(max_length=22, unique=True, default=random_id, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="mergers")
    joined = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="joined_into")
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    # A reset has divided the work since: from then on it cannot be taken apart any more.
    closed_at = models.DateTimeField(null=True, blank=True)
    moves = models.JSONField(default=list)

    objects = ScopedManager(staff=never)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["joined"],
                condition=models.Q(undone_at__isnull=True),
                name="learning_merger_joined_once",
            )
        ]

    def __str__(self) -> str:
        return f"merger {self.pk}"
