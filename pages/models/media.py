"""Images and documents. Each lies in a Wagtail collection: one per partner, and one that all share."""

import secrets
from pathlib import Path

from django.db import models
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from pages.managers import DocumentManager, ImageManager
from pages.validators import refuse_telling_field


class MediaTag(TagBase):
    """Not used on any screen. Wagtail's own tags are one list for the whole site, shown to everybody."""

    free_tagging = False


class TaggedImage(ItemBase):
    tag = models.ForeignKey(MediaTag, on_delete=models.CASCADE, related_name="tagged_images")
    content_object = models.ForeignKey("pages.SiteImage", on_delete=models.CASCADE, related_name="tagged")


class TaggedDocument(ItemBase):
    tag = models.ForeignKey(MediaTag, on_delete=models.CASCADE, related_name="tagged_documents")
    content_object = models.ForeignKey("pages.SiteDocument", on_delete=models.CASCADE, related_name="tagged")


class SiteImage(AbstractImage):
    admin_form_fields = tuple(name for name in Image.admin_form_fields if name != "tags")
    tags = TaggableManager(through=TaggedImage, blank=True, help_text=None)

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
    tags = TaggableManager(through=TaggedDocument, blank=True, help_text=None)

    objects = DocumentManager()

    def clean(self) -> None:
        """The file's name is in the address, the title in what a phone shows of what it plays."""
        super().clean()
        refuse_telling_field("title", self.title)
        if self.file:
            refuse_telling_field("file", Path(self.file.name).name)
