"""What the task worker draws for staff. Arguments are ids and sizes, never a name."""

import logging
from collections.abc import Callable, Sequence
from io import BytesIO
from uuid import UUID
from zipfile import ZipFile

from django.conf import settings
from django.utils.translation import gettext as _
from django_tasks import task

from certificates import pdf
from certificates.domain import (
    A_STEP,
    end_batch,
    finish_batch,
    keep_step,
    kept_steps,
    pass_on_batch,
    release_batch,
    remove_old_batches,
    take_batch,
    waiting_batches,
)
from certificates.domain.artwork import copy_artwork
from certificates.domain.files import within
from certificates.enums import BatchFailure, BatchKind
from certificates.models import Certificate, CertificateBatch
from certificates.queries import stored_bytes
from certificates.tasks import render_certificate
from dashboards.domain.papers import keep_failure, keep_paper
from dashboards.pdf import document_of
from dashboards.queries.brand_samples import certificate_name, drafted_face, sample_certificate
from dashboards.queries.certificates import certificates_in, made_batches
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


@task(backend="background")
def draw_batch(batch_id: int) -> None:
    """One step of a batch, then the next in a task of its own, so that nobody else's work waits for the whole.

    Does nothing where it is made, given up or at another worker.
    """
    batch = take_batch(batch_id=batch_id)
    if batch is None:
        return
    try:
        found = certificates_in(batch)
        if found is None:
            end_batch(batch=batch, failure=BatchFailure.CHANGED)
            return
        goes_on = batch.done == batch.number or _step(batch, found[batch.done : batch.done + A_STEP])
        if goes_on and batch.done == batch.number:
            _finish(batch)
    except (pdf.RenderError, OSError) as error:
        logger.error("Certificate batch %s stopped for now: %s.", batch_id, error)
        # Storage that is away comes back.
        release_batch(batch=batch, counts=isinstance(error, pdf.RenderError))
        return
    if goes_on and batch.done < batch.number:
        pass_on_batch(batch=batch)
        draw_batch.enqueue(batch_id)


def sweep_batches() -> int:
    """Queues again what a worker that died has left behind. Returns how many.

    Deletes what is too old, and what holds the certificate of somebody who has ended sharing or changed it.
    """
    remove_old_batches()
    for batch in made_batches():
        if certificates_in(batch) is None:
            end_batch(batch=batch, failure=BatchFailure.CHANGED)
    waiting = waiting_batches()
    for batch_id in waiting:
        draw_batch.enqueue(batch_id)
    return len(waiting)


def _step(batch: CertificateBatch, some: Sequence[Certificate]) -> bool:
    """The next few; whether the lease still is this worker's."""
    return _draw_step(batch, some) if batch.kind == BatchKind.ONE else _fetch_step(batch, some)


def _draw_step(batch: CertificateBatch, some: Sequence[Certificate]) -> bool:
    try:
        return _draw(batch, some)
    except pdf.RenderError as error:
        # One of them cannot be drawn, and took the others along: each for itself.
        logger.warning("Certificate batch %s goes on one by one: %s.", batch.pk, error)
    for certificate in some:
        try:
            kept = _draw(batch, [certificate])
        except pdf.RenderError as error:
            logger.error("Certificate %s is left out of a batch: %s.", certificate.pk, error)
            kept = keep_step(batch=batch, upto=batch.done + 1, held=[certificate.pk])
        if not kept:
            return False
    return True


def _draw(batch: CertificateBatch, some: Sequence[Certificate]) -> bool:
    documents = [pdf.document_of(certificate) for certificate in some]
    part = pdf.the_child().render_part(documents, title=_batch_title(), number=batch.done)
    held = [some[at].pk for at in part.held]
    return keep_step(batch=batch, upto=batch.done + len(some), data=part.data, held=held)


def _fetch_step(batch: CertificateBatch, some: Sequence[Certificate]) -> bool:
    """Sees to it that each has its file, by the same way as ever."""
    for certificate in some:
        if certificate.pdf.is_waiting:
            render_certificate.call(certificate.pdf.pk)
    files = {row.pk: row.pdf for row in certificates_in(batch) or []}
    if any(files[row.pk].is_waiting for row in some if row.pk in files):
        # Another worker is at one of them, or storage is away.
        release_batch(batch=batch, counts=False)
        return False
    held = [row.pk for row in some if row.pk in files and files[row.pk].made_at is None]
    return keep_step(batch=batch, upto=batch.done + len(some), held=held)


def _finish(batch: CertificateBatch) -> None:
    """Who shares is asked once more: steps lie apart."""
    found = certificates_in(batch)
    if found is None:
        end_batch(batch=batch, failure=BatchFailure.CHANGED)
        return
    printed = [certificate for certificate in found if certificate.pk not in batch.held_ids]
    if not printed:
        end_batch(batch=batch, failure=BatchFailure.NOT_DRAWN)
    elif batch.kind == BatchKind.SINGLE:
        finish_batch(batch=batch, data=_zipped(printed))
    else:
        parts, language = kept_steps(batch=batch), printed[0].facts["language"]
        data = pdf.the_child().join(parts, title=_batch_title(), language=language)
        finish_batch(batch=batch, data=data)


def _zipped(certificates: Sequence[Certificate]) -> bytes:
    """The stored bytes, numbered; a PDF does not get smaller. Raises OSError when storage is away."""
    out = BytesIO()
    with ZipFile(out, "w") as file:
        for number, certificate in enumerate(certificates, 1):
            with within():
                data = stored_bytes(certificate.pdf)
            if data is None:
                raise OSError(0, "a certificate's file cannot be read")
            file.writestr(f"certificate-{number:03}.pdf", data)
    return out.getvalue()


def _batch_title() -> str:
    return f"{_('Certificates')} – {settings.SITE_NAME}"


def _make(name: str, partner_id: int, document: Callable[[], pdf.Document]) -> None:
    if paper_is_made(name):
        return
    try:
        keep_paper(name=name, data=pdf.draw(document()))
    except (pdf.RenderError, OSError) as error:
        logger.error("A PDF for partner %s could not be made: %s.", partner_id, error)
        keep_failure(name=name)
