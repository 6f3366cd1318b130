"""What the task worker does for certificates. Arguments are ids of rows, never a name or a code."""

import logging

from django_tasks import task

from certificates import pdf
from certificates.domain import (
    hold_pdf,
    keep_pdf,
    release_pdf,
    remove_bytes,
    retry_held_pdfs,
    take_pdf,
    waiting_pdfs,
)
from certificates.models import MISSING_GLYPH, CertificatePdf
from partners.scoping import Exemption, past_the_doors

logger = logging.getLogger(__name__)

CUT_OFF_FIRST = 50


@task(backend="background")
def render_certificate(pdf_id: int) -> None:
    """Draws and stores one certificate's file. Does nothing where it is made, held back or at another worker."""
    with past_the_doors(Exemption.CERTIFICATE_PDF):
        wanted = take_pdf(pdf_id=pdf_id)
        if wanted is None:
            return
        try:
            data = pdf.signed(pdf.draw_certificate(wanted.certificate), pdf_id=pdf_id)
            keep_pdf(pdf=wanted, data=data)
        except pdf.MissingGlyphError as error:
            logger.error("Certificate file %s is held back: %s. Is a font missing here?", pdf_id, error)
            hold_pdf(pdf=wanted, failure=_missing_letters(wanted, error))
        except pdf.RenderError as error:
            logger.error("Certificate file %s could not be drawn: %s.", pdf_id, error)
            release_pdf(pdf=wanted, failure=str(error))
        except OSError as error:
            # Storage that is away comes back; that is no fault of the certificate.
            logger.error("Certificate file %s could not be stored: %s.", pdf_id, error.strerror)
            release_pdf(pdf=wanted, failure="storage", counts=False)


@task(backend="background")
def remove_certificate_files() -> None:
    """Deletes the files that their holders wanted gone."""
    with past_the_doors(Exemption.CERTIFICATE_PDF):
        remove_bytes()


def sweep(*, retry_held: bool = False) -> int:
    """Queues again what a worker that died, or a queue that was lost, has left behind. Returns how many.

    Deletes too what was to be deleted and is still there.
    """
    with past_the_doors(Exemption.CERTIFICATE_PDF):
        if retry_held:
            retry_held_pdfs()
        remove_bytes()
        waiting = waiting_pdfs()
    for pdf_id, is_cut_off in waiting.items():
        # Whose certificate was cut off has waited longest: it does not stand behind a full queue again.
        render_certificate.using(priority=CUT_OFF_FIRST if is_cut_off else 0).enqueue(pdf_id)
    return len(waiting)


def _missing_letters(wanted: CertificatePdf, error: pdf.MissingGlyphError) -> str:
    """Letters of the name are told to its holder, who can type it another way. All others are ours to mend."""
    of_name = [point for point in error.points if chr(int(point, 16)) in wanted.certificate.name]
    if not of_name:
        return "no sign for a letter outside the name"
    return " ".join([MISSING_GLYPH, *(f"U+{point}" for point in of_name[:5])])
