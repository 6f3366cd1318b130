"""Logos and signatures as they are sent: judged by what they hold, never by their name, and drawn anew."""

import warnings
from dataclasses import dataclass
from io import BytesIO

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_PIXELS = 25_000_000
SMALLEST = 32
# What is kept: enough for a poster, little enough for a phone.
KEPT = (1600, 1600)
# No other reader is even tried: an SVG, a PDF or a PostScript file meets nothing that would run it.
FORMATS = ("PNG", "WEBP", "JPEG")
JPEG_QUALITY = 92


@dataclass(frozen=True)
class CleanPicture:
    """A picture without anything else in it; `content` has a neutral name."""

    content: ContentFile
    width: int
    height: int


class PictureField(forms.FileField):
    """Gives a CleanPicture. The size in pixels is read from the file's head before anything is unpacked."""

    widget = forms.FileInput(attrs={"accept": "image/png,image/webp,image/jpeg"})
    default_error_messages = {
        "format": _("This is not a PNG, WebP or JPEG picture. Export it as PNG and try again."),
        "too_big": _("This file is too big. Send one of at most 5 MB."),
        "too_many_pixels": _("This picture has too many pixels. Send one of at most 5,000 by 5,000."),
        "too_small": _("This picture is too small to be read. Send one of at least 32 by 32 pixels."),
        "broken": _("This picture could not be read to its end. Export it again and send it anew."),
    }

    def clean(self, data, initial=None) -> CleanPicture | None:
        file = super().clean(data, None)
        if not file:
            return None
        if file.size > LARGEST_FILE:
            raise self._refusal("too_big")
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            # Text hidden in a PNG and the like: Pillow warns, and it is thrown away.
            warnings.simplefilter("ignore", UserWarning)
            return self._drawn_anew(file)

    def _drawn_anew(self, file) -> CleanPicture:
        try:
            picture = Image.open(file, formats=FORMATS)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise self._refusal("too_many_pixels") from error
        except Exception as error:
            raise self._refusal("format") from error
        with picture:
            if picture.width * picture.height > LARGEST_PIXELS:
                raise self._refusal("too_many_pixels")
            if min(picture.size) < SMALLEST:
                raise self._refusal("too_small")
            try:
                return _redrawn(picture)
            except Exception as error:
                raise self._refusal("broken") from error

    def _refusal(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)


def _redrawn(picture: Image.Image) -> CleanPicture:
    """Dots and nothing else: upright, of a sensible size, without a profile, a place or a word."""
    is_photo = picture.format == "JPEG"
    upright = ImageOps.exif_transpose(picture).convert("RGB" if is_photo else "RGBA")
    upright.thumbnail(KEPT)
    # A new picture: what hung on the old one does not hang on it.
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    out = BytesIO()
    if is_photo:
        bare.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
    else:
        bare.save(out, "PNG", optimize=True)
    name = "picture.jpg" if is_photo else "picture.png"
    return CleanPicture(ContentFile(out.getvalue(), name=name), bare.width, bare.height)
