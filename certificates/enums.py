"""Closed lists of the proof."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """Where a certificate stands; computed from its dates, never stored."""

    VALID = "valid", _("Valid")
    REPLACED = "replaced", _("Replaced by a newer one")
    NO_LONGER_IN_USE = "no_longer_in_use", _("No longer in use")
    PRIVATE = "private", _("Kept private by its holder")
    NO_LONGER_AVAILABLE = "no_longer_available", _("No longer available")


class Shape(models.TextChoices):
    """How the paper lies. Both shapes state the same."""

    LANDSCAPE = "landscape", _("Wide")
    PORTRAIT = "portrait", _("Tall")


class PublicView(models.TextChoices):
    """What somebody with the code sees of it; the holder's choice, at any time."""

    NAME = "name", _("The name, as it is printed")
    INITIALS = "initials", _("Only the initials of the name")
    PRIVATE = "private", _("Nothing. The page asks them to talk to you")


class RevokeReason(models.TextChoices):
    """Why one is no longer in use. A closed list: there is no room for words about a person."""

    MARKED_BY_MISTAKE = "marked by mistake", _("The course was marked as completed by mistake")
    OTHER_PERSON = "other person", _("Somebody else took the course")
    ASKED_BY_HOLDER = "asked by holder", _("Its holder asked for it")
    MADE_FOR_PRACTICE = "made for practice", _("It was made to try things out")


class BatchKind(models.TextChoices):
    """How many certificates are printed at once."""

    ONE = "pdf", _("One PDF of all, a page each")
    SINGLE = "zip", _("A zip file, with a PDF of each as its holder has it")


class BatchFailure(models.TextChoices):
    CHANGED = (
        "changed",
        _("Somebody in it no longer shares their name, or their certificate has changed since"),
    )
    NOT_DRAWN = "not drawn", _("It could not be made")
