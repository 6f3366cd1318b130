"""Brands as screens need them: small frozen faces held in memory."""

from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.urls import reverse
from wagtail.models import Page

from partners.conf import HELP_SLUG
from partners.models import Brand, HelpPage, Partner, PartnerPage, PartnerSlug
from partners.validators import is_sample_text

from .memory import remembered


@dataclass(frozen=True)
class BrandFace:
    """One partner as the public sees it. `section_url` is empty where it has no section of its own."""

    partner_id: int
    slug: str
    name: str
    short_name: str
    is_programme: bool
    monogram: str
    brand_colour: str
    accent_colour: str
    welcome: str
    help_statement: str
    safeguarding_statement: str
    co_brand_line: str
    signatory_name: str
    signatory_role: str
    section_url: str
    help_url: str
    is_sample: bool
    successor_slug: str
    logo_id: int | None
    signature_id: int | None
    logo_alt: str

    @property
    def theme_hash(self) -> str:
        return sha256(f"{self.brand_colour}{self.accent_colour}".encode()).hexdigest()[:12]

    @property
    def theme_url(self) -> str:
        if not self.slug:
            return ""
        return f"{reverse('partner-theme', args=[self.slug])}?v={self.theme_hash}"

    @property
    def url(self) -> str:
        return self.section_url

    @property
    def is_shown(self) -> bool:
        """A section that still holds a sample text is not for the public."""
        return settings.SERVE_SAMPLE_TEXTS or not self.is_sample


def partner_faces() -> dict[str, BrandFace]:
    """All partners by slug, left ones too."""
    return remembered("partners.faces", _build_faces)


def brand_of(*, partner_id: int | None = None, slug: str | None = None) -> BrandFace:
    """The face of a partner; the programme's for nobody's pages and unknown slugs."""
    if slug is not None:
        face = partner_faces().get(slug)
    else:
        face = remembered("partners.faces_by_id", _faces_by_id).get(partner_id)
    return face or remembered("partners.programme", _programme_face)


def successor_address(path: str) -> str | None:
    """Where an address below a merged or renamed partner's slug leads now; None when it is nobody's.

    `path` begins with the slug, without a leading slash: "catalyst/course-1/".
    """
    slug, _slash, rest = path.partition("/")
    moved = remembered("partners.former_slugs", _build_moves).get(slug)
    return f"/{moved}/{rest}" if moved else None


def _faces_by_id() -> dict[int, BrandFace]:
    return {face.partner_id: face for face in partner_faces().values()}


def _programme_face() -> BrandFace:
    for face in partner_faces().values():
        if face.is_programme:
            return face
    return BrandFace(
        partner_id=0,
        slug="",
        name=settings.SITE_NAME,
        short_name=settings.SITE_NAME,
        is_programme=True,
        monogram=settings.SITE_NAME[:1],
        brand_colour="#1f5f5b",
        accent_colour="#e6f1ef",
        welcome="",
        help_statement="",
        safeguarding_statement="",
        co_brand_line="",
        signatory_name="",
        signatory_role="",
        section_url="/",
        help_url="",
        is_sample=False,
        successor_slug="",
        logo_id=None,
        signature_id=None,
        logo_alt="",
    )


def _build_faces() -> dict[str, BrandFace]:
    sections = dict(PartnerPage.objects.live().values_list("path", "partner_id"))
    with_section = set(sections.values())
    help_pages = HelpPage.objects.live().filter(slug=HELP_SLUG).values_list("path", flat=True)
    with_help = {sections.get(path[: -Page.steplen]) for path in help_pages}
    partners = list(Partner.objects.select_related("succeeded_by", "brand"))
    return {
        partner.slug: _face(
            partner,
            getattr(partner, "brand", None),
            has_section=partner.pk in with_section,
            has_help=partner.pk in with_help,
        )
        for partner in partners
    }


def _face(partner: Partner, brand: Brand | None, *, has_section: bool, has_help: bool) -> BrandFace:
    brand = brand or Brand(brand_colour="#1f5f5b", accent_colour="#e6f1ef", monogram=partner.short_name[:1])
    texts = (brand.welcome, brand.safeguarding_statement, brand.help_statement)
    section_url = f"/{partner.slug}/" if has_section else ""
    return BrandFace(
        partner_id=partner.pk,
        slug=partner.slug,
        name=partner.name,
        short_name=partner.short_name,
        is_programme=partner.is_programme,
        monogram=brand.monogram,
        brand_colour=brand.brand_colour,
        accent_colour=brand.accent_colour,
        welcome=brand.welcome,
        help_statement=brand.help_statement,
        safeguarding_statement=brand.safeguarding_statement,
        co_brand_line=brand.co_brand_line,
        signatory_name=brand.signatory_name,
        signatory_role=brand.signatory_role,
        section_url=section_url,
        help_url=f"{section_url}{HELP_SLUG}/" if has_help else f"/{HELP_SLUG}/",
        is_sample=any(is_sample_text(text) for text in texts),
        successor_slug=partner.succeeded_by.slug if partner.succeeded_by else "",
        logo_id=brand.logo_id,
        signature_id=brand.signature_id,
        logo_alt=brand.logo_alt,
    )


def _build_moves() -> dict[str, str]:
    """Former slug → the slug that answers for it today, through any chain of mergers."""
    faces = partner_faces()

    def today(slug: str) -> str:
        seen = set()
        while slug in faces and faces[slug].successor_slug and slug not in seen:
            seen.add(slug)
            slug = faces[slug].successor_slug
        return slug

    moves = {
        slug: today(slug) for slug, face in faces.items() if face.successor_slug and not face.section_url
    }
    former = PartnerSlug.objects.values_list("slug", "partner__slug")
    moves.update({slug: today(now) for slug, now in former if slug not in faces})
    # A circle leads back to where it began, and so nowhere.
    return {slug: now for slug, now in moves.items() if now != slug}
