"""Several certificates as one PDF: each page as it is alone, one tree of tags, fonts and pictures once a part."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from certificates import pdf
from certificates.pdf.page import document_of
from tests.certificates.factory import complete
from tests.certificates.reading import fonts_of, structure_of, text_of
from tests.certificates.test_pdf import UNPRINTABLE, page_with

NAMES = ("Amina Ali", "محمد اقبال", "1 0 R (2 0 R) \\ << >> endobj", "শ্রী লক্ষ্মী")
TITLE = "Certificates – here"


@pytest.fixture(scope="module")
def child():
    found = pdf.RenderChild(pdf.sheets())
    yield found
    found.close()


@pytest.fixture
def documents(alder):
    return [document_of(complete(alder).issue(name)) for name in NAMES]


def whole(child, *parts, language: str = "en-gb") -> bytes:
    data = [
        child.render_part(documents, title=TITLE, number=number * 10).data
        for number, documents in enumerate(parts)
    ]
    return child.join(data, title=TITLE, language=language)


@pytest.fixture
def joined(child, documents) -> PdfReader:
    return PdfReader(BytesIO(whole(child, documents[:3], documents[3:])), strict=True)


def instructions(page) -> bytes:
    """What is painted, without the names of fonts and pictures, which differ by what else is in the file."""
    return re.sub(rb"/[\w-]+ (?=\d+ Tf|Do|gs)", b"", page.get_contents().get_data())


def test_a_page_each_that_looks_as_it_does_alone(child, documents, joined):
    alone = [PdfReader(BytesIO(child.render(document))).pages[0] for document in documents]

    assert len(joined.pages) == len(alone)
    for page, single in zip(joined.pages, alone, strict=True):
        assert page.mediabox == single.mediabox
        assert page.extract_text() == single.extract_text()
        assert [note.get_object()["/A"]["/URI"] for note in page["/Annots"]] == [
            note.get_object()["/A"]["/URI"] for note in single["/Annots"]
        ]


def test_pdf_ua_with_title_language_and_no_outline(joined):
    root = joined.trailer["/Root"]

    assert root["/Lang"] == "en-gb"
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - pypdf's own boolean
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    assert TITLE.encode() in root["/Metadata"].get_data()
    assert joined.metadata.title == TITLE
    assert joined.outline == []


def test_every_mark_leads_to_its_tag_and_every_tag_to_its_page(joined):
    tree = joined.trailer["/Root"]["/StructTreeRoot"]
    nums = tree["/ParentTree"]["/Nums"]
    parents = dict(zip(nums[::2], nums[1::2], strict=True))
    assert list(parents) == sorted(parents)
    pages = {page.indirect_reference.idnum for page in joined.pages}

    for page in joined.pages:
        elements = parents[page["/StructParents"]].get_object()
        marked = {int(number) for number in re.findall(rb"/MCID (\d+)", page.get_contents().get_data())}
        assert marked == set(range(len(elements)))
        for element in elements:
            assert element.get_object().raw_get("/Pg").idnum == page.indirect_reference.idnum
        for note in page["/Annots"]:
            assert parents[note.get_object()["/StructParent"]].get_object()["/S"] in ("/Link", "/Figure")
    for element in structure_of(joined):
        assert "/Pg" not in element or element.raw_get("/Pg").idnum in pages
        # Up to the one root.
        while element.get("/Type") == "/StructElem":
            element = element["/P"]
        assert element["/Type"] == "/StructTreeRoot"
    kinds = [element["/S"] for element in structure_of(joined)]
    assert kinds.count("/Document") == 1
    assert kinds.count("/H1") == kinds.count("/Figure") == len(NAMES)


def test_each_page_says_its_language(child):
    english, polish = page_with("<p>one</p>"), page_with("<p>dwa</p>")
    polish = pdf.Document(html=polish.html.replace('lang="en"', 'lang="pl"'), colours=polish.colours)

    elements = structure_of(PdfReader(BytesIO(whole(child, [english, polish], [polish], language="en"))))

    assert [element["/Lang"] for element in elements if "/Lang" in element] == ["en", "pl", "pl"]


def test_fonts_are_embedded_once_a_part(child, documents):
    many = whole(child, documents * 2)
    fonts = {font["/BaseFont"] for font in fonts_of(PdfReader(BytesIO(many)))}

    assert all("+" in font for font in fonts)
    assert many.count(b"/FontFile") == 0  # they stand in compressed objects
    assert len(many) < sum(len(child.render(document)) for document in documents * 2) / 2


def test_one_without_its_sign_is_left_out_and_named(child, documents, alder):
    rare = document_of(complete(alder).issue(f"Rare {UNPRINTABLE}"))

    part = child.render_part([documents[0], rare, documents[1]], title=TITLE, number=0)
    nothing = child.render_part([rare], title=TITLE, number=0)
    after = child.render_part([documents[0]], title=TITLE, number=1)

    assert (part.held, nothing, after.held) == ((1,), pdf.Part(b"", (0,)), ())
    text = text_of(child.join([part.data], title=TITLE, language="en"))
    assert "Amina Ali" in text
    assert "Rare" not in text


def test_text_that_looks_like_a_reference_stays_as_it_is(child, documents):
    pages = PdfReader(BytesIO(whole(child, [documents[0]], [documents[2]]))).pages

    assert "1 0 R (2 0 R) \\ << >> endobj" in " ".join(pages[1].extract_text().split())
