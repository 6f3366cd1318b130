"""A logo on live pages: in the header and at the foot, in the chosen order, of a known size, at no cost per page."""

import re
import time

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pages.domain import reading
from pages.models import SiteImage
from partners.domain import public_content_changed
from partners.domain.brands import approve_brand, ask_for_brand_approval, save_brand_draft
from partners.enums import LogoOrder, Role
from partners.models import Brand
from partners.queries import partner_faces
from tests.factories import bad_pictures as pictures
from tests.factories.brands import brand_of
from tests.factories.partners import make_person
from tests.factories.pictures import hanging
from tests.factories.sql import counting

LOGO = re.compile(r'<img class="logo" src="([^"]+)" width="(\d+)" height="(\d+)" alt="([^"]*)">')
HOSTILE = "evil.example"


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    # Rolled-back tests use the same numbers again.
    caches["renditions"].clear()


def with_logo(section, size=(400, 100), **words) -> SiteImage:
    image = SiteImage.objects.create(
        title="L", file=SimpleUploadedFile("l.png", pictures.drawn("PNG", size), "image/png")
    )
    Brand.objects.filter(partner=section.partner).update(logo=image, **words)
    public_content_changed()
    return image


def parts(path: str = "/alder/") -> tuple[list, list]:
    """The logos of the header and of the foot."""
    html = Client().get(path).content.decode()
    header, _body, foot = html.partition("</header>")[0], None, html.partition("<footer")[2]
    return LOGO.findall(header), LOGO.findall(foot)


def test_section_without_a_logo_shows_its_letters_and_name(small_course):
    html = Client().get("/alder/").content.decode()

    assert ">AL</span><span>Alder</span>" in html
    assert LOGO.findall(html) == []


@pytest.mark.parametrize(
    "path", ["/alder/", "/alder/course-1/", "/alder/course-1/1/1/", "/alder/course-1/1/3/"]
)
def test_logo_stands_in_the_header_with_its_words_and_its_size(small_course, path):
    with_logo(small_course.partners.alder, logo_alt="Alder: a leaf")

    header, foot = parts(path)

    ((url, width, height, alt),) = header
    assert (width, height, alt) == ("352", "88", "Alder: a leaf")
    assert url.startswith("/media/images/")
    assert foot == header
    assert parts("/birch/") == ([], [])


def test_logo_without_words_is_called_by_the_short_name(small_course):
    with_logo(small_course.partners.alder, short_name="The Alders")

    assert parts()[0][0][3] == "The Alders"


@pytest.mark.parametrize(
    ("order", "alts"),
    [(LogoOrder.OWN_FIRST, ["Own", "Programme"]), (LogoOrder.PROGRAMME_FIRST, ["Programme", "Own"])],
)
def test_foot_shows_both_logos_in_the_chosen_order_and_the_words(small_course, order, alts):
    with_logo(small_course.partners.programme, logo_alt="Programme")
    words = {"co_brand_line": "With the council", "footer": "Alder Homes Limited"}
    with_logo(small_course.partners.alder, logo_alt="Own", logo_order=order, **words)

    header, foot = parts()

    assert [row[3] for row in header] == ["Own"]
    assert [row[3] for row in foot] == alts
    html = Client().get("/alder/").content.decode()
    assert [line for line in words.values() if line not in html] == []
    assert [row[3] for row in parts("/programme/")[1]] == ["Programme"]


def test_words_of_a_brand_are_never_markup(small_course):
    hostile = "<script>alert(1)</script>"
    with_logo(
        small_course.partners.alder,
        logo_alt='" onerror="x',
        footer=hostile,
        co_brand_line=hostile,
        welcome=hostile,
    )

    html = Client().get("/alder/").content.decode()

    assert "<script>alert" not in html
    assert ' onerror="x' not in html


def test_logo_that_cannot_be_drawn_takes_no_page_with_it(small_course, tmp_path):
    image = with_logo(small_course.partners.alder)
    (tmp_path / image.file.name).unlink()
    public_content_changed()

    response = Client().get("/alder/")

    assert response.status_code == 200
    assert ">AL</span>" in response.content.decode()


def test_logo_whose_storage_hangs_holds_no_page_up(small_course, monkeypatch):
    image = with_logo(small_course.partners.alder)
    monkeypatch.setattr(reading, "SECONDS", 0.2)
    with hanging(image):
        began = time.monotonic()
        response = Client().get("/alder/")
        assert time.monotonic() - began < 10

    assert response.status_code == 200
    assert ">AL</span>" in response.content.decode()
    assert 'class="logo"' not in response.content.decode()
    public_content_changed()
    assert 'class="logo"' in Client().get("/alder/").content.decode()


def test_logos_cost_two_queries_when_cold_and_none_when_warm(two_partners):
    def cost() -> tuple[int, int]:
        public_content_changed()
        partner_faces()
        public_content_changed()
        with counting() as cold:
            partner_faces()
        with counting() as warm:
            partner_faces()
        return cold.number, warm.number

    without = cost()
    with_logo(two_partners.alder)
    one = cost()
    for section in (two_partners.birch, two_partners.programme):
        with_logo(section)

    assert (one[0], one[1]) == (without[0] + 2, without[1])
    assert cost() == one


def test_first_view_of_a_lesson_with_logos_stays_within_six_requests(small_course):
    for section in (small_course.partners.alder, small_course.partners.programme):
        with_logo(section)

    html = Client().get("/alder/course-1/1/1/").content.decode()

    loaded = re.findall(r'<link rel="(?:stylesheet|icon)"|<script\b[^>]*\bsrc=', html)
    assert 1 + len(loaded) <= 6


def test_rendition_is_drawn_when_the_look_goes_live_and_not_when_a_resident_comes(two_partners):
    image = SiteImage.objects.create(
        title="L", file=SimpleUploadedFile("l.png", pictures.drawn("PNG"), "image/png")
    )
    writer, approver = (
        make_person(two_partners.alder, role) for role in (Role.COMMUNICATIONS, Role.APPROVER)
    )
    save_brand_draft(brand=brand_of(two_partners.alder), changes={"logo": image, "logo_alt": "A"}, by=writer)
    ask_for_brand_approval(brand=brand_of(two_partners.alder), by=writer)
    brand = brand_of(two_partners.alder)
    assert image.renditions.count() == 0

    approve_brand(brand=brand, revision_id=brand.latest_revision_id, by=approver)

    assert image.renditions.count() == 1


# A forged host


@pytest.mark.parametrize(
    "path",
    [
        "/alder/",
        "/alder/course-1/",
        "/alder/course-1/1/1/",
        "/help/",
        "/check/",
        "/sign-in/",
        "/alder/theme.css",
    ],
)
def test_forged_host_changes_no_page(small_course, settings, path):
    settings.ALLOWED_HOSTS = ["testserver", HOSTILE]
    settings.PUBLIC_BASE_URL = "https://learning.example"
    with_logo(small_course.partners.alder)

    pages = [
        re.sub(r'value="[\w]{64}"', "", Client().get(path, headers=headers).content.decode())
        for headers in ({"host": "testserver"}, {"host": HOSTILE, "x-forwarded-host": HOSTILE})
    ]

    assert pages[0] == pages[1]
    assert HOSTILE not in pages[1]


def test_host_that_is_not_ours_is_refused(small_course):
    assert Client().get("/alder/", headers={"host": HOSTILE}).status_code == 400
