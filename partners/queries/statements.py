"""Where everybody reads of a partner's privacy and accessibility. From memory: each footer leads there."""

from django.urls import reverse

from .brands import BrandFace, brand_of, partner_faces


def public_face(slug: str) -> BrandFace | None:
    """Of the partner with that address, "" for the programme; None where no section stands open there."""
    face = partner_faces().get(slug) if slug else brand_of()
    if face is None or not face.slug or not face.section_url or not face.is_shown:
        return None
    return face


def statement_links(brand: BrandFace) -> dict[str, str]:
    """Where to read about privacy and accessibility from this brand's pages: its own, else the programme's."""
    programme = brand_of()
    found = {}
    for name in ("privacy", "accessibility"):
        for face in (brand, programme):
            if face.section_url and face.is_shown and getattr(face.statements, name):
                slug = [] if face.is_programme else [face.slug]
                found[name] = reverse(f"partners:{'section-' if slug else ''}{name}", args=slug)
                break
    return found
