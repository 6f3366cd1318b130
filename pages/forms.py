"""A picture is stored without what a phone writes beside its dots: where it was taken, when, and by whom."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from PIL import Image
from wagtail.images.forms import BaseImageForm

# The one thing of it that a picture needs: which side is up.
SIDE_UP = 0x0112
TELLING = {"exif", "xmp", "photoshop", "comment", "XML:com.adobe.xmp", "Raw profile type exif"}
# What belongs to the dots.
KEPT = {"transparency", "gamma", "dpi"}
QUALITY = 92
# A phone's picture may hold a second one, of depth; Pillow calls that MPO.
STORED_AS = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "WEBP": "WEBP"}


class PictureForm(BaseImageForm):
    """For every way by which Wagtail takes a picture in."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        try:
            bare = without_words(file)
        except Exception as error:
            message = self.fields["file"].error_messages["invalid_image"]
            raise ValidationError(message, code="invalid_image") from error
        file.seek(0)
        return file if bare is None else SimpleUploadedFile(file.name, bare, file.content_type)


def without_words(file) -> bytes | None:
    """The picture drawn anew, upright as before; None where nothing stands beside its dots, or where they move."""
    file.seek(0)
    with Image.open(file) as picture:
        exif = picture.getexif()
        words = getattr(picture, "text", None) if picture.format == "PNG" else None
        tells = (TELLING - {"exif"}) & set(picture.info) or set(exif) - {SIDE_UP} or words
        is_moving = picture.format != "MPO" and getattr(picture, "is_animated", False)
        if not tells or is_moving or picture.format not in STORED_AS:
            return None
        kept = Image.Exif()
        if SIDE_UP in exif:
            kept[SIDE_UP] = exif[SIDE_UP]
        profile = picture.info.get("icc_profile")
        picture.load()
        picture.info = {name: value for name, value in picture.info.items() if name in KEPT}
        out = BytesIO()
        picture.save(
            out, STORED_AS[picture.format], quality=QUALITY, exif=kept.tobytes(), icc_profile=profile
        )
        return out.getvalue()
