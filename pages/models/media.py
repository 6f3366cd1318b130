"""Images and documents. Each lies in a Wagtail collection: one per partner, and one that all share."""

import secrets
from pathlib import Path

from django.db import models
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from pages.managers import DocumentManager, ImageManager


class SiteImage(AbstractImage):
    admin_form_fields = tuple(name for name in Image.admin_form_fields if name != "tags")

    objects = ImageManager()

    def get_upload_to(self, filename: str) -> str:
        """A random name: nobody guesses the file of a draft, and its own name may say too much to an onlooker."""
        return f"original_images/{secrets.token_hex(16)}{Path(filename).suffix.lower()}"


class SiteRendition(AbstractRendition):
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="pages_rendition_once"
            )
        ]


class SiteDocument(AbstractDocument):
    admin_form_fields = tuple(name for name in Document.admin_form_fields if name != "tags")

    objects = DocumentManager()
