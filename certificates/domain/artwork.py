"""Copies of logos and signatures, small enough for a certificate and out of reach of whoever edits images."""

import logging
from hashlib import sha256
from io import BytesIO

from django.db import transaction
from PIL import Image, ImageOps

from certificates.models import Artwork
from pages.domain.reading import read_soon
from pages.models import SiteImage
from partners.queries import remembered

logger = logging.getLogger(__name__)

# Printed about 45 mm wide: 300 dots an inch.
LARGEST = (540, 240)
COLOURS = 128
# Above this with fewer colours, and then smaller, as a photo of a signature may be. In a PDF it is up to three times
# as large, and two of them stand on a page.
MOST_BYTES = 30_000


def copy_artwork(*, image_id: int | None) -> str:
    """The SHA-256 of the stored copy; "" without an image, or where it cannot be read.

    Costs SQL only the first time in a process since public content last changed. A picture that is broken or away
    never stops what the caller is about, nor holds it up for longer than reading.SECONDS; it is tried again the next
    time, for a certificate keeps what it has got.
    """
    if image_id is None:
        return ""
    known = remembered("certificates.artwork", dict)
    if image_id in known:
        return known[image_id]
    image = SiteImage.objects.filter(pk=image_id).first()
    data = _drawn_small(image) if image else b""
    if not data:
        return ""
    name = sha256(data).hexdigest()
    artwork = Artwork(sha256=name, content_type="image/png", data=data)
    Artwork.objects.bulk_create([artwork], ignore_conflicts=True)
    # Not before it is stored for good: what is remembered outlives a transaction that was undone.
    transaction.on_commit(lambda: known.__setitem__(image_id, name))
    return name


def _drawn_small(image: SiteImage) -> bytes:
    try:
        with Image.open(BytesIO(read_soon(image))) as picture:
            small = ImageOps.exif_transpose(picture).convert("RGBA")
            small.thumbnail(LARGEST)
            data = _as_png(small)
            while len(data) > MOST_BYTES:
                data = _as_png(small.quantize(COLOURS, method=Image.Quantize.FASTOCTREE))
                small.thumbnail([side * 9 // 10 for side in small.size])
    except Exception:
        # Storage that is away, a file that is no picture, a bomb of pixels: all the same here.
        logger.exception("The image %s could not be copied for certificates.", image.pk)
        return b""
    return data


def _as_png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
