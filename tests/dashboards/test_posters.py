"""Posters: asked for by staff, drawn in the task worker, the same file for the same facts."""

import re
import subprocess
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks import task_backends
from PIL import Image
from pypdf import PdfReader

from dashboards.domain.papers import keep_failure, keep_paper
from dashboards.queries.papers import paper_bytes, paper_failed
from dashboards.queries.posters import poster_for
from dashboards.tasks import draw_poster
from pages.models import SiteImage
from partners.domain import public_content_changed
from partners.enums import Role
from partners.models import AuditEntry, Brand
from tests.factories import bad_pictures as pictures
from tests.factories.courses import course_draft
from tests.factories.partners import signed_in
from tests.factories.sql import counting

HARD_WORDS = ("violence", "knife", "gang", "exploit", "drug", "weapon", "crime", "signs")


@pytest.fixture(autouse=True)
def _own_places(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    private = {**settings.STORAGES["private"]}
    private["OPTIONS"] = {**private["OPTIONS"], "location": tmp_path / "private"}
    settings.STORAGES = {**settings.STORAGES, "private": private}
    settings.PUBLIC_BASE_URL = "https://learning.example"


@pytest.fixture
def drawn(monkeypatch):
    """Counts drawings instead of drawing."""
    sheets = []

    def draw(document):
        sheets.append(document)
        return b"%PDF-1.7 for a test"

    monkeypatch.setattr("certificates.pdf.draw", draw)
    return sheets


@pytest.fixture
def queued():
    """What waits for the task worker."""
    backend = task_backends["background"]
    backend.clear()
    return lambda: [tuple(result.args) for result in backend.results]


def key_of(small_course):
    return small_course.course.translation_key


def address(small_course, size="a4", slug="alder") -> str:
    return f"/staff/{slug}/posters/{key_of(small_course)}/{size}/"


def wanted(small_course, size="a4", section="alder"):
    partner_id = getattr(small_course.partners, section).partner_id
    return poster_for(partner_id=partner_id, course_key=key_of(small_course), size=size, language="en-gb")


def draw(small_course, size="a4", section="alder") -> bytes:
    """The task worker's turn."""
    draw_poster.func(getattr(small_course.partners, section).partner_id, str(key_of(small_course)), size)
    return paper_bytes(wanted(small_course, size, section).name)


def with_logo(section, **changes) -> SiteImage:
    image = SiteImage.objects.create(
        title="Logo", file=SimpleUploadedFile("l.png", pictures.drawn("PNG", (300, 100)), "image/png")
    )
    image.get_file_hash()
    Brand.objects.filter(partner=section.partner).update(logo=image, logo_alt="A leaf", **changes)
    public_content_changed()
    return image


# What stands on it: drawn by the real engine


@pytest.fixture(scope="module")
def text_of():
    def read(data: bytes) -> str:
        return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages)

    return read


@pytest.mark.parametrize(("size", "points"), [("a4", (595, 842)), ("a3", (842, 1191))])
def test_poster_is_one_tagged_sheet_of_the_size_asked_for(small_course, size, points, text_of):
    with_logo(small_course.partners.alder, co_brand_line="With the programme")
    data = draw(small_course, size)
    reader = PdfReader(BytesIO(data))
    page = reader.pages[0]

    assert (len(reader.pages), tuple(round(float(side)) for side in page.mediabox[2:])) == (1, points)
    catalogue = reader.trailer["/Root"]
    assert (catalogue["/MarkInfo"]["/Marked"], catalogue["/Lang"]) == (True, "en-gb")
    assert reader.metadata.title == "Keeping young people safe – Alder"
    assert b'pdfuaid:part="1"' in catalogue["/Metadata"].get_data()
    text = text_of(data)
    for words in (
        "Keeping young people safe",
        "learning.example/alder/course-1",
        "No sign-up. We do not ask your name.",
        "Free, on any phone",
        "Course 1",
        "With the programme",
        "This is not a police service.",
    ):
        assert words in text
    links = {note.get_object()["/A"]["/URI"] for note in page["/Annots"]}
    assert links == {"https://learning.example/alder/course-1/"}


def test_poster_never_says_the_subject(small_course, text_of):
    text = text_of(draw(small_course)).lower()

    assert "small signs" not in text
    assert [word for word in HARD_WORDS if word in text] == []


