"""A screen of staff asks the database no more often where there are many partners than where there are few."""

from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.models import User
from partners.conf import TERMS_VERSION
from partners.domain import give_role, keep_groups_in_step, public_content_changed
from partners.enums import Role
from partners.models import PartnerSettings, SupportContact, TermsAcceptance
from partners.rules import Who, access_list
from tests.factories.partners import make_section
from tests.factories.sql import counting

# One stands only once a partner has left; the others lead back until codes are made or certificates chosen.
ANOTHER_TIME = {"dashboards:departure", "dashboards:slip-sheet", "dashboards:print-certificates"}
OF_PARTNER = (Role.TRAINER, Role.APPROVER, Role.COMMUNICATIONS, Role.COORDINATOR, Role.MANAGER)
OF_PROGRAMME = (Role.TRAINER, Role.APPROVER, Role.PROGRAMME_MANAGER, Role.PROGRAMME_ANALYST)


def screens() -> list[str]:
    """Names of all that stand at /staff/<slug>/… and name nothing but the partner."""
    found = []
    for entry in access_list().values():
        if entry.who is not Who.PLACE or "GET" not in entry.methods:
            continue
        try:
            reverse(entry.name, args=["alder"])
        except NoReverseMatch:
            continue
        found.append(entry.name)
    return sorted(found)


def phone_of(section, roles) -> Client:
    user = User.objects.create_user(f"all@{section.slug}.example", "a long password")
    for role in roles:
        give_role(user=user, partner=section.partner, role=role)
    TermsAcceptance.objects.create(
        user=user, partner=section.partner, version=TERMS_VERSION, accepted_at=timezone.now()
    )
    client = Client()
    client.force_login(user)
    return client


def with_all_that_a_partner_has(section) -> None:
    keep_groups_in_step(partner=section.partner)
    PartnerSettings.objects.update_or_create(partner=section.partner)
    SupportContact.objects.create(
        key=f"line-{section.slug}",
        name=section.slug,
        purpose="Help",
        scope="partner",
        partner=section.partner,
    )
    user = User.objects.create_user(f"manager@{section.slug}.example")
    give_role(user=user, partner=section.partner, role=Role.MANAGER)
    give_role(user=user, partner=section.partner, role=Role.TRAINER)
    brand = section.partner.brand
    brand.submitted_at, brand.submitted_by = timezone.now(), user
    brand.welcome = "A draft."
    brand.save_revision(user=user)
    brand.save()


def asked(clients: dict[str, Client]) -> dict[tuple[str, str], int]:
    """How often each screen asks the database, once it is warm."""
    found = {}
    for slug, client in clients.items():
        for name in screens():
            address = reverse(name, args=[slug])
            if client.get(address).status_code != 200:
                continue
            with counting() as sql:
                client.get(address)
            found[name, slug] = sql.number
    return found


def test_twenty_partners_cost_no_more_than_two(two_partners):
    for section in (two_partners.alder, two_partners.birch):
        with_all_that_a_partner_has(section)
    clients = {
        "alder": phone_of(two_partners.alder, OF_PARTNER),
        "programme": phone_of(two_partners.programme, OF_PROGRAMME),
    }
    few = asked(clients)

    for number in range(18):
        with_all_that_a_partner_has(make_section(two_partners.home, f"further-{number}"))
    public_content_changed()
    many = asked(clients)

    assert {screen: (few[screen], many[screen]) for screen in few if few[screen] != many[screen]} == {}
    assert {name for name, _slug in few} == set(screens()) - ANOTHER_TIME
