"""What the task worker draws for staff. Arguments are ids and sizes, never a name."""

import logging
from uuid import UUID

from django.conf import settings
from django_tasks import task

from certificates import pdf
from dashboards.domain.posters import keep_failure, keep_poster
from dashboards.pdf import document_of
from dashboards.queries.posters import poster_bytes, poster_for

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
    if poster is None or poster_bytes(poster.name) is not None:
        return
    try:
        keep_poster(name=poster.name, data=pdf.draw(document_of(poster)))
    except (pdf.RenderError, OSError) as error:
        logger.error("A poster of partner %s could not be made: %s.", partner_id, error)
        keep_failure(name=poster.name)
