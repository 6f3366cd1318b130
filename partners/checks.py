"""What must hold before the site starts."""

from django.core.checks import Error, register

from partners.rules.addresses import entries_without_address, unlisted_addresses


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
