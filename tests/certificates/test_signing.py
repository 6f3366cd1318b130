"""The signature under a certificate's file: valid for every program, gone with the first change, never in the way."""

import asyncio
import logging
import subprocess
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
import time_machine
from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from django.core.management import CommandError, call_command
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfWriter

from certificates import pdf
from certificates.enums import Shape
from certificates.pdf import signing
from certificates.pdf.keys import make_key
from certificates.pdf.signer import Signer
from certificates.queries import stored_bytes
from certificates.tasks import render_certificate
from tests.certificates.factory import file_of
from tests.certificates.reading import opened, structure_of, text_of

PASSPHRASE = "made up for a test"
NAME = "Neighbourhood Learning, made up"


@pytest.fixture(scope="module", autouse=True)
def as_in_a_worker():
    """No loop of asyncio's runs in this thread; after a journey in a browser, Playwright's does."""
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)


@pytest.fixture(scope="module")
def key_data() -> bytes:
    return make_key(name=NAME, passphrase=PASSPHRASE, years=2)


@pytest.fixture
def key(key_data, settings, tmp_path) -> Path:
    """The operator has set one."""
    path = tmp_path / "key.p12"
    path.write_bytes(key_data)
    settings.CERTIFICATE_KEY_FILE = str(path)
    settings.CERTIFICATE_KEY_PASSPHRASE = PASSPHRASE
    yield path
    signing._signer_of.cache_clear()


@pytest.fixture(scope="module")
def child():
    found = pdf.RenderChild(pdf.sheets())
    yield found
    found.close()


@pytest.fixture(scope="module")
def signed(child, key_data) -> bytes:
    """A page of nobody's, signed."""
    html = '<html lang="en" data-fit="0"><head><title>x</title></head><body><p>Amina Ali</p></body></html>'
    return Signer(key_data, PASSPHRASE).sign(child.render(pdf.Document(html=html, colours="")))


def by_poppler(data: bytes, folder: Path) -> str:
    """What an independent program says of it."""
    path = folder / "asked.pdf"
    path.write_bytes(data)
    return subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True).stdout


def is_valid(data: bytes, key_data: bytes) -> bool:
    """What pyHanko says to whoever trusts this key."""
    trusted = pkcs12.load_key_and_certificates(key_data, PASSPHRASE.encode())[1]
    root = x509.Certificate.load(trusted.public_bytes(Encoding.DER))
    context = ValidationContext(trust_roots=[root], allow_fetching=False)
    [signature] = PdfFileReader(BytesIO(data)).embedded_signatures
    return validate_pdf_signature(signature, context).bottom_line


# What it is -----------------------------------------------------------------------------------------


def test_two_programs_find_it_valid(signed, key_data, tmp_path):
    said = by_poppler(signed, tmp_path)

    assert "Signature Validation: Signature is Valid." in said
    assert "Total document signed" in said
    assert "Not total" not in said
    assert "ETSI.CAdES.detached" in said
    assert f"Signer Certificate Common Name: {NAME}" in said
    assert is_valid(signed, key_data)


def changed_byte(data: bytes) -> bytes:
    at = data.index(b"stream") + 20
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def added_to(data: bytes) -> bytes:
    """As an editor saves it that leaves the old bytes alone and writes the changed page after them."""
    writer = IncrementalPdfFileWriter(BytesIO(data))
    writer.root[pdf_name("/Lang")] = pdf_string("de")
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def written_anew(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(data))
    writer.add_metadata({"/Title": "Another"})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("edited", [changed_byte, added_to, written_anew])
def test_an_edited_copy_fails(signed, key_data, tmp_path, edited):
    copy = edited(signed)

    said = by_poppler(copy, tmp_path)

    assert copy != signed
    assert "Signature is Valid." not in said or "Not total document signed" in said
    try:
        assert not is_valid(copy, key_data)
    except ValueError:
        # Not even the place of the signature is where it says.
        assert edited is written_anew


def test_somebody_elses_key_is_not_ours(signed):
    stranger = make_key(name=NAME, passphrase=PASSPHRASE, years=2)

    assert not is_valid(signed, stranger)


# The certificate ------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", Shape)
def test_a_signed_certificate_is_as_accessible_as_before(done, child, key, tmp_path, shape):
    plain = child.render(pdf.document_of(done.issue(shape=shape)))
    data = pdf.signed(plain, pdf_id=1)
    reader, root = opened(data), opened(data).trailer["/Root"]

    assert "Signature is Valid." in by_poppler(data, tmp_path)
    assert data.startswith(plain)
    assert len(data) <= 40_000
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - pypdf's own boolean
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert root["/Lang"] == "en-gb"
    assert reader.metadata.title == opened(plain).metadata.title
    assert [e["/S"] for e in structure_of(reader)] == [e["/S"] for e in structure_of(opened(plain))]
    assert text_of(data) == text_of(plain)
    [field] = [note.get_object() for note in reader.pages[0]["/Annots"] if "/FT" in note.get_object()]
    # PDF/UA asks for a tag of every field that is not hidden.
    assert field["/F"] & 0b10
    assert field["/TU"]


