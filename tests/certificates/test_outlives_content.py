"""Course, section and pictures are deleted: the certificate, its bytes and its check stay as they were."""

import pytest
from django.core.files.images import ImageFile
from django.test import Client

from certificates.models import CertificatePdf
from certificates.tasks import render_certificate
from courses.models import CoursePage
from pages.models import HomePage, SiteImage
from partners.domain import public_content_changed
from partners.models import Brand, PartnerPage
from tests.factories.pictures import picture_file
from tests.factories.walking import have_it_printed, walk


@pytest.fixture
def holder(small_course, settings, tmp_path):
    """Somebody with a certificate that carries the association's logo, its file drawn."""
    logo = SiteImage(title="Logo", file=ImageFile(picture_file((300, 120)), name="logo.webp"))
    logo.save()
    Brand.objects.filter(partner__slug="alder").update(logo=logo, logo_alt="Alder Homes")
    public_content_changed()
    phone = Client()
    name_page = walk(phone, "/alder/course-1/", until="/name/")[-1][0]
    phone.certificate = have_it_printed(phone, name_page, name="Zoë Ọlá Example")["Location"]
    render_certificate.func(CertificatePdf._base_manager.get().pk)
    return phone


def state(phone: Client) -> dict:
    """All that is public or the holder's own about the certificate."""
    check = phone.get(phone.certificate).context["here"]["check_url"]
    checked = Client().get(check).context["here"]
    return {
        "bytes": phone.get(f"{phone.certificate}certificate.pdf").content,
        "check": check,
        "facts": checked["certificate"],
        "status": checked["status"],
    }


def test_certificate_outlives_all_content(holder):
    before = state(holder)
    assert before["bytes"].startswith(b"%PDF")

    for course in CoursePage.objects.all():
        course.delete()
    for section in PartnerPage.objects.all():
        PartnerPage.objects.get(pk=section.pk).delete()
    for image in SiteImage.objects.all():
        image.delete()

    assert HomePage.objects.count() == 1
    assert state(holder) == before
    assert before["status"] == "valid"
