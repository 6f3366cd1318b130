"""A certificate's file on its way: made once, by one worker at a time, whatever dies meanwhile."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.utils import timezone

from certificates import pdf
from certificates.domain import storing
from certificates.domain.storing import keep_pdf, take_pdf
from certificates.queries import stored_bytes
from certificates.tasks import render_certificate
from partners.scoping import Exemption, past_the_doors
from tests.certificates.factory import change, complete, file_of

BYTES = b"%PDF-1.7 made for a test"


@pytest.fixture(autouse=True)
def _private(private):
    """No test of these writes anywhere else."""


@pytest.fixture
def certificate(done):
    return done.issue("Amina Ali")


@pytest.fixture
def file(certificate):
    return file_of(certificate)


@pytest.fixture
def drawn(monkeypatch):
    """Counts drawings instead of drawing."""
    names = []

    def draw(certificate):
        names.append(certificate.name)
        return BYTES

    monkeypatch.setattr(pdf, "draw_certificate", draw)
    return names


def failing(monkeypatch, error: Exception) -> None:
    def draw(certificate):
        raise error

    monkeypatch.setattr(pdf, "draw_certificate", draw)


def take(file):
    with past_the_doors(Exemption.CERTIFICATE_PDF):
        return take_pdf(pdf_id=file.pk)


def keep(taken, data: bytes = BYTES) -> bool:
    with past_the_doors(Exemption.CERTIFICATE_PDF):
        return keep_pdf(pdf=taken, data=data)


def test_task_takes_the_id_of_a_row_and_nothing_else(file, queued):
    render_certificate.enqueue(file.pk)

    assert queued() == [file.pk]
    assert render_certificate.backend == "background"


def test_file_is_stored_with_its_hash(file, drawn, private, files):
    render_certificate.call(file.pk)

    file.refresh_from_db()
    assert file.made_at is not None
    assert file.sha256 == sha256(BYTES).hexdigest()
    assert file.size == len(BYTES)
    assert file.leased_until is None
    assert files(private) == [file.file_name]
    assert (private / file.file_name).read_bytes() == BYTES
    assert (private / file.file_name).stat().st_mode & 0o077 == 0


def test_what_is_made_is_never_drawn_again(file, drawn, private):
    for _time in range(3):
        render_certificate.call(file.pk)

    assert drawn == ["Amina Ali"]


def test_a_real_one_is_drawn_from_first_to_last(file):
    render_certificate.call(file.pk)

    file.refresh_from_db()
    assert stored_bytes(file).startswith(b"%PDF-")
    assert 5_000 < file.size <= 40_000


def test_unknown_ids_do_nothing(db, drawn):
    render_certificate.call(987_654)

    assert drawn == []


# One worker at a time -------------------------------------------------------------------------------


def test_a_leased_file_is_left_to_its_worker(file, drawn):
    assert take(file)
    assert take(file) is None

    render_certificate.call(file.pk)

    assert drawn == []


def test_a_lease_that_has_run_out_is_the_next_workers(file):
    first = take(file)
    change(file, leased_until=timezone.now() - timedelta(seconds=1))

    second = take(file)

    assert (first.attempts, second.attempts) == (1, 2)


def test_a_worker_that_comes_too_late_cannot_write_over_what_is_served(file, private, files):
    late = take(file)
    change(file, leased_until=timezone.now() - timedelta(seconds=1))
    assert keep(take(file), b"first to finish")

    assert keep(late, b"too late") is False

    file.refresh_from_db()
    assert stored_bytes(file) == b"first to finish"
    assert files(private) == [file.file_name]


def test_what_a_killed_worker_left_half_written_goes(file, private, files):
    first = take(file)
    storing.write_beside(private / file.file_name, str(first.attempts), b"half")
    change(file, leased_until=timezone.now() - timedelta(seconds=1))

    keep(take(file))

    assert files(private) == [file.file_name]


def test_a_worker_killed_between_file_and_row_leaves_no_orphan(file, private, files, monkeypatch):
    taken = take(file)

    def die(_folder):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(storing, "sync_folder", die)
        with pytest.raises(KeyboardInterrupt):
            keep(taken)
    file.refresh_from_db()
    assert file.made_at is None
    change(file, leased_until=timezone.now() - timedelta(seconds=1))

    keep(take(file), b"the second")

    file.refresh_from_db()
    assert files(private) == [file.file_name]
    assert stored_bytes(file) == b"the second"


# What goes wrong ------------------------------------------------------------------------------------


def test_storage_that_is_away_is_no_fault_and_leaves_nothing(
    file, drawn, private, files, monkeypatch, caplog
):
    def refuse(*args, **kwargs):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(storing.os, "fsync", refuse)
        for _time in range(5):
            render_certificate.call(file.pk)
    file.refresh_from_db()
    assert (file.made_at, file.failed_at, file.leased_until) == (None, None, None)
    assert files(private) == []
    assert "No space left" in caplog.text

    render_certificate.call(file.pk)

    file.refresh_from_db()
    assert stored_bytes(file) == BYTES


def test_storage_that_cannot_rename_keeps_the_row_unmade(file, drawn, private, files, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(storing.os, "replace", refuse)
    render_certificate.call(file.pk)

    file.refresh_from_db()
    assert file.made_at is None
    assert files(private) == []


def test_a_missing_glyph_is_held_back_and_reported(alder, monkeypatch, caplog, private, files):
    file = file_of(complete(alder).issue("\u738b \U0003134a"))
    failing(monkeypatch, pdf.MissingGlyphError(["738B", "3134A"]))
    render_certificate.call(file.pk)

    file.refresh_from_db()
    assert file.failed_at is not None
    assert file.failure == "missing glyph U+738B U+3134A"
    assert file.is_unprintable
    assert files(private) == []
    assert f"{file.pk} is held back: missing glyph, CJK U+313xx, CJK U+73xx. Is a font" in caplog.text
    # Letter by letter it would be the name.
    for word in ("738B", "3134A", "\u738b", file.certificate.code):
        assert word not in caplog.text


def test_letters_that_are_not_the_names_are_not_its_holders_affair(file, monkeypatch, done):
    failing(monkeypatch, pdf.MissingGlyphError(["3134A"]))
    render_certificate.call(file.pk)

    file.refresh_from_db()
    assert file.failed_at is not None
    assert not file.is_unprintable
    page = done.phone.get(f"/certificate/{file.certificate.public_id}/")
    assert "We are looking into it" in page.content.decode()


def test_what_cannot_be_drawn_is_reported_and_given_up_the_third_time(file, monkeypatch, caplog):
    failing(monkeypatch, pdf.RenderError("took too long"))
    for time in range(1, 4):
        render_certificate.call(file.pk)
        file.refresh_from_db()
        assert (file.failures, file.failed_at is None) == (min(time, 2), time < 3)

    assert file.failure == "took too long"
    assert not file.is_unprintable
    assert caplog.text.count(f"Certificate file {file.pk} could not be drawn: took too long.") == 3


def test_facts_of_which_no_page_can_be_made_are_given_up_too(file, caplog):
    change(file.certificate, facts={"brand": "Amina Ali"})
    for _time in range(3):
        render_certificate.call(file.pk)

    file.refresh_from_db()
    assert (file.failed_at is None, file.failure) == (False, "KeyError")
    assert caplog.text.count(f"Certificate file {file.pk} could not be drawn: KeyError.") == 3
    assert "Amina" not in caplog.text


def test_one_that_fails_stops_no_other(done, alder, file, monkeypatch):
    other = file_of(complete(alder).issue("Bo"))

    def draw(certificate):
        if certificate.name == "Amina Ali":
            raise pdf.RenderError("the PDF engine stopped")
        return BYTES

    monkeypatch.setattr(pdf, "draw_certificate", draw)
    render_certificate.call(file.pk)
    render_certificate.call(other.pk)

    other.refresh_from_db()
    assert stored_bytes(other) == BYTES


def test_bytes_that_were_changed_on_disk_are_not_served(file, drawn, private):
    render_certificate.call(file.pk)
    file.refresh_from_db()
    (private / file.file_name).write_bytes(b"%PDF-1.7 somebody else's")

    assert stored_bytes(file) is None

    Path(private / file.file_name).unlink()
    assert stored_bytes(file) is None
