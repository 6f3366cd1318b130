"""How a partner looks and what it says of itself."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from partners.enums import LogoOrder

is_hex_colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Write a colour as # and six digits, such as #1f5f5b.")


class Brand(PreviewableMixin, DraftStateMixin, RevisionMixin, models.Model):
    """Edited on our own screens; nothing of it is a snippet."""

    partner = models.OneToOneField("partners.Partner", on_delete=models.PROTECT, related_name="brand")
    # In place of the partner's own short name, once it is approved with the rest.
    short_name = models.CharField(max_length=60, blank=True)
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
    footer = models.TextField(blank=True)
    co_brand_line = models.CharField(max_length=200, blank=True)
    logo_order = models.CharField(max_length=20, choices=LogoOrder, default=LogoOrder.OWN_FIRST)
    sender_name = models.CharField(max_length=60, blank=True)
    signatory_name = models.CharField(max_length=120, blank=True)
    signatory_role = models.CharField(max_length=120, blank=True)
    signature = models.ForeignKey(
        "pages.SiteImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Set while a draft waits for the second person.
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    # What a draft is looked at as, before anybody approves it.
    preview_modes = [
        ("start", _("Start page")),
        ("lesson", _("Lesson")),
        ("letter", _("Letter")),
        ("certificate", _("Certificate")),
        ("poster", _("Poster")),
    ]

    def __str__(self) -> str:
        return f"Brand of {self.partner}"

    def with_content_json(self, content) -> "Brand":
        """Whose it is and whether it waits belongs to the brand, not to one of its revisions."""
        brand = super().with_content_json(content)
        brand.partner_id = self.partner_id
        brand.submitted_at, brand.submitted_by_id = self.submitted_at, self.submitted_by_id
        brand.live_revision_id, brand.last_published_at = self.live_revision_id, self.last_published_at
        return brand
