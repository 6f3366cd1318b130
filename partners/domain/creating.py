"""A new partner, with all that its people need to get it ready. Nothing of it is public until it is opened."""

from collections.abc import Iterable
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from pages.domain import ensure_home
from pages.models import HomePage
from partners.conf import OWN_CONTACT_KEY
from partners.enums import ContactScope, Role
from partners.models import (
    Borough,
    Brand,
    HelpPage,
    Partner,
    PartnerPage,
    PartnerSettings,
    SupportContact,
)
from partners.queries.colours import refused_colours
from partners.queries.contacts import BOROUGH_KEY
from partners.queries.staff import open_memberships
from partners.rules import refuse_unfit_slug

from .audit import record
from .groups import keep_groups_in_step
from .invitations import InvitationRefused, invite_staff
from .memberships import MembershipRefused
from .version import public_content_changed


@transaction.atomic
def create_partner(
    *,
    slug: str,
    name: str,
    short_name: str,
    brand_colour: str,
    accent_colour: str,
    manager_email: str,
    monogram: str = "",
    joined_on: date | None = None,
    boroughs: Iterable[Borough] = (),
    is_programme: bool = False,
    by=None,
) -> Partner:
    """Section (a draft), help page, brand, settings, collection, groups, workflow, own contact, first manager.

    Called again with the same address and name it makes what is missing and doubles nothing. Raises
    ValidationError by field: an address that is taken, reserved or led somewhere before; a colour that is none.
    """
    partner = _partner(
        slug=slug,
        name=name.strip(),
        short_name=short_name.strip(),
        joined_on=joined_on or timezone.localdate(),
        is_programme=is_programme,
        by=by,
    )
    partner.boroughs.add(*boroughs)
    _keep_brand(partner, brand_colour, accent_colour, monogram)
    PartnerSettings.objects.get_or_create(partner=partner)
    if not is_programme:
        _keep_own_contact(partner)
    _keep_pages(partner)
    keep_groups_in_step(partner=partner)
    _invite_first_manager(partner, manager_email, by)
    public_content_changed()
    return partner


def _invite_first_manager(partner: Partner, email: str, by) -> None:
    """Once there is one, it is they who invite."""
    role = Role.PROGRAMME_MANAGER if partner.is_programme else Role.MANAGER
    if email and not open_memberships().filter(partner=partner, role=role).exists():
        try:
            invite_staff(partner=partner, email=email, role=role, by=by)
        except (InvitationRefused, MembershipRefused) as refused:
            raise ValidationError({"manager_email": str(refused)}) from refused


def _partner(*, slug: str, name: str, by, **fields) -> Partner:
    """The row, locked: whoever asks for the same partner at the same moment waits and finds it made."""
    known = Partner.objects.select_for_update(of=("self",), no_key=True).filter(slug=slug, name=name).first()
    if known:
        return known
    try:
        refuse_unfit_slug(slug)
    except ValidationError as error:
        raise ValidationError({"slug": error.messages}) from error
    partner = Partner(slug=slug, name=name, **fields)
    partner.full_clean(validate_unique=False, validate_constraints=False)
    if partner.is_programme and Partner.objects.filter(is_programme=True).exists():
        raise ValidationError({"slug": _("There is a programme already.")})
    partner, made = Partner.objects.get_or_create(slug=slug, defaults={"name": name, **fields})
    if partner.name != name:
        raise ValidationError({"slug": _("Another partner has this address. Choose another word.")})
    if made:
        record(actor=by, verb="create partner", of=partner, partner=partner)
    return Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=partner.pk)


def _keep_brand(partner: Partner, brand_colour: str, accent_colour: str, monogram: str) -> None:
    if Brand.objects.filter(partner=partner).exists():
        return
    brand_colour, accent_colour = brand_colour.lower(), accent_colour.lower()
    brand = Brand(
        partner=partner,
        monogram=(monogram.strip() or initials(partner.short_name))[:3],
        brand_colour=brand_colour,
        accent_colour=accent_colour,
        signatory_role=_("Course team, %(name)s") % {"name": partner.name},
    )
    brand.full_clean(validate_unique=False, validate_constraints=False)
    for refusal in refused_colours(brand_colour, accent_colour):
        text = _("This colour cannot be read everywhere. This near shade can: %(shade)s.")
        raise ValidationError({refusal.field: text % {"shade": refusal.suggestion}})
    brand.save()


def initials(name: str) -> str:
    """Of the first words of a name, at most three: "Oak Park Homes" is OPH."""
    words = [word for word in name.replace("-", " ").split() if word[:1].isalnum()]
    return "".join(word[0] for word in words[:3]).upper() or name[:1].upper()


def _keep_own_contact(partner: Partner) -> None:
    """Without a number yet: its manager fills it in, rings it and says so."""
    SupportContact.objects.get_or_create(
        key=OWN_CONTACT_KEY,
        partner=partner,
        borough=None,
        defaults={
            "scope": ContactScope.PARTNER,
            "name": partner.name,
            "purpose": _("Your landlord. Ask for the person who keeps people safe."),
        },
    )


def _keep_pages(partner: Partner) -> None:
    home = ensure_home()
    # Every page leads to a help page; where a section has none of its own, to this one.
    _keep_help_page(home, "home", [BOROUGH_KEY])
    own_key = [] if partner.is_programme else [OWN_CONTACT_KEY]
    _keep_help_page(_keep_section(partner, home), partner.slug, [BOROUGH_KEY, *own_key])


def _keep_section(partner: Partner, home: HomePage) -> PartnerPage:
    section = PartnerPage.objects.filter(partner=partner, locale_id=home.locale_id).first()
    if section is None:
        section = home.add_child(
            instance=PartnerPage(
                title=partner.name,
                slug=partner.slug,
                locale_id=home.locale_id,
                partner=partner,
                live=False,
                has_unpublished_changes=True,
            )
        )
        section.save_revision()
    return section


def _keep_help_page(parent: Page, base: str, keys: list[str]) -> None:
    """Below a draft it stands ready, and is shown with it: a section that is not open shows no page at all."""
    if HelpPage.objects.child_of(parent).exists():
        return
    body = _help_body(base, keys)
    page = parent.add_child(instance=HelpPage(title=_("Get help"), locale_id=parent.locale_id, body=body))
    page.save_revision()


def _help_body(base: str, keys: list[str]) -> list[dict]:
    """Of the national contacts those that somebody has checked, then the given ones."""
    checked = SupportContact.objects.filter(scope=ContactScope.NATIONAL, withdrawn_at=None, is_sample=False)
    checked = checked.filter(last_checked_on__isnull=False, is_emergency=False)
    words = _("Take a breath. You do not have to be sure before you ask.")
    found = [*checked.values_list("key", flat=True), *keys]
    blocks = [("paragraph", f"<p>{words}</p>"), *(("contacts", {"keys": [key]}) for key in found)]
    return [_block(base, number, kind, value) for number, (kind, value) in enumerate(blocks)]


def _block(slug: str, number: int, kind: str, value) -> dict:
    base = f"{slug}/help/{number}"
    if kind == "contacts":
        items = [
            {"type": "item", "value": key, "id": str(uuid5(NAMESPACE_URL, f"{base}/{key}"))}
            for key in value["keys"]
        ]
        value = {"keys": items}
    return {"type": kind, "value": value, "id": str(uuid5(NAMESPACE_URL, base))}
