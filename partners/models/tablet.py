"""A device that staff have set as a shared tablet: it ends each person's work there instead of keeping it open."""

from django.db import models

from accounts.models import random_id


class SharedTablet(models.Model):
    """The device holds a signed cookie with `public_id`; this row says whether that still means anything."""

    public_id = models.CharField(max_length=22, unique=True, default=random_id, editable=False)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="tablets")
    label = models.CharField(max_length=60)
    set_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["label", "pk"]

    def __str__(self) -> str:
        return self.label