def test_the_task_signs_before_it_stores(done, key, private, tmp_path_factory):
    certificate = done.issue()

    render_certificate.call(file_of(certificate).pk)

    data = stored_bytes(file_of(certificate))
    assert "Signature is Valid." in by_poppler(data, tmp_path_factory.mktemp("asked"))


def test_without_a_key_nothing_is_signed(settings):
    settings.CERTIFICATE_KEY_FILE = ""

    assert pdf.signed(b"%PDF", pdf_id=1) == b"%PDF"


# When it does not work ------------------------------------------------------------------------------


def broken(monkeypatch, error: Exception) -> None:
    def sign(self, data):
        raise error

    monkeypatch.setattr(Signer, "sign", sign)


def no_file(key, settings, monkeypatch):
    key.unlink()


def no_key(key, settings, monkeypatch):
    key.write_bytes(b"nonsense")


def other_passphrase(key, settings, monkeypatch):
    settings.CERTIFICATE_KEY_PASSPHRASE = "another"


def a_fault(key, settings, monkeypatch):
    broken(monkeypatch, RuntimeError("Amina Ali"))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (no_file, "the key cannot be read (No such file or directory)"),
        (no_key, "the key cannot be opened with this passphrase"),
        (other_passphrase, "the key cannot be opened with this passphrase"),
        (a_fault, "RuntimeError"),
    ],
)
def test_the_certificate_is_stored_unsigned_and_the_log_says_so(
    done, key, private, settings, monkeypatch, caplog, wrong, told
):
    monkeypatch.setattr(pdf, "draw_certificate", lambda certificate: b"%PDF-1.7 drawn")
    wrong(key, settings, monkeypatch)
    file = file_of(done.issue())

    with caplog.at_level(logging.ERROR):
        render_certificate.call(file.pk)

    file.refresh_from_db()
    assert stored_bytes(file) == b"%PDF-1.7 drawn"
    assert file.failures == 0
    [line] = [record.getMessage() for record in caplog.records if record.name.startswith("certificates")]
    assert line == f"Certificate file {file.pk} is stored without a signature: {told}."


def test_an_expired_key_signs_nothing(key, caplog):
    with caplog.at_level(logging.ERROR), time_machine.travel(datetime.now(UTC) + timedelta(days=800)):
        assert pdf.signed(b"%PDF", pdf_id=7) == b"%PDF"

    assert "the key is valid until" in caplog.text


def test_a_key_that_is_mended_signs_the_next_file(key, key_data, child, signed, caplog):
    key.write_bytes(b"nonsense")
    assert pdf.signed(signed, pdf_id=1) == signed
    key.write_bytes(key_data)

    assert signing.the_signer().name == NAME


# The command ----------------------------------------------------------------------------------------


def said_by(**options) -> str:
    out = StringIO()
    call_command("certificate_key", stdout=out, **options)
    return out.getvalue()


def test_command_makes_a_key_that_only_its_owner_reads_and_that_signs(settings, tmp_path, signed):
    path = tmp_path / "new.p12"
    settings.CERTIFICATE_KEY_PASSPHRASE = PASSPHRASE
    assert "No key is set" in said_by()

    assert "is made" in said_by(make=path, name=NAME)

    assert path.stat().st_mode & 0o077 == 0
    settings.CERTIFICATE_KEY_FILE = str(path)
    assert f"signed as {NAME}" in said_by()
    signing._signer_of.cache_clear()


def test_command_leaves_a_key_that_is_there_alone(key, key_data):
    with pytest.raises(CommandError, match="is there already"):
        said_by(make=key)

    assert key.read_bytes() == key_data


def test_command_wants_a_passphrase_and_a_name(settings, tmp_path):
    settings.CERTIFICATE_KEY_PASSPHRASE = ""
    with pytest.raises(CommandError, match="CERTIFICATE_KEY_PASSPHRASE"):
        said_by(make=tmp_path / "new.p12")
    settings.CERTIFICATE_KEY_PASSPHRASE = PASSPHRASE
    for wrong in ({"name": " "}, {"name": "x" * 65}, {"years": 0}):
        with pytest.raises(CommandError, match="1 to 64 letters"):
            said_by(make=tmp_path / "new.p12", **wrong)
    with pytest.raises(CommandError, match="cannot be written"):
        said_by(make=tmp_path / "no folder" / "new.p12")

    assert list(tmp_path.iterdir()) == []


def test_command_says_when_a_key_cannot_be_used(key):
    key.write_bytes(b"nonsense")

    with pytest.raises(CommandError, match="without a signature: the key cannot be opened"):
        said_by()
