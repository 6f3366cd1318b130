"""The certificate on paper: for every reader, in every script, and drawn by a process that trusts nothing."""

import ast
import importlib
import os
import signal
import socket
import struct
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from certificates import pdf
from certificates.domain import codes
from certificates.pdf.child import ENGINE, FLAG
from certificates.pdf.page import colours_of, direction_of, document_of
from certificates.queries import check_url
from partners.queries.colours import contrast
from tests.architecture.house import python_files
from tests.certificates.factory import complete
from tests.certificates.reading import opened, text_of

REPOSITORY = Path(__file__).resolve().parents[2]
A4_LANDSCAPE = (841.9, 595.3)
# A rare Chinese letter that no font of the demo's has.
UNPRINTABLE = "\U0003134a"


@pytest.fixture
def certificate(done):
    return done.issue("Amina Ali")


@pytest.fixture(scope="module")
def child():
    found = pdf.RenderChild(pdf.sheets(), documents=1_000)
    yield found
    found.close()


# What it is -----------------------------------------------------------------------------------------


def test_one_page_of_a4_landscape_below_40_kb(certificate, child):
    data = child.render(document_of(certificate))
    reader = opened(data)

    assert len(reader.pages) == 1
    box = reader.pages[0].mediabox
    assert (round(float(box.width), 1), round(float(box.height), 1)) == A4_LANDSCAPE
    assert len(data) <= 40_000


def test_says_everything_it_should(certificate, child):
    text = text_of(child.render(document_of(certificate)))

    for expected in (
        "CERTIFICATE OF COMPLETION",
        "Amina Ali",
        "Small signs, strong support",
        "Noticing and supporting",
        "choose one small step",
        "14 March 2026",
        "about 60 minutes of guided learning",
        "Alder Homes",
        "With the programme",
        "Course team",
        "testserver/check/",
        "Name as typed by the holder; identity not checked; quizzes not supervised.",
        "Not a check on the person and no licence to work with children.",
        *codes.groups(certificate.code),
    ):
        assert expected in text, expected


def test_qr_code_and_link_lead_to_its_own_check(certificate, child):
    whole = f"http://testserver/check/{codes.printed(certificate.code)}/"
    document = document_of(certificate)
    page = opened(child.render(document)).pages[0]

    assert check_url(codes.printed(certificate.code)) == whole
    assert {note.get_object()["/A"]["/URI"] for note in page["/Annots"]} == {whole}
    assert document.html.count("data:image/png;base64,") == 1


@pytest.mark.parametrize("colour", ["#ffff00", "#ffffff", "#000000", "#1F609C", "red; }", ""])
def test_a_brands_colours_can_be_read_on_white_and_on_their_tint(colour):
    sheet = colours_of({"brand_colour": colour, "accent_colour": "#fdf0d2"})
    own = sheet.partition("--brand: ")[2][:7]

    assert contrast(own, "#ffffff") >= 4.5
    assert contrast(own, "#fdf0d2") >= 4.5
    assert "red" not in sheet


# Names and titles -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["O", "W" * 120, "Wolfeschlegelsteinhausen " * 4, "ገ" * 120, "فاطمة " * 20])
@pytest.mark.parametrize("length", [1, 120, 255])
def test_names_and_titles_of_any_length_fit_on_one_page(alder, child, name, length):
    done = complete(
        alder,
        title=("An unusually long title, " * 11)[:length],
        certificate_line="Risk and protective factors " * 7,
        outcomes=["say what helps young people stay safe at home, at school and on the street"] * 8,
    )
    certificate = done.issue(name)

    data = child.render(document_of(certificate))

    assert len(opened(data).pages) == 1
    assert "Not a check on the person" in text_of(data)


def test_more_than_one_page_holds_is_carried_on_and_not_cut_off(alder, child):
    done = complete(alder, outcomes=[f"outcome number {number} of very many" for number in range(90)])

    text = text_of(child.render(document_of(done.issue())))

    assert "outcome number 0 of" in text
    assert "outcome number 89 of" in text


def test_markup_in_names_is_text(certificate, child):
    certificate.name = '<img src="file:///etc/hostname"><b>Bobby</b> & sons'

    text = text_of(child.render(document_of(certificate)))

    assert '<img src="file:///etc/hostname"><b>Bobby</b> & sons' in text


def test_read_as_xml_or_as_html_it_is_the_same(certificate, child):
    certificate.name = """<b>Bo & 'Co'</b> "Ali" \u00a0أمينة &amp; &nbsp;"""
    document = document_of(certificate)
    as_html = replace(document, html=document.html.replace("<!DOCTYPE", "<!doctype", 1))

    assert child.render(document) == child.render(as_html)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Amina", "ltr"),
        ("أمينة", "rtl"),
        ("שרה", "rtl"),
        ("Amina أمينة", "ltr"),
        ("1 أمينة", "rtl"),
        ("", "ltr"),
    ],
)
def test_direction_is_that_of_the_first_letter(text, direction):
    assert direction_of(text) == direction


def test_a_letter_without_a_sign_is_held_back_and_named(certificate, child):
    certificate.name = f"Amina {UNPRINTABLE}"

    with pytest.raises(pdf.MissingGlyphError, match=r"^missing glyph, CJK U\+313xx$"):
        child.render(document_of(certificate))

    certificate.name = "Amina"
    assert child.render(document_of(certificate))


# The process that draws -----------------------------------------------------------------------------


def page_with(body: str) -> pdf.Document:
    html = f'<html lang="en" data-fit="0"><head><title>x</title></head><body>{body}</body></html>'
    return pdf.Document(html=html, colours=colours_of(COLOURS))


