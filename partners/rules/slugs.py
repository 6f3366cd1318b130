"""May this word become a partner's address?"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page

from pages.models import HomePage
from pages.validators import telling_words
from partners.models import Partner, PartnerSlug
from partners.validators import refuse_reserved_slug

WRITTEN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SHORTEST = 2


def refuse_unfit_slug(slug: str, *, of: Partner | None = None) -> None:
    """Raises ValidationError where a section cannot stand at `slug`: it is read on posters for years.

    `of`: the partner that is to have it, whose own present and former addresses are free to it.
    """
    if not WRITTEN.fullmatch(slug) or len(slug) < SHORTEST:
        raise ValidationError(
            _("Write the address in small letters a to z, numbers and single hyphens, such as oak-homes.")
        )
    refuse_reserved_slug(slug)
    if telling_words(slug):
        raise ValidationError(
            _("An onlooker could read in this address what its pages are about. Choose another word.")
        )
    own = of.pk if of else None
    if Partner.objects.filter(slug=slug).exclude(pk=own).exists():
        raise ValidationError(_("Another partner has this address. Choose another word."))
    if PartnerSlug.objects.filter(slug=slug).exclude(partner_id=own).exists():
        raise ValidationError(
            _("Another partner had this address before, and it still leads there. Choose another word.")
        )
    sections = Page.objects.filter(partnerpage__partner_id=own) if own else Page.objects.none()
    for path, depth in HomePage.objects.values_list("path", "depth"):
        below = Page.objects.filter(path__startswith=path, depth=depth + 1, slug=slug)
        if below.exclude(pk__in=sections).exists():
            raise ValidationError(_("A page of the site has this address. Choose another word."))
