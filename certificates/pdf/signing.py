"""The digital signature under a certificate's file, where the operator has set a key.

Called by the task worker, in its own process: the child that reads what strangers have typed never sees the key.
A web process gets no further than this file, and does not load what signs.
"""

import logging
from functools import cache
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)


class SigningError(Exception):
    """It cannot be signed; says why in a few words, none of them the key's or the document's own."""


def signed(data: bytes, *, pdf_id: int) -> bytes:
    """The file with its signature; as it came where no key is set.

    Never raises: where signing fails the file comes back unsigned and the log says so. A certificate without
    a signature is checked by its code all the same; one that is held back is none.
    """
    if not settings.CERTIFICATE_KEY_FILE:
        return data
    try:
        return the_signer().sign(data)
    except SigningError as error:
        logger.error("Certificate file %s is stored without a signature: %s.", pdf_id, error)
    except Exception as error:
        # The kind only: its words may hold what stands in the document.
        logger.error("Certificate file %s is stored without a signature: %s.", pdf_id, type(error).__name__)
    return data


def the_signer():
    """The one of this process. Raises SigningError; a key that could not be read is tried again with the next file."""
    return _signer_of(settings.CERTIFICATE_KEY_FILE, settings.CERTIFICATE_KEY_PASSPHRASE)


@cache
def _signer_of(path: str, passphrase: str):
    from .signer import Signer  # noqa: PLC0415 - half a second and 30 MB, for whoever signs and nobody else

    try:
        key = Path(path).read_bytes()
    except OSError as error:
        raise SigningError(f"the key cannot be read ({error.strerror})") from error
    return Signer(key, passphrase)
