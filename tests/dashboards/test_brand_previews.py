"""A drafted look before it is approved: shown to those who make and approve it, inert, and to nobody else."""

import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks import task_backends
from pypdf import PdfReader

from certificates.models import Certificate
from dashboards.queries.papers import paper_bytes
from dashboards.queries.posters import poster_for
from dashboards.tasks import draw_poster, draw_sample_certificate
from learning.models import Learner
from pages.models import SiteImage
from partners.domain.brands import save_brand_draft
from partners.domain.pictures import keep_picture
from partners.enums import Role
from partners.queries.brand_history import picture_url
from partners.scoping import Exemption, past_the_doors
from tests.factories import bad_pictures as pictures
from tests.factories.brands import brand_of, drafted, waiting
from tests.factories.partners import make_person, signed_in
from tests.factories.pictures import picture_file

MODES = ["start", "lesson", "letter", "certificate"]
DRAFT = {
    "brand_colour": "#5b1d57",
    "short_name": "The Alders",
    "welcome": "DRAFT-WELCOME",
    "footer": "DRAFT-FOOTER",
    "co_brand_line": "DRAFT-LINE",
    "sender_name": "DRAFT-SENDER",
    "signatory_role": "DRAFT-ROLE",
}


@pytest.fixture(autouse=True)
def _own_places(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    private = {**settings.STORAGES["private"]}
    private["OPTIONS"] = {**private["OPTIONS"], "location": tmp_path / "private"}
    settings.STORAGES = {**settings.STORAGES, "private": private}


@pytest.mark.parametrize(
    ("mode", "shown"),
    [
        ("start", ["DRAFT-WELCOME", "Small signs", "DRAFT-FOOTER"]),
        ("lesson", ["One steady adult helps.", "DRAFT-LINE"]),
        ("letter", ["DRAFT-SENDER"]),
        ("certificate", ["Alder Homes", "DRAFT-ROLE", "DRAFT-LINE", "Your name here"]),
    ],
)
def test_draft_is_shown_in_the_real_template_and_its_own_colours(small_course, mode, shown):
    partners = small_course.partners
    drafted(partners.alder, **DRAFT)
    client = signed_in(partners.alder, Role.COMMUNICATIONS)

    html = client.get(f"/staff/alder/brand/preview/{mode}/").content.decode()

    assert [words for words in shown if words not in html] == []
    assert 'href="/staff/alder/brand/preview/theme.css"' in html
    assert "--brand:#5b1d57" in client.get("/staff/alder/brand/preview/theme.css").content.decode()
    assert "DRAFT" not in Client().get("/alder/").content.decode()


def test_previewed_certificate_is_in_use_and_bears_the_drafts_signature(small_course):
    alder = small_course.partners.alder
    content = ContentFile(picture_file((60, 20)).getvalue(), "hand.webp")
    hand = keep_picture(partner=alder.partner, content=content, title="Hand", by=None)
    drafted(alder, signature=hand)
    client = signed_in(alder, Role.COMMUNICATIONS)

    html = client.get("/staff/alder/brand/preview/certificate/").content.decode()

    assert "no longer in use" not in html
    assert picture_url(hand) in html


@pytest.mark.parametrize("mode", MODES)
def test_preview_can_send_nothing_and_sets_no_cookie(small_course, mode):
    drafted(small_course.partners.alder, **DRAFT)
    client = signed_in(small_course.partners.alder, Role.COMMUNICATIONS)

    response = client.get(f"/staff/alder/brand/preview/{mode}/")

    html, policy = response.content.decode(), response["Content-Security-Policy"]
    assert "csrfmiddlewaretoken" not in html
    assert re.findall(r'<form\b[^>]*method="post"', html) == []
    assert ("form-action 'none'" in policy, "frame-ancestors 'self'" in policy) == (True, True)
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Cache-Control"].startswith("max-age=0")
    assert not response.cookies
    with past_the_doors(Exemption.MERGE):
        assert Learner.objects.count() == 0


PATHS = ["", "theme.css", "start/", "lesson/", "letter/", "certificate/", "certificate-pdf/", "poster/"]


def test_draft_is_for_those_who_make_and_approve_it(two_partners):
    waiting(two_partners.alder, **DRAFT)
    others = [signed_in(two_partners.alder, role) for role in (Role.TRAINER, Role.MANAGER, Role.COORDINATOR)]
    strangers = [signed_in(two_partners.birch, role) for role in (Role.COMMUNICATIONS, Role.APPROVER)]
    ways = {
        "/staff/alder/brand/preview/": signed_in(two_partners.alder, Role.COMMUNICATIONS),
        "/staff/alder/approvals/alder/preview/": signed_in(two_partners.alder, Role.APPROVER),
    }

    for path in PATHS:
        for way, insider in ways.items():
            assert insider.get(way + path).status_code == 200, way + path
            assert [client.get(way + path).status_code for client in strangers] == [404, 404], way + path
            assert [client.get(way + path).status_code for client in others] == [403, 403, 403], way + path
            assert Client().get(way + path).url.startswith("/sign-in/")


def test_another_partners_draft_is_not_there(two_partners):
    waiting(two_partners.birch, **DRAFT)
    client = signed_in(two_partners.alder, Role.APPROVER)

    for path in PATHS:
        response = client.get(f"/staff/alder/approvals/birch/preview/{path}")
        assert response.status_code == 404
        assert "DRAFT" not in response.content.decode()


def test_programmes_approver_sees_the_draft_it_has_to_approve_and_not_before(small_course):
    partners = small_course.partners
    drafted(partners.alder, **DRAFT)
    client = signed_in(partners.programme, Role.APPROVER)
    address = "/staff/programme/approvals/alder/preview/start/"

    before = client.get(address).status_code
    waiting(partners.alder, footer="More.")

    assert before == 404
    assert "DRAFT-WELCOME" in client.get(address).content.decode()


def test_frames_are_of_our_own_previews(small_course):
    drafted(small_course.partners.alder, **DRAFT)
    client = signed_in(small_course.partners.alder, Role.COMMUNICATIONS)

    response = client.get("/staff/alder/brand/preview/")

    frames = re.findall(r'<iframe[^>]*src="([^"]+)"[^>]*sandbox="([^"]*)"', response.content.decode())
    assert frames == [(f"/staff/alder/brand/preview/{mode}/", "allow-same-origin") for mode in MODES]
    assert "frame-src 'self'" in response["Content-Security-Policy"]
    assert client.get("/staff/alder/brand/preview/nothing/").status_code == 404


def test_section_without_a_course_is_shown_what_all_share(two_partners, client):
    drafted(two_partners.alder, **DRAFT)
    client = signed_in(two_partners.alder, Role.COMMUNICATIONS)

    pages = {mode: client.get(f"/staff/alder/brand/preview/{mode}/") for mode in [*MODES, "poster"]}

    assert {page.status_code for page in pages.values()} == {200}
    assert "There is no lesson yet." in pages["lesson"].content.decode()


def test_drafted_logo_is_in_the_header_and_live_pages_have_none(small_course):
    image = SiteImage.objects.create(
        title="L", file=SimpleUploadedFile("l.png", pictures.drawn("PNG", (200, 50)), "image/png")
    )
    writer = make_person(small_course.partners.alder, Role.COMMUNICATIONS)
    save_brand_draft(
        brand=brand_of(small_course.partners.alder), changes={"logo": image, "logo_alt": "A leaf"}, by=writer
    )
    client = signed_in(small_course.partners.alder, Role.COMMUNICATIONS)

    html = client.get("/staff/alder/brand/preview/start/").content.decode()

    header = html.partition("</header>")[0]
    assert re.search(r'<img class="logo" src="/media/[^"]+" width="200" height="50" alt="A leaf">', header)
    assert 'class="logo"' not in Client().get("/alder/").content.decode()


def test_poster_of_the_draft_is_made_by_the_task_worker(small_course, monkeypatch):
    monkeypatch.setattr("certificates.pdf.draw", lambda document: b"%PDF-1.7 draft")
    backend = task_backends["background"]
    backend.clear()
    partners = small_course.partners
    drafted(partners.alder, **DRAFT)
    client = signed_in(partners.alder, Role.COMMUNICATIONS)
    address = "/staff/alder/brand/preview/poster/"

    waits = client.get(address)
    client.post(f"{address}make/")
    (result,) = backend.results
    draw_poster.func(*result.args)

    assert "being prepared" in waits.content.decode()
    assert client.get(address).content == b"%PDF-1.7 draft"
    live = poster_for(
        partner_id=partners.alder.partner_id,
        course_key=small_course.course.translation_key,
        size="a4",
        language="en-gb",
    )
    assert paper_bytes(live.name) is None


def test_certificate_of_the_draft_is_drawn_by_the_real_engine_with_logo_and_signature(small_course):
    backend = task_backends["background"]
    backend.clear()
    partners = small_course.partners
    image = SiteImage.objects.create(
        title="L", file=SimpleUploadedFile("l.png", pictures.drawn("PNG", (200, 50)), "image/png")
    )
    drafted(partners.alder, **DRAFT, logo=image, logo_alt="A leaf", signature=image)
    client = signed_in(partners.alder, Role.COMMUNICATIONS)
    address = "/staff/alder/brand/preview/certificate-pdf/"
    assert address in client.get("/staff/alder/brand/preview/certificate/").content.decode()

    waits = client.get(address)
    client.post(f"{address}make/")
    (result,) = backend.results
    draw_sample_certificate.func(*result.args)
    file = client.get(address)

    assert ("being prepared" in waits.content.decode(), file["Content-Type"]) == (True, "application/pdf")
    page = PdfReader(BytesIO(file.content)).pages[0]
    text = " ".join(page.extract_text().split())
    assert [
        words for words in ("Your name here", "DRAFT-ROLE", "DRAFT-LINE", "Alder Homes") if words not in text
    ] == []
    # Logo, signature and QR code.
    assert len(page.images) >= 2
    with past_the_doors(Exemption.MERGE):
        assert Certificate.objects.count() == 0
