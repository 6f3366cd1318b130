"""PDF/UA, as far as it can be asked without a validator of its own: in both shapes, and with every picture."""

import re
import subprocess
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.conf import settings
from PIL import Image

from certificates import pdf
from certificates.enums import Shape
from certificates.models import Artwork
from certificates.pdf.fitting import SIDE_SIZES
from certificates.pdf.sheets import CERTIFICATE, TALL
from tests.certificates.factory import complete
from tests.certificates.reading import fonts_of, opened, structure_of


@pytest.fixture(scope="module")
def child():
    found = pdf.RenderChild(pdf.sheets())
    yield found
    found.close()


@pytest.fixture(params=Shape)
def drawn(request, alder, child) -> bytes:
    """With all that a certificate can hold."""
    picture = BytesIO()
    Image.new("RGB", (40, 20), "#7c3a70").save(picture, "PNG")
    Artwork.objects.create(sha256="p" * 64, content_type="image/png", data=picture.getvalue())
    done = complete(alder, cpd_accreditor="Example Accreditation", cpd_reference="EX-1")
    certificate = done.issue("Amina Ali أمينة علي", shape=request.param)
    certificate.facts["brand"] |= {"logo": "p" * 64, "logo_alt": "Alder Homes, the tree"}
    certificate.facts["signatory"] = {"name": "Robin Example", "role": "Course team", "signature": "p" * 64}
    document = pdf.document_of(certificate)
    # Read as HTML it would cost a twentieth more.
    assert ElementTree.fromstring(document.html).tag == "html"  # noqa: S314 - our own
    return child.render(document)


def read_aloud(data: bytes) -> str:
    """The words in the order of the tags, as poppler follows them."""
    read = subprocess.run(["pdfinfo", "-struct-text", "-"], input=data, capture_output=True, check=True)
    words = re.findall(r'^\s*"(.*)"$', read.stdout.decode(), flags=re.MULTILINE)
    return re.sub(r"\s+", " ", " ".join(words))


def test_says_what_it_is_and_in_which_language(drawn):
    reader = opened(drawn)
    root = reader.trailer["/Root"]

    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - pypdf's own boolean
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert root["/Lang"] == "en-gb"
    assert reader.metadata.title == f"Certificate – {settings.SITE_NAME}"
    assert f"Certificate – {settings.SITE_NAME}".encode() in root["/Metadata"].get_data()


def test_is_read_in_the_order_of_its_sense(drawn):
    words = read_aloud(drawn)
    places = [
        words.find(said)
        for said in (
            *("CERTIFICATE OF COMPLETION", "Amina Ali", "has completed the course"),
            *("Small signs, strong support", "Noticing and supporting", "The course is about how to"),
            *("say what helps young people stay safe", "choose one small step"),
            *("Alder Homes", "With the programme", "Completed on", "14 March 2026", "Length"),
            *("CPD accreditation", "Example Accreditation", "Issued by", "Robin Example", "Course team"),
            *("Check it at", "testserver/check/", "Name as typed by the holder", "no licence to work"),
        )
    ]

    assert -1 not in places
    assert places == sorted(places)


def test_headings_lists_and_links_are_tagged_as_such(drawn):
    kinds = [element["/S"] for element in structure_of(opened(drawn))]

    assert kinds[0] == "/Document"
    assert [kind for kind in kinds if kind in ("/H1", "/H2", "/H3")] == ["/H1", "/H2"]
    assert kinds.count("/L") == 2
    assert kinds.count("/LI") >= 2 + 5
    assert "/Link" in kinds


def test_every_picture_says_what_it_is(drawn):
    figures = [element for element in structure_of(opened(drawn)) if element["/S"] == "/Figure"]

    assert [figure["/Alt"] for figure in figures] == [
        "Alder Homes, the tree",
        "Signature",
        "QR code: opens the page that checks this certificate",
    ]


def test_nothing_on_the_page_is_without_a_tag(drawn):
    """Each text and picture stands in marked content: of a tag, or as decoration."""
    [page] = opened(drawn).pages
    depth, loose = 0, []
    for line in page.get_contents().get_data().decode("latin-1").splitlines():
        words = line.split()
        if "BDC" in words or "BMC" in words:
            depth += 1
        elif "EMC" in words:
            depth -= 1
        elif words and words[-1] in ("Tj", "TJ", "Do") and not depth:
            loose.append(line[:60])

    assert loose == []
    assert depth == 0
    assert page["/Tabs"] == "/S"
    assert "/StructParents" in page
    for note in page["/Annots"]:
        assert note.get_object()["/Contents"]
        assert "/StructParent" in note.get_object()


def test_every_letter_can_be_told_and_only_those_used_are_kept(drawn):
    reader = opened(drawn)
    fonts = fonts_of(reader)

    for font in fonts:
        assert re.match(r"/[A-Z]{6}\+", font["/BaseFont"])
        assert {"/FontFile2", "/FontFile3"} & set(font["/FontDescriptor"])
    for font in reader.pages[0]["/Resources"]["/Font"].values():
        assert "/ToUnicode" in font.get_object()
    assert len(drawn) <= 40_000


def test_the_band_knows_every_size_it_is_given():
    for sheet in (CERTIFICATE, TALL):
        assert all(f".side--{size} " in pdf.sheets()[sheet] for size, _more in SIDE_SIZES)
