"""What an association answers for before its section may open."""

from django.db import models


class PartnerSettings(models.Model):
    """Each text is the association's own. `retention_*` are months, empty until somebody has decided them."""

    partner = models.OneToOneField("partners.Partner", on_delete=models.PROTECT, related_name="settings")
    safeguarding_lead_name = models.CharField(max_length=120, blank=True)
    safeguarding_lead_number = models.CharField(max_length=40, blank=True)
    safeguarding_lead_email = models.EmailField(blank=True)
    # Whom staff ring at night: a number, and whose it is.
    out_of_hours_number = models.CharField(max_length=40, blank=True)
    out_of_hours_label = models.CharField(max_length=120, blank=True)
    privacy_notice = models.TextField(blank=True)
    privacy_notice_version = models.CharField(max_length=20, blank=True)
    privacy_notice_on = models.DateField(null=True, blank=True)
    data_protection_name = models.CharField(max_length=120, blank=True)
    data_protection_email = models.EmailField(blank=True)
    complaint_name = models.CharField(max_length=120, blank=True)
    complaint_email = models.EmailField(blank=True)
    accessibility_statement = models.TextField(blank=True)
    accessibility_statement_on = models.DateField(null=True, blank=True)
    retention_unclaimed = models.PositiveSmallIntegerField(null=True, blank=True)
    retention_claimed = models.PositiveSmallIntegerField(null=True, blank=True)
    retention_responses = models.PositiveSmallIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return f"settings of {self.partner}"
