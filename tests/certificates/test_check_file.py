"""A file is compared with what was issued, from its hash alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from certificates.domain import codes
from certificates.queries import stored_bytes
from certificates.tasks import render_certificate
from certificates.views import hashing, limits
from tests.certificates.factory import change, file_of


@pytest.fixture(autouse=True)
def _private(private):
    """No test of these writes anywhere else."""


@pytest.fixture
def certificate(done):
    issued = done.issue()
    render_certificate.call(file_of(issued).pk)
    return issued


def compare(certificate, data: bytes | None, *, client: Client | None = None):
    address = f"/check/{codes.printed(certificate.code)}/file/"
    file = {} if data is None else {"file": SimpleUploadedFile("anything.pdf", data)}
    return (client or Client()).post(address, file)


def result(response) -> str:
    return response.context["here"]["file_result"]


def test_the_issued_file_is_known_and_one_changed_byte_is_noticed(certificate):
    data = stored_bytes(file_of(certificate))
    changed = data[:2000] + bytes([data[2000] ^ 1]) + data[2001:]

    assert result(compare(certificate, data)) == "as_issued"
    other = compare(certificate, changed)
    assert result(other) == "other"
    assert "may only have been saved again" in other.content.decode()
    assert "Amina Ali" in other.content.decode()


@pytest.mark.parametrize("data", [b"x", b"GIF89a", "not a PDF, £ and ü".encode(), b"\x00" * 70_000])
def test_what_is_no_certificate_is_another_file(certificate, data):
    assert result(compare(certificate, data)) == "other"


@pytest.mark.parametrize(("data", "said"), [(None, ("", 422)), (b"", ("other", 200))])
def test_no_file_is_said_beside_its_field_and_the_facts_stay(certificate, data, said):
    answer = compare(certificate, data)
    html = answer.content.decode()

    assert (result(answer), answer.status_code) == said
    assert "Amina Ali" in html
    assert ('id="id_file_error"' in html, "<title>Error:" in html) == (data is None,) * 2


def test_a_huge_file_is_read_to_its_end_and_never_kept(certificate, monkeypatch, tmp_path, settings):
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = uploads
    monkeypatch.setattr(hashing, "LARGEST", 100_000)

    assert result(compare(certificate, stored_bytes(file_of(certificate)) + b"0" * 3_000_000)) == "other"
    assert list(uploads.iterdir()) == []


def test_it_needs_the_forms_own_token(certificate):
    assert compare(certificate, b"x", client=Client(enforce_csrf_checks=True)).status_code == 403


@pytest.mark.parametrize("changes", [{"public_view": "private"}, {"replaced_at": "2026-04-01T12:00Z"}])
def test_where_no_facts_are_shown_no_file_is_compared(certificate, changes):
    data = stored_bytes(file_of(certificate))
    change(certificate, **changes)

    answer = compare(certificate, data)

    assert answer.status_code == 302
    assert answer.url == f"/check/{codes.printed(certificate.code)}/"


@pytest.mark.parametrize("code", ["nonsense", "-".join(codes.groups("B" * 28))])
def test_an_unknown_code_leads_to_its_own_page(db, code):
    answer = Client().post(f"/check/{code}/file/", {"file": SimpleUploadedFile("a.pdf", b"x")})

    assert answer.status_code == 302
    assert answer.url == f"/check/{code}/"


def test_codes_that_are_tried_with_a_file_are_counted_too(certificate, monkeypatch):
    monkeypatch.setattr(limits, "MISSES_OF_ONE_ADDRESS", 2)
    anybody = Client()

    def tried() -> int:
        address = f"/check/{codes.printed(codes.new_code())}/file/"
        return anybody.post(address, {"file": SimpleUploadedFile("a.pdf", b"x")}).status_code

    assert [tried() for _time in range(3)] == [302, 302, 429]
    assert compare(certificate, b"x", client=anybody).status_code == 200
