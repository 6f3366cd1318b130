"""A person's place in a partner. Read to open the staff door, so it stands behind none itself."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import random_id
from partners.enums import Role


class Membership(models.Model):
    """Written by two domain verbs only (partners.domain.memberships)."""

    public_id = models.CharField(max_length=22, unique=True, default=random_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    # The one workshop whose register a workshop host keeps, by name; empty for every other role.
    workshop = models.CharField(max_length=120, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "partner", "role", "workshop"],
                condition=Q(ended_on__isnull=True),
                name="partners_membership_one_open",
            ),
            models.CheckConstraint(
                condition=(Q(role=Role.WORKSHOP_HOST) & ~Q(workshop=""))
                | (~Q(role=Role.WORKSHOP_HOST) & Q(workshop="")),
                name="partners_membership_host_has_workshop",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} at {self.partner}"


class StaffInvitation(models.Model):
    """A role offered to a mailbox; held by nobody until whoever reads that mailbox takes it up.

    The letter holds the token; here is only its SHA-256.
    """

    public_id = models.CharField(max_length=22, unique=True, default=random_id, editable=False)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Role)
    workshop = models.CharField(max_length=120, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "email", "role", "workshop"],
                condition=Q(accepted_at__isnull=True, cancelled_at__isnull=True),
                name="partners_invitation_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"invitation {self.public_id}"


class TermsAcceptance(models.Model):
    """A person has agreed, for one partner, to the terms of a role that sees people; dated."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    version = models.CharField(max_length=20)
    accepted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "partner", "version"], name="partners_terms_once")
        ]

    def __str__(self) -> str:
        return f"terms {self.version} at {self.partner_id}"
