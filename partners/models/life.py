"""Turns in a partner's life that are carried out once and then stand as facts."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import random_id


class PartnerMerger(models.Model):
    """`source` became part of `target` on that day. `figures`: the numbers as stated before and found after."""

    public_id = models.CharField(max_length=22, unique=True, default=random_id, editable=False)
    source = models.OneToOneField("partners.Partner", on_delete=models.PROTECT, related_name="merger")
    target = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="mergers")
    dated_on = models.DateField()
    # The day on which the target became the source's successor in law; empty where it did not.
    legal_successor_on = models.DateField(null=True, blank=True)
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    figures = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(source=F("target")), name="partners_merger_of_two")
        ]

    def __str__(self) -> str:
        return f"{self.source} into {self.target}"


class PartnerDeparture(models.Model):
    """A partner has left and nobody carries on in its place but the programme.

    Those who shared until then may be exported until `export_until`; at `closed_at` the names are gone for
    it, and `proof` holds the numbers.
    """

    partner = models.OneToOneField("partners.Partner", on_delete=models.PROTECT, related_name="departure")
    left_on = models.DateField()
    # What its section says; learners read it.
    notice = models.TextField()
    departed_at = models.DateTimeField()
    export_until = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    proof = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"departure of {self.partner}"
