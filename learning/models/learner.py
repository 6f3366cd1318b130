"""A person who learns. Person-owned: reached through the learner's own door, or where they agreed to share."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from learning.enums import SharingEnd
from partners.managers import ScopedManager

from .ids import random_id


def shares_with(partner_ids: tuple[int, ...]) -> Q:
    """Learners who agreed, and have not ended it, that these partners' coordinators see their name."""
    agreed = Sharing._base_manager.filter(
        learner_id=OuterRef("pk"), partner_id__in=partner_ids, ended_at__isnull=True
    )
    return Q(Exists(agreed))


def never(_partner_ids: tuple[int, ...]) -> Q:
    """Nothing for staff."""
    return Q(pk__in=[])


class Learner(models.Model):
    """May have no account, no e-mail and no phone. A name only if given."""

    public_id = models.CharField(max_length=22, unique=True, default=random_id, editable=False)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=12)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="learner"
    )
    begun_at = models.DateTimeField(auto_now_add=True)
    # When a code was first made for it: from then on the work can be opened on other phones, and is kept longer.
    claimed_at = models.DateTimeField(null=True, blank=True)
    last_visit_on = models.DateField()
    # A notice waits to be read (SharingNotice): each page says so, without asking the database.
    is_asked_about_sharing = models.BooleanField(default=False)
    # Staff made a code for this work, and the learner has not read of it yet (CodeReset).
    has_reset_to_read = models.BooleanField(default=False)
    # The learner wants everything gone; until it is, the claim code takes the wish back.
    removal_asked_at = models.DateTimeField(null=True, blank=True)
    # Certificates that were asked for go then, too; otherwise they stay, with the claim code that opens them.
    removal_takes_certificates = models.BooleanField(default=False)
    # From then on nobody: what stands is a count.
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(learner="pk", staff=shares_with)

    def __str__(self) -> str:
        return f"learner {self.public_id}"


class DeviceToken(models.Model):
    """One phone. The cookie holds the token; here is only its SHA-256."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="devices")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    # Begun or opened on a shared tablet: nobody carries on there later.
    is_on_tablet = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    # Guards *Carry on* on this phone alone: a slow hash; empty without a PIN.
    pin_hash = models.CharField(max_length=128, blank=True)
    # Wrong ones since the last right one.
    pin_tries = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager(staff=never)

    def __str__(self) -> str:
        return f"device {self.pk}"


class Sharing(models.Model):
    """The learner's choice that a partner's coordinators see their name beside what they did there."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="sharings")
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="sharings")
    agreed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=20, choices=SharingEnd, blank=True)
    # The partner it was given to at first, where it passed to a legal successor after notice.
    passed_from = models.ForeignKey(
        "partners.Partner", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "partner"],
                condition=Q(ended_at__isnull=True),
                name="learning_sharing_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"sharing {self.pk}"


class SharingNotice(models.Model):
    """A legal successor asks to stand in an agreement's place: told at the learner's next visit, and only
    thirty days after that does it pass, unless the learner has said no.
    """

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="sharing_notices")
    # The successor.
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    noticed_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    passed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(staff=never)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "partner", "source"], name="learning_sharing_notice_once"
            )
        ]

    def __str__(self) -> str:
        return f"sharing notice {self.pk}"
