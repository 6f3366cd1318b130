"""A person's place in a partner. Read to open the staff door, so it stands behind none itself."""

from django.conf import settings
from django.db import models

from partners.enums import Role


class Membership(models.Model):
    """Written by two domain verbs only (partners.domain.memberships)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "partner", "role"],
                condition=models.Q(ended_on__isnull=True),
                name="partners_membership_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} at {self.partner}"
