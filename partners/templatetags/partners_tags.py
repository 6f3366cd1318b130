"""Contacts by key, for every page and every preview."""

import re

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from partners.conf import EXIT_ADDRESSES, SIGN_LANGUAGE_999
from partners.context_processors import chosen_borough
from partners.enums import Ability, Role
from partners.queries import ContactFace, boroughs, brand_of, contacts_for, remembered, safeguarding_of
from partners.queries.exits import exit_face
from partners.queries.sections import brand_at
from partners.queries.succession import parent_name
from partners.rules import Place, what_may_be_seen

register = template.Library()

OF_A_SECTION = ("brand", "footer_links", "exit_page", "SITE_NAME")

# A number in groups: from right to left its groups would change places.
GROUPED_NUMBER = re.compile(r"\+?\d+(?:[ \u00a0-]\d+)+")


@register.simple_tag(takes_context=True)
def support_contacts(context, keys) -> SafeString:
    """Renders a card for each key: a list, or words parted by commas."""
    request = context.get("request")
    # A lesson's body is rendered without a request and kept for everybody: brand and borough are given.
    borough = context.get("borough") or (chosen_borough(request) if request else None)
    brand = _brand(context, request)
    shown = contacts_for(
        keys.split(",") if isinstance(keys, str) else list(keys),
        partner_id=brand.partner_id,
        borough=borough.key if borough else "",
    )
    # Beside an unknown number stands the NSPCC, but not twice in one list.
    nspcc_is_shown = any(face.key == "nspcc" for face in shown)
    cards = (_card(face, brand, nspcc_is_shown, request) for face in shown)
    return mark_safe("".join(cards))  # noqa: S308 - made of templates that escape


def _card(face: ContactFace, brand, nspcc_is_shown: bool, request) -> SafeString:
    """From memory, where it is the contact's own alone: beside an unknown number stands another card."""

    def made() -> SafeString:
        context = {"contact": face, "brand": brand, "nspcc_is_shown": nspcc_is_shown}
        return render_to_string("components/support_contact.html", context, request)

    if face.is_unknown:
        return made()
    return remembered(("partners.contact", face, brand.slug, get_language()), made)


@register.inclusion_tag("components/borough_picker.html", takes_context=True)
def borough_picker(context) -> dict:
    """A form with the boroughs; it leads back to its own page, to where the number then stands."""
    request = context.get("request")
    return {
        "request": request,
        "boroughs": boroughs(),
        "borough": chosen_borough(request) if request else None,
        "back": f"{request.path}#council" if request else "",
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def safeguarding_leads(context) -> list[dict]:
    """Whom to turn to at the partner one acts for; where one acts for none, at each of `places`."""
    place = context.get("place")
    places = [place] if place else context.get("places") or []
    return [
        {
            "partner": row.partner,
            "face": safeguarding_of(row.partner.pk),
            "may_enter": row.may(Ability.MANAGE_SETTINGS),
        }
        for row in places
    ]


@register.simple_tag
def roles_explained(partner, roles) -> list[tuple[str, list[str]]]:
    """What each of these roles may do at a partner, in the words of the rules."""
    return [
        (role.label, what_may_be_seen(Place(partner=partner, roles=frozenset({role}))).may)
        for role in Role
        if role in roles
    ]


def _brand(context, request):
    if context.get("brand"):
        return context["brand"]
    return brand_at(request.path_info) if request else brand_of()


@register.simple_tag(takes_context=True)
def of_section(context, template_name: str) -> SafeString:
    """A part of the page that is the same on all pages of a section in one language: from memory, where the brand is
    the one that all are shown and no draft.
    """
    brand = context.get("brand")

    def made() -> SafeString:
        return render_to_string(template_name, {name: context.get(name) for name in OF_A_SECTION})

    if not brand or brand != brand_of(partner_id=brand.partner_id):
        return made()
    return remembered(("partners.part", template_name, brand.partner_id, get_language()), made)


@register.simple_tag
def parent_of(brand) -> str:
    """Whose part a partner is, in short; from memory."""
    return parent_name(brand.partner_id)


@register.filter
def numbers_kept(text) -> SafeString:
    """The text, with each number in groups kept from left to right, whatever the direction of the page."""
    return mark_safe(  # noqa: S308 - escaped first
        GROUPED_NUMBER.sub(r'<bdi dir="ltr">\g<0></bdi>', conditional_escape(text or ""))
    )


@register.simple_tag
def sign_language_999() -> str:
    """Where 999 is called in sign language."""
    return SIGN_LANGUAGE_999


@register.simple_tag
def exit_address() -> str:
    """For a page that says that something broke: whatever did, there is a way out."""
    try:
        return exit_face().url
    except Exception:
        return EXIT_ADDRESSES[0]
