"""Which section an address or a page belongs to."""

from django.db.models import Exists, OuterRef
from wagtail.models import Locale, Page

from partners.conf import WORDS_SLUG
from partners.models import PartnerPage

from .brands import BrandFace, brand_of, front_pages, partner_faces
from .memory import remembered


def section_of(page: Page) -> PartnerPage | None:
    """The nearest PartnerPage above a page, or the page itself; None outside every section."""
    paths = remembered("partners.section_paths", _build_section_paths)
    for length in range(len(page.path), 0, -Page.steplen):
        pk = paths.get(page.path[:length])
        if pk is not None:
            return PartnerPage.objects.select_related("partner").get(pk=pk)
    return None


def brand_at(path: str) -> BrandFace:
    """The brand for an address by its first word; the programme's where that names no partner."""
    return brand_of(slug=path.lstrip("/").partition("/")[0])


def is_served(path: str) -> bool:
    """False below a section that is not for the public yet."""
    face = partner_faces().get(path.lstrip("/").partition("/")[0])
    return face is None or face.is_shown


def has_words_page() -> bool:
    """Whether the words we use stand explained below the front page. From memory."""
    return any(slug == WORDS_SLUG for slug, _path in front_pages())


def one_language() -> str:
    """The name of the language that all pages below the sections are in; empty where there are several. From memory."""
    found = remembered("partners.languages", _build_languages)
    return str(found[0].get_display_name()) if len(found) == 1 else ""


def _build_languages() -> list[Locale]:
    """A section's own pages begin on the fourth floor of the tree: the courses are among them."""
    pages = Page.objects.live().filter(depth__gte=4, locale=OuterRef("pk"))
    return list(Locale.objects.filter(Exists(pages)))


def _build_section_paths() -> dict[str, int]:
    return dict(PartnerPage.objects.values_list("path", "pk"))
