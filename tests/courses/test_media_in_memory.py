"""What is remembered of a page must go when a file it shows has a new address."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile

from pages.models import SiteDocument, SiteImage
from partners.queries import content_version
from tests.factories.pictures import picture_file


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path, db):
    settings.MEDIA_ROOT = tmp_path


def image(name: str) -> SiteImage:
    made = SiteImage(title=name, file=ImageFile(picture_file(), name=f"{name}.webp"))
    made.save()
    return made


def test_renditions_that_go_are_forgotten():
    replaced, stranger = image("replaced"), image("stranger")
    for each in (replaced, stranger):
        each.get_rendition("width-400")
    version = content_version()

    # What Wagtail does when an image's file is replaced.
    replaced.renditions.all().delete()

    assert content_version() > version
    assert stranger.renditions.count() == 1


def test_document_that_goes_is_forgotten():
    document = SiteDocument(title="Words", file=ContentFile(b"x", name="words.pdf"))
    document.save()
    version = content_version()

    document.delete()

    assert content_version() > version
