"""Closed lists of the proof."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """Where a certificate stands; computed from its dates, never stored."""

    VALID = "valid", _("Valid")
    REPLACED = "replaced", _("Replaced by a newer one")
    NO_LONGER_IN_USE = "no_longer_in_use", _("No longer in use")
    NO_LONGER_AVAILABLE = "no_longer_available", _("No longer available")
