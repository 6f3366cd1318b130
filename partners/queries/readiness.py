"""How far a partner is on the way to an open section. Asked anew each time; nothing of it is stored."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from partners.enums import Ability
from partners.models import Brand, HelpPage, Partner, PartnerPage, PartnerSettings, SupportContact
from partners.validators import is_sample_text

from .colours import refused_colours
from .fitness import keys_in, unfit_reason


@dataclass(frozen=True)
class ReadyItem:
    """One thing to have in order. `missing` says what is not yet; empty where all is.

    `url`: where it is put right, by whoever has that ability.
    """

    key: str
    label: str
    missing: tuple[str, ...]
    url: str
    ability: Ability

    @property
    def is_done(self) -> bool:
        return not self.missing


@dataclass(frozen=True)
class Readiness:
    items: tuple[ReadyItem, ...]

    @property
    def is_ready(self) -> bool:
        return all(item.is_done for item in self.items)

    @property
    def done(self) -> int:
        return sum(item.is_done for item in self.items)

    @property
    def waiting(self) -> tuple[ReadyItem, ...]:
        return tuple(item for item in self.items if not item.is_done)


@dataclass(frozen=True)
class _Known:
    """What one partner has entered so far."""

    partner: Partner
    settings: PartnerSettings
    brand: Brand | None
    contacts: tuple[SupportContact, ...]


def readiness_of(partner: Partner) -> Readiness:
    """What is in order and what is missing before the section may open."""
    return readiness_of_each([partner])[partner.pk]


def readiness_of_each(partners: Iterable[Partner]) -> dict[int, Readiness]:
    """The same for many partners; the number of queries does not grow with them."""
    partners = list(partners)
    rows = {row.partner_id: row for row in PartnerSettings.objects.filter(partner__in=partners)}
    brands = {row.partner_id: row for row in Brand.objects.filter(partner__in=partners)}
    contacts = _contacts_of(partners)
    return {
        partner.pk: _readiness(
            _Known(
                partner=partner,
                settings=rows.get(partner.pk) or PartnerSettings(partner=partner),
                brand=brands.get(partner.pk),
                contacts=tuple(contacts[partner.pk]),
            )
        )
        for partner in partners
    }


def _contacts_of(partners: list[Partner]) -> dict[int, list[SupportContact]]:
    """Each partner's own contacts (the programme's are the national ones), and those that its help page leads to."""
    keys = _keys_of_help_pages(partners)
    wanted = set().union(*keys.values()) if keys else set()
    by_place = defaultdict(list)
    for row in SupportContact.objects.filter(borough__isnull=True, withdrawn_at__isnull=True).order_by("pk"):
        by_place[row.partner_id].append(row)
    found = {}
    for partner in partners:
        own = by_place[None if partner.is_programme else partner.pk]
        covered = {row.key for row in own}
        named = [row for row in by_place[None] if row.key in keys[partner.pk] & wanted - covered]
        found[partner.pk] = [*own, *named]
    return found


def _keys_of_help_pages(partners: list[Partner]) -> dict[int, set[str]]:
    sections = dict(PartnerPage.objects.filter(partner__in=partners).values_list("path", "partner_id"))
    keys = defaultdict(set)
    for page in HelpPage.objects.all():
        partner_id = sections.get(page.path[: -Page.steplen])
        if partner_id:
            keys[partner_id] |= keys_in(page.body)
    return keys


def _readiness(known: _Known) -> Readiness:
    slug = [known.partner.slug]
    settings = (reverse("partners:settings", args=slug), Ability.MANAGE_SETTINGS)
    contacts = (reverse("partners:contacts", args=slug), Ability.MANAGE_CONTACTS)
    brand = (reverse("partners:brand", args=slug), Ability.BRAND)
    parts = (
        ("safeguarding_lead", _("Safeguarding lead and out-of-hours line"), _safeguarding, settings),
        ("safeguarding_statement", _("Your own safeguarding statement"), _statement, brand),
        ("contacts", _("Help contacts that somebody has rung"), _contacts, contacts),
        ("brand", _("A welcome, and a brand that can be read"), _brand, brand),
        ("privacy", _("Privacy notice"), _privacy, settings),
        ("people", _("Contacts for data protection and for complaints"), _answerable, settings),
        ("retention", _("How long work is kept"), _retention, settings),
        ("accessibility", _("Accessibility statement"), _accessibility, settings),
    )
    return Readiness(
        tuple(
            ReadyItem(key=key, label=label, missing=tuple(asked(known)), url=url, ability=ability)
            for key, label, asked, (url, ability) in parts
        )
    )


def _safeguarding(known: _Known):
    row = known.settings
    if not row.safeguarding_lead_name:
        yield _("The name of your safeguarding lead is missing.")
    if not row.safeguarding_lead_number:
        yield _("The number of your safeguarding lead is missing.")
    if not row.out_of_hours_number:
        yield _("The number to ring out of hours is missing.")


def _statement(known: _Known):
    statement = known.brand.safeguarding_statement if known.brand else ""
    yield from _own_text(statement, _("Your safeguarding statement"))


def _contacts(known: _Known):
    """The programme keeps the national ones, and they stand in the place of its own."""
    kept_by = None if known.partner.is_programme else known.partner.pk
    if not any(row.partner_id == kept_by for row in known.contacts):
        none_yet = _("There is no national contact yet.")
        yield none_yet if known.partner.is_programme else _("There is no contact of your own yet.")
    yield from filter(None, (unfit_reason(row) for row in known.contacts))


def _brand(known: _Known):
    brand = known.brand
    if brand is None:
        yield _("Colours are missing.")
        return
    if refused_colours(brand.brand_colour.lower(), brand.accent_colour.lower()):
        yield _("Words cannot be read on your colours everywhere.")
    texts = {_("The welcome"): brand.welcome, _("What your help page says of you"): brand.help_statement}
    for label, text in texts.items():
        if is_sample_text(text):
            yield _("%(what)s is still a sample.") % {"what": label}
    if not brand.welcome.strip():
        yield _("The welcome is missing.")


def _privacy(known: _Known):
    row = known.settings
    yield from _own_text(row.privacy_notice, _("Your privacy notice"))
    if not row.privacy_notice_version:
        yield _("The version of your privacy notice is missing.")
    if not row.privacy_notice_on:
        yield _("The date of your privacy notice is missing.")


def _answerable(known: _Known):
    row = known.settings
    if not (row.data_protection_name and row.data_protection_email):
        yield _("Who answers for data protection, with an e-mail address, is missing.")
    if not (row.complaint_name and row.complaint_email):
        yield _("Who answers complaints, with an e-mail address, is missing.")


def _retention(known: _Known):
    row = known.settings
    if None in (row.retention_unclaimed, row.retention_claimed, row.retention_responses):
        yield _("Nobody has decided yet how long work is kept.")


def _accessibility(known: _Known):
    row = known.settings
    yield from _own_text(row.accessibility_statement, _("Your accessibility statement"))
    if not row.accessibility_statement_on:
        yield _("The date of your accessibility statement is missing.")


def _own_text(text: str, label: str):
    if not text.strip():
        yield _("%(what)s is missing.") % {"what": label}
    elif is_sample_text(text):
        yield _("%(what)s is still a sample.") % {"what": label}
