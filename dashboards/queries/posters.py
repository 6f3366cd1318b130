"""What a poster states, gathered as plain data: the same facts are drawn once, whoever asks for them."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from certificates.pdf import POSTER, sheets
from courses.queries import address_book
from courses.queries.address_book import CourseInSection
from pages.models import SiteImage
from partners.models import Brand
from partners.queries import BrandFace, brand_of, partner_faces
from partners.queries.brands import draft_face
from partners.queries.colours import theme_colours

from .papers import paper_name

TEMPLATE = "dashboards/poster_pdf.html"
SIZES = ("a4", "a3")


@dataclass(frozen=True)
class Poster:
    """`facts` is all that stands on it; `logos` are (image id, alternative text) in the order in which they stand."""

    partner_id: int
    facts: dict
    logos: tuple[tuple[int, str], ...]

    @property
    def name(self) -> str:
        """In private storage. Tells nothing; another brand, address or wording gives another name."""
        return paper_name("posters", self.facts)


def poster_of(*, face: BrandFace, course: CourseInSection, size: str, language: str, logos=None) -> Poster:
    """The poster of a course in a section, in this look. `logos` is what printed_logos gives, where there are many."""
    known = printed_logos(face) if logos is None else logos
    logos = tuple((pk, alt) for pk, alt, _digest in known)
    address = f"{settings.PUBLIC_BASE_URL}{course.address}"
    with translation.override(language):
        facts = {
            "size": size,
            "language": language,
            "title": _("Keeping young people safe"),
            "course": course.outline.neutral_title,
            "parts": len(course.outline.modules),
            "minutes": course.outline.minutes,
            "partner": face.name,
            "short_name": face.short_name,
            "is_programme": face.is_programme,
            "monogram": face.monogram,
            "colours": theme_colours(face),
            "logos": [[digest, alt] for _pk, alt, digest in known],
            "own_logo": next((place for place, row in enumerate(known) if row[0] == face.logo_id), None),
            "co_brand_line": face.co_brand_line,
            "footer": face.footer,
            "url": address,
            "address": address.partition("://")[2].rstrip("/"),
            "site_name": settings.SITE_NAME,
            "drawn_as": _drawn_as(),
        }
    return Poster(partner_id=face.partner_id, facts=facts, logos=logos)


def poster_for(
    *, partner_id: int, course_key, size: str, language: str, is_draft: bool = False
) -> Poster | None:
    """By ids, as the task worker has them; None where the section does not hold that course."""
    face = brand_of(partner_id=partner_id)
    course = address_book().course_at(partner_id, course_key)
    if is_draft:
        brand = Brand.objects.select_related("partner").filter(partner_id=partner_id).first()
        face = draft_face(brand.get_latest_revision_as_object(), theme_url="") if brand else face
        # A section without courses yet is shown a shared one.
        course = course or address_book().any_course(course_key)
    if course is None or course.is_hidden or size not in SIZES:
        return None
    return poster_of(face=face, course=course, size=size, language=language)


def courses_with_posters(partner_id: int) -> list[CourseInSection]:
    """Own and adopted courses that are offered in the section."""
    return address_book().offered_by(partner_id)


def printed_logos(face: BrandFace) -> list[tuple[int, str, str]]:
    """Id, alternative text and content of each logo, in the order of the section. One SQL where there are any."""
    programme = next((row for row in partner_faces().values() if row.is_programme), None)
    rows = {face.logo.url: (face.logo_id, face.logo.alt)} if face.logo else {}
    if programme and programme.logo and not face.is_programme:
        rows[programme.logo.url] = (programme.logo_id, programme.logo.alt)
    shown = [rows[logo.url] for logo in face.logos if logo.url in rows]
    if not shown:
        return []
    images = SiteImage.objects.filter(pk__in=[pk for pk, _alt in shown])
    digests = dict(images.values_list("pk", "file_hash"))
    return [(pk, alt, digests[pk]) for pk, alt in shown if pk in digests]


@cache
def _drawn_as() -> str:
    """Another stylesheet or template makes another poster."""
    template = (settings.BASE_DIR / "templates" / TEMPLATE).read_text(encoding="utf-8")
    return sha256((template + sheets()[POSTER]).encode()).hexdigest()[:16]
