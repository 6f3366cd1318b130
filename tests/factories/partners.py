"""Partners for tests: Alder and Birch, two associations, and the programme."""

from dataclasses import dataclass
from datetime import date

from django.test import Client
from django.utils import timezone

from accounts.models import User
from pages.domain import ensure_home
from pages.models import HomePage
from partners.domain import accept_terms, give_role, public_content_changed
from partners.enums import ROLES_THAT_SEE_PEOPLE, Role
from partners.models import Brand, Partner, PartnerPage


@dataclass
class Partners:
    home: HomePage
    programme: PartnerPage
    alder: PartnerPage
    birch: PartnerPage


def make_partners() -> Partners:
    home = ensure_home()
    found = Partners(
        home=home,
        programme=make_section(home, "programme", is_programme=True),
        alder=make_section(home, "alder"),
        birch=make_section(home, "birch"),
    )
    public_content_changed()
    return found


def make_section(home: HomePage, slug: str, *, is_programme: bool = False, **brand) -> PartnerPage:
    partner = Partner.objects.create(
        slug=slug,
        name=f"{slug.capitalize()} Homes",
        short_name=slug.capitalize(),
        is_programme=is_programme,
        joined_on=date(2021, 8, 31),
        is_sharing_on=not is_programme,
        opened_at=timezone.now(),
    )
    words = {
        "monogram": slug[:2].upper(),
        "brand_colour": "#1f5f5b",
        "accent_colour": "#e6f1ef",
        "welcome": f"Welcome to {slug}.",
        "safeguarding_statement": "Tell us.",
        "signatory_role": "Course team",
    }
    Brand.objects.create(partner=partner, **{**words, **brand})
    return home.add_child(
        instance=PartnerPage(title=partner.name, slug=slug, partner=partner, locale=home.locale)
    )


def make_person(
    section: PartnerPage, role: Role, email: str = "", *, has_accepted_terms: bool = True
) -> User:
    """Somebody with one role at one partner; the password is "a long password". Who sees people accepts the terms."""
    email = email or f"{role.value}@{section.slug}.example"
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, "a long password")
    workshop = "Saturday workshop" if role is Role.WORKSHOP_HOST else ""
    give_role(user=user, partner=section.partner, role=role, workshop=workshop)
    if has_accepted_terms and role in ROLES_THAT_SEE_PEOPLE:
        accept_terms(user=user, partner=section.partner)
    return user


def signed_in(section: PartnerPage, role: Role = Role.MANAGER) -> Client:
    """The browser of somebody with one role at one partner."""
    client = Client()
    client.force_login(make_person(section, role))
    return client