def test_qr_code_on_paper_leads_to_the_start_page(small_course, tmp_path):
    file = tmp_path / "poster.pdf"
    file.write_bytes(draw(small_course))
    found = subprocess.run(["pdfimages", "-list", str(file)], capture_output=True, text=True, check=True)
    subprocess.run(["pdfimages", "-png", str(file), str(tmp_path / "picture")], check=True)

    assert " image " in found.stdout
    with Image.open(next(tmp_path.glob("picture*.png"))) as picture:
        width = picture.width
        dots = picture.convert("1").tobytes()
    import segno  # noqa: PLC0415

    code = segno.make("https://learning.example/alder/course-1/", error="m", boost_error=False, micro=False)
    out = BytesIO()
    code.save(out, kind="png", scale=1, border=0)
    with Image.open(out) as expected:
        assert (width, dots) == (expected.width, expected.convert("1").tobytes())


def test_printed_address_without_its_last_stroke_leads_there_too(small_course):
    response = Client().get("/alder/course-1")

    assert (response.status_code, response.url) == (301, "/alder/course-1/")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Metropolitan Thames Valley Housing and Neighbourhoods Group", "with them " * 19 + "at last"),
        ("H", ""),
    ],
)
def test_long_names_stay_on_one_sheet_and_nothing_falls_off(small_course, name, line, settings, text_of):
    settings.PUBLIC_BASE_URL = "https://a-very-long-host-name-of-a-partnership.example.org.uk"
    partner = small_course.partners.alder.partner
    type(partner).objects.filter(pk=partner.pk).update(name=name)
    Brand.objects.filter(partner=partner).update(co_brand_line=line, monogram="MTV")
    public_content_changed()

    with_logo(small_course.partners.programme)

    data = draw(small_course)

    assert len(PdfReader(BytesIO(data)).pages) == 1
    for words in (name, line[-7:], "This is not a police service.", "course-1"):
        assert words in text_of(data)


# The same facts once


def test_same_facts_are_drawn_once_and_another_brand_makes_another_poster(small_course, drawn):
    first = draw(small_course)
    draw(small_course)
    before = wanted(small_course).name
    Brand.objects.filter(partner=small_course.partners.alder.partner).update(brand_colour="#223344")
    public_content_changed()

    draw(small_course)

    assert (first, len(drawn)) == (b"%PDF-1.7 for a test", 2)
    assert wanted(small_course).name != before
    assert re.fullmatch(r"posters/[0-9a-f]{2}/[0-9a-f]{64}\.pdf", before)
    assert paper_bytes(before) == first


@pytest.mark.parametrize(
    "changes",
    [
        {"co_brand_line": "Other"},
        {"monogram": "ZZ"},
        {"short_name": "Other"},
        {"accent_colour": "#ffffff"},
    ],
)
def test_every_fact_on_it_is_in_its_name(small_course, changes):
    before = wanted(small_course).name

    Brand.objects.filter(partner=small_course.partners.alder.partner).update(**changes)
    public_content_changed()

    assert wanted(small_course).name != before


def test_logos_of_both_stand_in_the_order_of_the_section(small_course):
    own = with_logo(small_course.partners.alder)
    programme = with_logo(small_course.partners.programme)
    first = wanted(small_course)
    Brand.objects.filter(partner=small_course.partners.alder.partner).update(logo_order="programme_first")
    public_content_changed()

    second = wanted(small_course)

    assert [pk for pk, _alt in first.logos] == [own.pk, programme.pk]
    assert [pk for pk, _alt in second.logos] == [programme.pk, own.pk]
    assert first.name != second.name


def test_file_is_whole_or_not_there(small_course, drawn, monkeypatch, tmp_path):
    def die(*_args):
        raise OSError

    monkeypatch.setattr("os.replace", die)
    draw(small_course)

    assert paper_bytes(wanted(small_course).name) is None
    assert list((tmp_path / "private").rglob("*.part")) == []
    assert paper_failed(wanted(small_course).name)


def test_course_that_is_gone_is_not_drawn(small_course, drawn):
    draw_poster.func(small_course.partners.alder.partner_id, str(uuid4()), "a4")
    draw_poster.func(small_course.partners.alder.partner_id, str(key_of(small_course)), "a0")

    assert drawn == []


