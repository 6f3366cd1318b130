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
# The roles that let staff in and out; a partner is never without.
ROLES_THAT_MANAGE = frozenset({Role.MANAGER, Role.PROGRAMME_MANAGER})
# Roles that may open the Wagtail admin.
EDITING_ROLES = frozenset({Role.TRAINER, Role.APPROVER, Role.COMMUNICATIONS})


class ContactScope(models.TextChoices):
    NATIONAL = "national", _("National")
    BOROUGH = "borough", _("Borough")
    PARTNER = "partner", _("Partner")


class LogoOrder(models.TextChoices):
    """Whose logo stands first where a section shows the programme's beside its own."""

    OWN_FIRST = "own_first", _("Own logo first")
    PROGRAMME_FIRST = "programme_first", _("The programme's logo first")


class Ability(models.TextChoices):
    """What a role allows, in the words in which people are told of it."""

    WRITE = "write", _("Write courses and pages, and ask for approval")
    PUBLISH = "publish", _("Publish what somebody else wrote")
    BRAND = "brand", _("Change the look of the section, and ask for approval")
    APPROVE_BRAND = "approve_brand", _("Approve a change of the look that somebody else made")
    POSTERS = "posters", _("Make posters")
    SEE_COUNTS = "see_counts", _("See how many people begin and complete courses")
    SEE_PEOPLE = "see_people", _("See the names of people who chose to share them")
    KEEP_REGISTER = "keep_register", _("Keep the register of one workshop")
    HAND_OUT_CODES = (
        "hand_out_codes",
        _("Print slips with starter codes, and help somebody who has lost theirs"),
    )
    SET_TABLETS = "set_tablets", _("Set a device as a shared tablet, and end it")
    MANAGE_STAFF = "manage_staff", _("Invite staff, change their roles and end them")
    MANAGE_CONTACTS = "manage_contacts", _("Keep the help contacts")
    MANAGE_SETTINGS = "manage_settings", _("Change the settings of the section")
    READ_AUDIT = "read_audit", _("Read who did what")
    ADOPT = "adopt", _("Take shared courses into the section")
    WITHDRAW = "withdraw", _("Take something away for safety")
    MANAGE_PARTNERS = "manage_partners", _("Add, rename, merge and close partners")
    SEE_PROGRAMME_COUNTS = "see_programme_counts", _("See the numbers of all partners together")
    OPERATE = "operate", _("Look after the machine; each use is written down")


# What shows people: nobody does it before the terms are accepted, and the programme never.
ABILITIES_OVER_PEOPLE = frozenset({Ability.SEE_PEOPLE, Ability.KEEP_REGISTER, Ability.HAND_OUT_CODES})
