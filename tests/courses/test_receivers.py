"""What makes processes forget: whatever the public sees of Wagtail's own, and nothing else."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile

from accounts.models import User
from courses.models import LessonPage
from pages.models import SiteDocument, SiteImage
from partners.queries import content_version
from tests.factories.pictures import picture_file


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture() -> SiteImage:
    made = SiteImage(title="Seesaw", file=ImageFile(picture_file(), name="seesaw.webp"))
    made.save()
    return made


def document() -> SiteDocument:
    made = SiteDocument(title="Card", file=ContentFile(b"x", name="card.pdf"))
    made.save()
    return made


def lesson() -> LessonPage:
    return LessonPage.objects.get(url_path="/home/programme/course-1/1/1/")


@pytest.mark.parametrize(
    "make",
    [picture, document, lambda: picture().get_rendition("width-400"), lesson],
    ids=["picture", "document", "rendition", "lesson"],
)
def test_deleting_what_is_shown_is_a_change(small_course, make):
    shown = make()
    before = content_version()

    shown.delete()

    assert content_version() > before


def test_moving_publishing_and_unpublishing_are_changes(small_course):
    versions = [content_version()]
    page = lesson()

    page.move(LessonPage.objects.get(url_path="/home/programme/course-1/1/2/"), pos="right")
    versions.append(content_version())
    lesson().save_revision().publish()
    versions.append(content_version())
    lesson().unpublish()
    versions.append(content_version())

    assert versions == sorted(set(versions))


def test_draft_and_what_nobody_sees_are_no_change(small_course):
    person = User.objects.create_user("sam@example.org", "a long password")
    before = content_version()

    lesson().save_revision()
    person.delete()

    assert content_version() == before
