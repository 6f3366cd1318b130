"""Puts a clean picture into a partner's own collection."""

from django.core.files.base import ContentFile
from django.db import transaction

from pages.models import SiteImage
from partners.models import Partner

from .audit import record
from .groups import collection_named


@transaction.atomic
def keep_picture(*, partner: Partner, content: ContentFile, title: str, by) -> SiteImage:
    """Stores a picture that forms.PictureField has drawn anew; nothing else may come here."""
    image = SiteImage(
        title=title, file=content, collection=collection_named(partner.slug), uploaded_by_user=by
    )
    image.save()
    image.get_file_size()
    image.get_file_hash()
    record(actor=by, verb="upload picture", of=image, partner=partner)
    return image
