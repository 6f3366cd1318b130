"""What Alder, Birch and all together own of content, each marked: nothing of it may be met elsewhere."""

from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from wagtail.models import Collection, Page

from courses.models import CoursePage
from pages.models import SiteDocument, SiteImage
from partners.conf import SHARED_COLLECTION
from partners.domain import keep_groups_in_step
from tests.factories.partners import Partners
from tests.factories.pictures import picture_file


@dataclass
class Belongings:
    """`page` is a draft that was never live, `live` one that is."""

    page: Page
    live: Page
    image: SiteImage
    document: SiteDocument


@dataclass
class Estate:
    alder: Belongings
    birch: Belongings
    shared: Belongings


def make_estate(partners: Partners) -> Estate:
    sections = {"alder": partners.alder, "birch": partners.birch, "shared": partners.programme}
    for section in sections.values():
        keep_groups_in_step(partner=section.partner)
    return Estate(**{name: _belongings(name, section) for name, section in sections.items()})


def _belongings(name: str, section) -> Belongings:
    collection = Collection.objects.get(name=SHARED_COLLECTION if name == "shared" else name)
    image = SiteImage(collection=collection, title=f"secret-{name}-image")
    image.file = ImageFile(picture_file((40, 30)), name=f"secret-{name}.webp")
    image.save()
    document = SiteDocument(collection=collection, title=f"secret-{name}-document")
    document.file = ContentFile(b"%PDF-1.7 words", name=f"secret-{name}.pdf")
    document.save()
    draft, live = (
        section.add_child(instance=_course(f"secret-{name}-{kind}", live=kind == "live"))
        for kind in ("draft", "live")
    )
    return Belongings(draft, live, image, document)


def _course(title: str, *, live: bool) -> CoursePage:
    words = dict.fromkeys(
        ("title", "slug", "neutral_title", "summary", "outcomes", "certificate_line"), title
    )
    return CoursePage(minutes=5, live=live, **words)
