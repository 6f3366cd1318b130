"""Whom to ask for help. Lessons name a contact by key and never type a number."""

from django.db import models
from django.db.models.functions import Coalesce

from accounts.models import random_id
from partners.enums import ContactScope
from partners.managers import ContactManager


class Borough(models.Model):
    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SupportContact(models.Model):
    """The same key may stand once for all, once per borough and once per partner; the nearest one is shown."""

    public_id = models.CharField(max_length=22, unique=True, default=random_id, editable=False)
    key = models.SlugField(max_length=40)
    scope = models.CharField(max_length=10, choices=ContactScope, default=ContactScope.NATIONAL)
    borough = models.ForeignKey(
        Borough, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts"
    )
    partner = models.ForeignKey(
        "partners.Partner", null=True, blank=True, on_delete=models.PROTECT, related_name="contacts"
    )
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=250)
    number = models.CharField(max_length=40, blank=True)
    second_number = models.CharField(max_length=40, blank=True)
    second_number_label = models.CharField(max_length=60, blank=True)
    hours = models.CharField(max_length=120, blank=True)
    web = models.CharField(max_length=200, blank=True)
    # Where one can write to somebody who answers, in the browser.
    chat = models.CharField(max_length=200, blank=True)
    text_route = models.CharField(max_length=120, blank=True)
    bsl_route = models.CharField(max_length=120, blank=True)
    languages = models.CharField(max_length=200, blank=True)
    who_for = models.CharField(max_length=120, blank=True)
    is_emergency = models.BooleanField(default=False)
    # 999 is never doubted: no "not yet checked" beside it.
    is_never_doubted = models.BooleanField(default=False)
    is_sample = models.BooleanField(default=False)
    last_checked_on = models.DateField(null=True, blank=True)
    review_by = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=250, blank=True)
    # Taken away for safety: shown to nobody, whatever page names it.
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ContactManager()

    class Meta:
        ordering = ["key", "name"]
        constraints = [
            # No row has id 0: here it stands for "no borough" and "no partner", which SQL holds to be distinct.
            models.UniqueConstraint(
                "key",
                Coalesce("borough", 0),
                Coalesce("partner", 0),
                name="partners_contact_once_per_place",
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(scope=ContactScope.NATIONAL, borough__isnull=True, partner__isnull=True)
                    | models.Q(scope=ContactScope.BOROUGH, borough__isnull=False)
                    | models.Q(scope=ContactScope.PARTNER, partner__isnull=False)
                ),
                name="partners_contact_scope_fits",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContactReport(models.Model):
    """Somebody pressed "This number did not work". No person, no phone and no words: a date and a place."""

    contact = models.ForeignKey(SupportContact, on_delete=models.PROTECT, related_name="reports")
    # The section it was pressed in; empty outside every section.
    partner = models.ForeignKey(
        "partners.Partner", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reported_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-reported_at"]

    def __str__(self) -> str:
        return f"report on {self.contact_id}"
