"""Closed lists of the partners' floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    TRAINER = "trainer", _("Trainer")
    APPROVER = "approver", _("Approver")
    COMMUNICATIONS = "communications", _("Communications")
    COORDINATOR = "coordinator", _("Coordinator")
    WORKSHOP_HOST = "workshop_host", _("Workshop host")
    MANAGER = "manager", _("Manager")
    PROGRAMME_ANALYST = "programme_analyst", _("Programme analyst")
    PROGRAMME_MANAGER = "programme_manager", _("Programme manager")
    OPERATOR = "operator", _("Operator")


# The roles that see people; the programme holds none of them.
ROLES_THAT_SEE_PEOPLE = frozenset({Role.COORDINATOR, Role.WORKSHOP_HOST})
# Roles that exist at the programme only.
PROGRAMME_ONLY_ROLES = frozenset({Role.PROGRAMME_ANALYST, Role.PROGRAMME_MANAGER, Role.OPERATOR})
PROGRAMME_ROLES = PROGRAMME_ONLY_ROLES | {Role.TRAINER, Role.APPROVER, Role.COMMUNICATIONS}
# Roles that may open the Wagtail admin.
EDITING_ROLES = frozenset({Role.TRAINER, Role.APPROVER, Role.COMMUNICATIONS})


class ContactScope(models.TextChoices):
    NATIONAL = "national", _("National")
    BOROUGH = "borough", _("Borough")
    PARTNER = "partner", _("Partner")
