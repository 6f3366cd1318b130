"""What of a look is live, drafted or waiting, and what it looked like before."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from pages.models import SiteImage
from partners.models import AuditEntry, Brand

from .brands import LOGO_RENDITION

# Verbs of the audit trail under which a look became the live one; the first was there before its revision.
WENT_LIVE = "publish brand"
FIRST_LOOK = "keep first look"
LIVE_VERBS = (WENT_LIVE, FIRST_LOOK)
COLOURS = ("brand_colour", "accent_colour")
PICTURES = ("logo", "signature")
# In the order in which changes are told.
LABELS = {
    "short_name": _("Short name"),
    "monogram": _("Letters in place of a logo"),
    "brand_colour": _("Main colour"),
    "accent_colour": _("Second colour"),
    "logo": _("Logo"),
    "logo_alt": _("What the logo shows, in words"),
    "logo_order": _("Order of the logos"),
    "co_brand_line": _("Who you work with"),
    "welcome": _("Welcome"),
    "footer": _("At the foot of every page"),
    "sender_name": _("Who letters come from"),
    "signatory_name": _("Who signs certificates"),
    "signatory_role": _("Their role"),
    "signature": _("Signature"),
    "help_statement": _("How you can help"),
    "safeguarding_statement": _("How you keep people safe"),
}


@dataclass(frozen=True)
class Change:
    """One field as it is live and as the draft has it. `kind` is "text", "colour" or "picture" (then addresses)."""

    name: str
    label: str
    kind: str
    before: str
    after: str


def approved_looks(brand: Brand) -> list[Revision]:
    """Every revision that was live once, the live one too, newest first. Two SQL."""
    published = AuditEntry.objects.filter(
        object_kind=brand._meta.label_lower, object_reference=str(brand.pk), verb__in=LIVE_VERBS
    )
    ids = [details["revision"] for details in published.values_list("details", flat=True)]
    return list(brand.revisions.filter(pk__in=ids).order_by("-pk"))


def changes_between(before: Brand, after: Brand) -> list[Change]:
    """What is different, field by field, in the order of the screens. One SQL where a picture is."""
    names = [name for name in LABELS if _value(before, name) != _value(after, name)]
    pictures = _pictures(
        _value(brand, name) for name in names if name in PICTURES for brand in (before, after)
    )
    return [
        Change(
            name=name,
            label=LABELS[name],
            kind="colour" if name in COLOURS else "picture" if name in PICTURES else "text",
            before=_shown(before, name, pictures),
            after=_shown(after, name, pictures),
        )
        for name in names
    ]


def _value(brand: Brand, name: str):
    return getattr(brand, f"{name}_id" if name in PICTURES else name)


def _shown(brand: Brand, name: str, pictures: dict[int, str]) -> str:
    if name in PICTURES:
        return pictures.get(_value(brand, name), "")
    if name == "logo_order":
        return brand.get_logo_order_display()
    return getattr(brand, name)


def _pictures(ids) -> dict[int, str]:
    wanted = {pk for pk in ids if pk}
    if not wanted:
        return {}
    images = SiteImage.objects.filter(pk__in=wanted).prefetch_renditions(LOGO_RENDITION)
    return {image.pk: picture_url(image) for image in images}


def picture_url(image: SiteImage | None) -> str:
    """The address of a logo or signature at the size of a logo; "" for none or one that cannot be drawn."""
    try:
        return image.get_rendition(LOGO_RENDITION).url if image else ""
    except Exception:
        # As in brands: a picture that is away must not take a screen with it.
        return ""
