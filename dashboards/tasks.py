"""What the task worker draws for staff. Arguments are ids and sizes, never a name."""

import logging
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django_tasks import task

from certificates import pdf
from certificates.domain.artwork import copy_artwork
from dashboards.domain.papers import keep_failure, keep_paper
from dashboards.pdf import document_of
from dashboards.queries.brand_samples import certificate_name, drafted_face, sample_certificate
from dashboards.queries.papers import paper_is_made
from dashboards.queries.posters import poster_for

logger = logging.getLogger(__name__)


@task(backend="background")
def draw_poster(partner_id: int, course_key: str, size: str, is_draft: bool = False) -> None:
    """Draws and stores one poster as things stand now. Does nothing where it is there, or its course is gone."""
    poster = poster_for(
        partner_id=partner_id,
        course_key=UUID(course_key),
        size=size,
        language=settings.LANGUAGE_CODE,
        is_draft=is_draft,
    )
    if poster is not None:
        _make(poster.name, partner_id, lambda: document_of(poster))


@task(backend="background")
def draw_sample_certificate(partner_id: int) -> None:
    """A certificate that is nobody's, in the drafted look, by the engine that draws the real ones."""
    face = drafted_face(partner_id)
    name = certificate_name(face) if face else ""
    if not name:
        return

    def document() -> pdf.Document:
        logo, signature = (copy_artwork(image_id=pk) for pk in (face.logo_id, face.signature_id))
        return pdf.document_of(sample_certificate(face, logo=logo, signature=signature))

    _make(name, partner_id, document)


def _make(name: str, partner_id: int, document: Callable[[], pdf.Document]) -> None:
    if paper_is_made(name):
        return
    try:
        keep_paper(name=name, data=pdf.draw(document()))
    except (pdf.RenderError, OSError) as error:
        logger.error("A PDF for partner %s could not be made: %s.", partner_id, error)
        keep_failure(name=name)
