"""Closed lists of what people do."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Means(models.TextChoices):
    """How a completion came about."""

    ONLINE = "online", _("Online")
    REGISTER = "register", _("Register")
    PAPER = "paper", _("Paper")


class Outcome(models.TextChoices):
    """How a question stands within an attempt."""

    RIGHT = "right", _("Right")
    AGAIN = "again", _("Comes round again")
    ASIDE = "aside", _("Set aside")


class SharingEnd(models.TextChoices):
    """Why an agreement to share has ended."""

    OWN_CHOICE = "own_choice", _("The learner's choice")
    PARTNER_LEFT = "partner_left", _("The partner left")
    PASSED_ON = "passed_on", _("It passed to a legal successor")
    NOT_PASSED = "not_passed", _("The partner was merged, and it did not pass")
