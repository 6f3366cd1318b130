"""How a partner looks and what it says of itself."""

from django.core.validators import RegexValidator
from django.db import models
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

is_hex_colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Write a colour as # and six digits, such as #1f5f5b.")


class Brand(PreviewableMixin, DraftStateMixin, RevisionMixin, models.Model):
    """Edited on our own screens; nothing of it is a snippet."""

    partner = models.OneToOneField("partners.Partner", on_delete=models.PROTECT, related_name="brand")
    monogram = models.CharField(max_length=3)
    logo = models.ForeignKey(
        "pages.SiteImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    logo_alt = models.CharField(max_length=120, blank=True)
    brand_colour = models.CharField(max_length=7, validators=[is_hex_colour])
    accent_colour = models.CharField(max_length=7, validators=[is_hex_colour])
    welcome = models.TextField(blank=True)
    help_statement = models.TextField(blank=True)
    safeguarding_statement = models.TextField(blank=True)
    co_brand_line = models.CharField(max_length=200, blank=True)
    sender_name = models.CharField(max_length=60, blank=True)
    signatory_name = models.CharField(max_length=120, blank=True)
    signatory_role = models.CharField(max_length=120, blank=True)
    signature = models.ForeignKey(
        "pages.SiteImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return f"Brand of {self.partner}"
