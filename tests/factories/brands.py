"""Looks for tests: drafted by communications, waiting for an approver."""

from partners.domain.brands import ask_for_brand_approval, save_brand_draft
from partners.enums import Role
from partners.models import Brand
from tests.factories.partners import make_person


def brand_of(section) -> Brand:
    return Brand.objects.get(partner=section.partner)


def drafted(section, **changes) -> Brand:
    writer = make_person(section, Role.COMMUNICATIONS)
    save_brand_draft(brand=brand_of(section), changes=changes or {"footer": "New."}, by=writer)
    return brand_of(section)


def waiting(section, **changes) -> Brand:
    brand = drafted(section, **changes)
    ask_for_brand_approval(brand=brand, by=make_person(section, Role.COMMUNICATIONS))
    return brand_of(section)
