"""What every template knows of the section it stands in."""

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from partners.conf import BOROUGH_COOKIE, READING_COOKIE, WORDS_SLUG
from partners.queries import boroughs, brand_of, section_of
from partners.queries.exits import exit_face
from partners.queries.reading import reading_of
from partners.queries.sections import brand_at, has_words_page
from partners.queries.statements import statement_links
from partners.rules import screens_of
from partners.rules.access import access_list


def brand(request) -> dict:
    """`request.partner_id` wins over the address: forms stand outside every section, and previews below /admin/."""

    def find():
        partner_id = getattr(request, "partner_id", None)
        previewed = getattr(request, "previewed_page", None)
        if previewed is not None and previewed.path:
            section = section_of(previewed)
            partner_id = section.partner_id if section else None
        return brand_of(partner_id=partner_id) if partner_id else brand_at(request.path_info)

    brand = SimpleLazyObject(find)
    return {
        "SITE_NAME": settings.SITE_NAME,
        "IS_DEMO": settings.IS_DEMO,
        "exit_page": SimpleLazyObject(exit_face),
        "brand": brand,
        "reading": reading_of(request.COOKIES.get(READING_COOKIE, "")),
        "borough": SimpleLazyObject(lambda: chosen_borough(request)),
        "footer_links": SimpleLazyObject(lambda: _footer_links(brand)),
    }


def staff(request) -> dict:
    """On a screen of a partner's staff: whom one acts for, and what else may be opened there."""
    place = getattr(request, "place", None)
    if place is None:
        return {}
    links = [
        {"label": entry.label, "url": reverse(entry.name, args=[place.partner.slug])}
        for entry in screens_of(place)
    ]
    return {"place": place, "staff_links": links}


def asked_again(request) -> dict:
    """On a page that answers a form: the address that Back and loading again ask for, so that nothing is sent twice.

    `request.asked_again` says it where the form's own address only takes forms.
    """
    if request.method != "POST":
        return {}
    address = getattr(request, "asked_again", "")
    match = request.resolver_match
    entry = access_list().get(match.view_name) if match else None
    if not address and entry and entry.allows_method("GET"):
        address = request.get_full_path()
    return {"asked_again": address}


def chosen_borough(request):
    """The borough in the cookie, or None; a forged value is nobody's borough."""
    key = request.COOKIES.get(BOROUGH_COOKIE, "")
    return next((face for face in boroughs() if face.key == key), None)


def _footer_links(brand) -> list[dict]:
    labels = {"privacy": _("Privacy"), "accessibility": _("Accessibility")}
    words = [{"label": _("Words we use"), "url": f"/{WORDS_SLUG}/"}] if has_words_page() else []
    return [
        {"label": _("My learning"), "url": "/my-learning/"},
        {"label": _("My data"), "url": "/my-data/"},
        {"label": _("Check a certificate"), "url": "/check/"},
        {"label": _("Text size and colours"), "url": reverse("partners:reading")},
        *words,
        *({"label": labels[name], "url": url} for name, url in statement_links(brand).items()),
    ]