# The screens


@pytest.mark.parametrize("role", [Role.COMMUNICATIONS, Role.COORDINATOR, Role.MANAGER])
def test_posters_are_for_those_who_hang_them(small_course, role):
    html = signed_in(small_course.partners.alder, role).get("/staff/alder/posters/").content.decode()

    assert "https://learning.example/alder/course-1/" in html
    assert "birch" not in html.lower()


def test_posters_are_for_nobody_else(small_course):
    partners = small_course.partners

    for path in ("/staff/alder/posters/", address(small_course)):
        assert signed_in(partners.alder, Role.TRAINER).get(path).status_code == 403
        assert signed_in(partners.birch, Role.MANAGER).get(path).status_code == 404
        assert Client().get(path).url.startswith("/sign-in/")


def test_poster_of_another_partners_own_course_is_not_there(small_course):
    from courses.domain.building import build_course  # noqa: PLC0415

    own = build_course(section=small_course.partners.birch, draft=course_draft(slug="course-9"))
    client = signed_in(small_course.partners.alder, Role.MANAGER)

    for path in (f"/staff/alder/posters/{own.translation_key}/a4/", address(small_course, size="a0")):
        assert client.get(path).status_code == 404
        assert client.post(f"{path}make/").status_code == 404


def test_poster_is_asked_for_waited_for_and_opened(small_course, queued, drawn):
    client = signed_in(small_course.partners.alder, Role.MANAGER)

    asked = client.post(f"{address(small_course)}make/")
    waits = client.get(address(small_course))
    draw_poster.func(*queued()[0])
    opened = client.get(address(small_course))
    client.post(f"{address(small_course)}make/")

    assert (asked.status_code, asked.url) == (302, address(small_course))
    assert ("being prepared" in waits.content.decode(), waits["Refresh"]) == (True, "4")
    assert (opened["Content-Type"], opened.content) == ("application/pdf", b"%PDF-1.7 for a test")
    assert opened["Content-Disposition"] == 'inline; filename="poster-course-1-a4.pdf"'
    partner_id = small_course.partners.alder.partner_id
    assert queued() == [(partner_id, str(key_of(small_course)), "a4", False)]
    entry = AuditEntry.objects.get(verb="ask for poster", partner_id=partner_id)
    assert entry.details == {"course": "Course 1", "size": "A4"}


def test_looking_queues_nothing(small_course, queued):
    client = signed_in(small_course.partners.alder, Role.MANAGER)

    client.get("/staff/alder/posters/")
    client.get(address(small_course))

    assert queued() == []


def test_poster_that_could_not_be_made_says_so_and_can_be_tried_again(small_course, queued):
    keep_failure(name=wanted(small_course).name)
    client = signed_in(small_course.partners.alder, Role.MANAGER)

    failed = client.get(address(small_course))
    client.post(f"{address(small_course)}make/")

    assert ("could not be made" in failed.content.decode(), "Refresh" in failed) == (True, False)
    assert "being prepared" in client.get(address(small_course)).content.decode()


def test_list_costs_the_same_for_one_course_and_three(small_course):
    from courses.domain.building import build_course  # noqa: PLC0415

    with_logo(small_course.partners.alder)
    client = signed_in(small_course.partners.alder, Role.MANAGER)

    def cost() -> int:
        client.get("/staff/alder/posters/")
        with counting() as found:
            client.get("/staff/alder/posters/")
        return found.number

    one = cost()
    for slug in ("course-8", "course-9"):
        build_course(section=small_course.partners.alder, draft=course_draft(slug=slug))

    assert cost() == one


def test_forged_host_changes_no_address(small_course):
    client = signed_in(small_course.partners.alder, Role.MANAGER)

    html = client.get("/staff/alder/posters/", headers={"host": "localhost"}).content.decode()

    assert "https://learning.example/alder/course-1/" in html
    assert "localhost" not in html
    assert wanted(small_course).facts["url"] == "https://learning.example/alder/course-1/"


def test_poster_kept_twice_stays_as_it_was_first(small_course):
    name = wanted(small_course).name

    keep_paper(name=name, data=b"first")
    keep_paper(name=name, data=b"second")

    assert paper_bytes(name) == b"first"
