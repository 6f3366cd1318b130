"""Brands as screens need them: small frozen faces held in memory."""

import logging
from dataclasses import dataclass, replace
from hashlib import sha256

from django.conf import settings
from django.db.models import Q, Subquery
from django.urls import reverse
from wagtail.models import Page

from pages.domain.reading import read_soon
from pages.models import SiteImage
from pages.validators import telling_words
from partners.conf import HELP_SLUG, WORDS_SLUG
from partners.enums import LogoOrder
from partners.models import Brand, ExitAddress, Partner, PartnerPage, PartnerSlug
from partners.validators import is_sample_text

from .memory import remembered
from .notices import NOTHING_WRITTEN, StatementsFace, statements_face

logger = logging.getLogger(__name__)

# Shown at most 44 px high; twice that for fine screens.
LOGO_RENDITION = "max-352x88|format-webp"


@dataclass(frozen=True)
class LogoFace:
    """A logo as pages show it, with its size, so that nothing jumps when it comes."""

    url: str
    width: int
    height: int
    alt: str


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
    footer: str = ""
    sender_name: str = ""
    logo: LogoFace | None = None
    # The section's own and the programme's, in the order the section has chosen; own alone for the programme.
    logos: tuple[LogoFace, ...] = ()
    # Where a draft's colours are served from, to those who may see it; empty for what is live.
    draft_theme_url: str = ""
    # Whether its learners may share their name with it; never with the programme.
    is_sharing_on: bool = False
    statements: StatementsFace = NOTHING_WRITTEN
    # Of the programme: the first of its list of pages that Exit leads to.
    exit_url: str = ""
    exit_what: str = ""

    @property
    def courses_url(self) -> str:
        """Where somebody finds courses. Outside every association's section: where they choose their own."""
        return "/" if self.is_programme else self.section_url or "/"

    @property
    def theme_hash(self) -> str:
        return sha256(f"{self.brand_colour}{self.accent_colour}".encode()).hexdigest()[:12]

    @property
    def theme_url(self) -> str:
        if self.draft_theme_url or not self.slug:
            return self.draft_theme_url
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


def draft_face(brand: Brand, *, theme_url: str) -> BrandFace:
    """The face that this brand would have, for those who may see the draft. Costs SQL for its logo; never kept."""
    partner = brand.partner
    today = brand_of(partner_id=partner.pk)
    logos = _logos([brand])
    face = _face(
        partner, brand, logo=logos.get(brand.pk), section_url=today.section_url, help_url=today.help_url
    )
    programme = face if partner.is_programme else remembered("partners.programme", _programme_face)
    return replace(_with_logos(face, programme, brand), draft_theme_url=theme_url)


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


def front_pages() -> list[tuple[str, str]]:
    """Slug and tree path of the help pages, and of the page of words, that are live. One SQL, then from memory."""
    is_help = Q(slug=HELP_SLUG, helppage__isnull=False)
    is_words = Q(slug=WORDS_SLUG, depth=3)
    return remembered(
        "partners.front_pages",
        lambda: list(Page.objects.live().filter(is_help | is_words).values_list("slug", "path")),
    )


def _build_faces() -> dict[str, BrandFace]:
    sections = dict(PartnerPage.objects.live().values_list("path", "partner_id"))
    with_section = set(sections.values())
    help_pages = [path for slug, path in front_pages() if slug == HELP_SLUG]
    with_help = {sections.get(path[: -Page.steplen]) for path in help_pages}
    # Asked along: every page of a learner's needs it.
    first = ExitAddress.objects.order_by("position", "pk")
    partners = list(
        Partner.objects.select_related("succeeded_by", "brand", "settings").annotate(
            exit_url=Subquery(first.values("url")[:1]), exit_what=Subquery(first.values("what")[:1])
        )
    )
    logos = _logos([partner.brand for partner in partners if hasattr(partner, "brand")])
    faces = {}
    for partner in partners:
        brand = getattr(partner, "brand", None)
        section_url = f"/{partner.slug}/" if partner.pk in with_section else ""
        faces[partner.slug] = _face(
            partner,
            brand,
            logo=logos.get(brand.pk) if brand else None,
            section_url=section_url,
            help_url=f"{section_url}{HELP_SLUG}/" if partner.pk in with_help else f"/{HELP_SLUG}/",
        )
    programme = next((face for face in faces.values() if face.is_programme), None)
    brands = {partner.slug: getattr(partner, "brand", None) for partner in partners}
    return {slug: _with_logos(face, programme, brands[slug]) for slug, face in faces.items()}


def _logos(brands: list[Brand]) -> dict[int, LogoFace]:
    """By id of the brand. Two SQL where there are logos; a picture that cannot be drawn is left out."""
    with_logo = [brand for brand in brands if brand.logo_id]
    if not with_logo:
        return {}
    wanted = {brand.logo_id for brand in with_logo}
    drawn = {}
    for image in SiteImage.objects.filter(pk__in=wanted).prefetch_renditions(LOGO_RENDITION):
        try:
            if not getattr(image, "prefetched_renditions", ()):
                # Not drawn yet, for which Wagtail waits as long as storage does: asked first whether that answers.
                read_soon(image)
            drawn[image.pk] = image.get_rendition(LOGO_RENDITION)
        except Exception:
            # Storage that is away or a file that is no picture must not take a section's pages with it.
            logger.exception("The logo %s could not be drawn.", image.pk)
    return {
        brand.pk: LogoFace(
            url=drawn[brand.logo_id].url,
            width=drawn[brand.logo_id].width,
            height=drawn[brand.logo_id].height,
            alt=brand.logo_alt or brand.short_name or brand.partner.short_name,
        )
        for brand in with_logo
        if brand.logo_id in drawn
    }


def _with_logos(face: BrandFace, programme: BrandFace | None, brand: Brand | None) -> BrandFace:
    other = programme.logo if programme and not face.is_programme else None
    order = [face.logo, other]
    if brand and brand.logo_order == LogoOrder.PROGRAMME_FIRST:
        order.reverse()
    return replace(face, logos=tuple(logo for logo in order if logo))


def _face(
    partner: Partner, brand: Brand | None, *, logo: LogoFace | None, section_url: str, help_url: str
) -> BrandFace:
    brand = brand or Brand(brand_colour="#1f5f5b", accent_colour="#e6f1ef", monogram=partner.short_name[:1])
    texts = (brand.welcome, brand.safeguarding_statement, brand.help_statement)
    return BrandFace(
        partner_id=partner.pk,
        slug=partner.slug,
        name=partner.name,
        short_name=brand.short_name or partner.short_name,
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
        help_url=help_url,
        is_sample=any(is_sample_text(text) for text in texts),
        successor_slug=partner.succeeded_by.slug if partner.succeeded_by else "",
        logo_id=brand.logo_id,
        signature_id=brand.signature_id,
        logo_alt=brand.logo_alt,
        footer=brand.footer,
        sender_name=neutral_sender(brand.sender_name, brand.short_name, partner.short_name),
        logo=logo,
        is_sharing_on=partner.is_sharing_on and not partner.is_programme and partner.left_on is None,
        statements=statements_face(getattr(partner, "settings", None)),
        exit_url=getattr(partner, "exit_url", "") or "",
        exit_what=getattr(partner, "exit_what", "") or "",
    )


def neutral_sender(*names: str) -> str:
    """A phone shows it before a letter is opened: a name that says what the letter is about is passed over."""
    return next((name for name in names if name and not telling_words(name)), settings.SITE_NAME)


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
