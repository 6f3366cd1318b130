"""What must hold before the site starts."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Notice
from django.db import DatabaseError

from partners.queries.broken_rules import broken_rules
from partners.rules.addresses import entries_without_address, unlisted_addresses
from partners.rules.declarations import declarations_without_model, undeclared_models


@register()
def every_address_is_listed(app_configs, **kwargs) -> list[Error]:
    errors = [
        Error(f"The address {name} stands on no access list, so it answers 404.", id="partners.E001")
        for name in unlisted_addresses()
    ]
    errors += [
        Error(f"The access list names {name}, which is no address.", id="partners.E002")
        for name in entries_without_address()
    ]
    return errors


# Rules that keep people apart stop a start or a migration; the others are told.
_TOLD_ONLY = {
    "no manager": "partners.W111",
    "group out of step": "partners.W112",
    # As createsuperuser makes one; invite_staff gives the role.
    "operator without the role": "partners.W113",
}


@register(Tags.database)
def roles_are_held_as_they_may_be(app_configs, databases=None, **kwargs) -> list[CheckMessage]:
    """Runs with `check --database default` and before each migration; the verbs write nothing of the kind."""
    if "default" not in (databases or []):
        return []
    try:
        found = broken_rules()
    except DatabaseError:
        # The tables are not there yet, or not as they will be after the migration.
        return []
    return [
        Notice(f"{row.rule}: {row.where}", id=_TOLD_ONLY[row.rule])
        if row.rule in _TOLD_ONLY
        else Error(f"{row.rule}: {row.where}", id="partners.E110")
        for row in found
    ]


@register()
def every_model_is_declared(app_configs, **kwargs) -> list[Error]:
    errors = [
        Error(f"Nobody has said whose the rows of {label} are (config.declared_models).", id="partners.E003")
        for label in undeclared_models()
    ]
    errors += [
        Error(f"config.declared_models names {label}, which is no model.", id="partners.E004")
        for label in declarations_without_model()
    ]
    return errors


# Apps that would put other partners' things on a screen or an address of their own.
NOT_INSTALLED = {
    "django.contrib.admin",
    "wagtail.api.v2",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.styleguide",
    "wagtail.snippets",
}


@register()
def settings_keep_partners_apart(app_configs, **kwargs) -> list[Error]:
    errors = [
        Error(f"{app} shows one partner's things to another: it is not to be installed.", id="partners.E005")
        for app in sorted(NOT_INSTALLED & set(settings.INSTALLED_APPS))
    ]
    if not getattr(settings, "WAGTAILADMIN_PAGE_SEARCH_FILTER_BY_PERMISSIONS", True):
        errors.append(Error("The search of pages must look at permissions.", id="partners.E006"))
    for setting in ("WAGTAIL_PASSWORD_RESET_ENABLED", "WAGTAIL_PASSWORD_MANAGEMENT_ENABLED"):
        if getattr(settings, setting, True):
            errors.append(
                Error(f"{setting}: one door signs in, and Wagtail's is not it.", id="partners.E007")
            )
    return errors