COLOURS = {"brand_colour": "#1f5f5b", "accent_colour": "#e6f1ef"}


def test_nothing_is_fetched_from_network_or_disk(child):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        place = f"http://127.0.0.1:{listener.getsockname()[1]}"
        data = child.render(
            page_with(
                f'<link rel="stylesheet" href="{place}/a.css"><link rel="attachment" href="file:///etc/hostname">'
                f"<style>@import url({place}/b.css); p {{ background: url({place}/c.png) }}"
                f"@font-face {{ font-family: x; src: url({place}/d.ttf) }}</style>"
                f'<img src="{place}/e.png" alt="e"><img src="file:///etc/hostname" alt="f">'
                f'<svg><image href="{place}/g.png"/></svg><object data="{place}/h.svg"></object>'
                f'<a rel="attachment" href="file:///etc/hostname">x</a><p style="font-family: x">Text</p>'
            )
        )
        with pytest.raises(TimeoutError):
            listener.accept()

    assert "Text" in text_of(data)
    assert not opened(data).attachments


def test_entities_bring_in_nothing(child):
    for entity in ('SYSTEM "file:///etc/passwd"', f'"{"x" * 9}"'):
        page = page_with("<p>before &e; after</p>")
        html = f"<!DOCTYPE html [<!ENTITY e {entity}>]>{page.html}".replace("<title>x", "<title>t")

        text = text_of(child.render(replace(page, html=html)))

        assert "root:" not in text
        assert "after" in text


def test_a_process_that_is_killed_is_begun_anew(child):
    child.render(page_with("one"))
    first = child.pid
    os.kill(first, signal.SIGKILL)
    child._process.wait()

    assert "two" in text_of(child.render(page_with("two")))
    assert child.pid != first


def test_what_takes_too_long_is_given_up_and_stops_nothing_else():
    slow = pdf.RenderChild(pdf.sheets(), seconds=3)
    try:
        slow.render(page_with("warm"))
        with pytest.raises(pdf.RenderError, match="took too long"):
            slow.render(page_with("<table>" * 4_000 + "<p>x" * 20_000))
        assert slow.render(page_with("next"))
    finally:
        slow.close()


def transparent(side: int) -> bytes:
    """A PNG with nothing on it, which is small until somebody looks at it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer, row = zlib.compressobj(1), bytes(1 + 4 * side)
    rows = b"".join(packer.compress(row) for _row in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_what_takes_too_much_memory_is_given_up_and_stops_nothing_else(child):
    child.render(page_with("warm"))
    picture = pdf.data_address("image/png", transparent(13_000))

    with pytest.raises(pdf.RenderError, match="too much memory"):
        child.render(page_with(f'<img alt="x" src="{picture}">'))
    # At once, while the one that had too much is still on its way out.
    assert "next" in text_of(child.render(page_with("next")))


def test_nobody_waits_longer_than_half_a_minute_and_no_process_grows_old():
    drawing = pdf.RenderChild(pdf.sheets())

    assert (drawing._seconds, drawing._documents) == (30, 300)


def test_renewed_after_so_many_documents():
    renewed = pdf.RenderChild(pdf.sheets(), documents=2)
    try:
        pids = []
        for _document in range(5):
            renewed.render(page_with("x"))
            pids.append(renewed.pid)
    finally:
        renewed.close()

    assert pids[0] == pids[1] != pids[2] == pids[3] != pids[4]


def test_what_goes_wrong_is_told_without_a_word_of_the_document(child, monkeypatch):
    with pytest.raises(pdf.RenderError) as caught:
        child.render(pdf.Document(html="Amina Ali", colours=None))

    assert "Amina" not in str(caught.value)
    assert child.render(page_with("next"))


def test_engine_ends_when_its_parent_does(child):
    child.render(page_with("x"))
    process = child._process

    process.stdin.close()

    assert process.wait(timeout=5) == 0
    child.close()


def test_engine_gets_no_secret():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRET_KEY", "only here")
        found = pdf.RenderChild(pdf.sheets())
        try:
            found.render(page_with("x"))
            environment = Path(f"/proc/{found.pid}/environ").read_bytes()
        finally:
            found.close()

    assert b"only here" not in environment


# Never in a web process -----------------------------------------------------------------------------


def test_engine_refuses_to_be_imported():
    with pytest.raises(RuntimeError, match="child process"):
        importlib.import_module("certificates.pdf.engine")
    assert "weasyprint" not in sys.modules


def test_engine_refuses_to_run_by_itself():
    environment = {name: value for name, value in os.environ.items() if name != FLAG}

    ran = subprocess.run([sys.executable, str(ENGINE)], env=environment, capture_output=True, text=True)

    assert ran.returncode != 0
    assert "child process" in ran.stderr


def test_a_web_process_never_loads_the_engine():
    program = (
        "import sys, config.wsgi, certificates.views.check, certificates.views.holder, certificates.tasks\n"
        "from django.urls import get_resolver\n"
        "assert get_resolver().reverse_dict\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'weasyprint', 'pydyf', 'pyhanko'}))"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}

    ran = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=REPOSITORY, capture_output=True, text=True
    )

    assert ran.stdout.strip() == "[]", ran.stderr


@pytest.mark.parametrize(
    ("library", "place"),
    [("weasyprint", "certificates/pdf/engine.py"), ("pyhanko", "certificates/pdf/signer.py")],
)
def test_one_file_speaks_of_each_library(library, place):
    importing = {
        path.relative_to(REPOSITORY).as_posix()
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
        if name.partition(".")[0] == library
    }

    assert {path for path in importing if not path.startswith("tests/")} == {place}
