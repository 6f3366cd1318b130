"""A certificate's file on its way: made once, by one worker at a time, whatever dies meanwhile."""

from datetime import timedelta
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks import task_backends

from certificates import pdf
from certificates.domain import storing
from certificates.domain.storing import LEASE, RETRY_AFTER, keep_pdf, take_pdf
from certificates.queries import stored_bytes
from certificates.tasks import render_certificate, sweep
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


def swept(**options) -> int:
    return sweep(**options)


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


# The sweeper ----------------------------------------------------------------------------------------


def later(file, by: timedelta = RETRY_AFTER + timedelta(seconds=1)) -> None:
    """As if it had been queued that long ago."""
    change(file, queued_at=timezone.now() - by)


def test_one_that_was_cut_off_does_not_stand_behind_a_full_queue_again(file, queued):
    take(file)
    later(file, LEASE + RETRY_AFTER + timedelta(seconds=1))
    change(file, leased_until=timezone.now() - timedelta(seconds=1))

    assert swept() == 1

    [result] = task_backends["background"].results
    assert result.task.priority > 0


def test_where_more_wait_than_are_queued_at_once_one_that_was_cut_off_is_among_them(file, certificate):
    other = file_of(complete(certificate.partner).issue("Bo Li"))
    for waiting, days in ((other, 2), (file, 1)):
        later(waiting, timedelta(days=days))
    change(file, leased_until=timezone.now() - timedelta(seconds=1))

    with past_the_doors(Exemption.CERTIFICATE_PDF):
        found = [storing.waiting_pdfs(limit=1) for _time in range(2)]

    assert found == [{file.pk: True}, {other.pk: False}]


def test_a_wish_that_was_never_queued_is_queued_by_the_sweeper(file, queued):
    assert swept() == 0
    later(file)

    assert swept() == 1

    assert queued() == [file.pk]


def test_a_long_queue_is_not_filled_again_and_again(file, queued):
    later(file)

    assert [swept() for _time in range(3)] == [1, 0, 0]


def test_a_killed_workers_file_is_made_by_the_next_within_five_minutes(file, queued, drawn):
    later(file)
    take(file)
    assert swept() == 0

    change(file, leased_until=timezone.now() - timedelta(seconds=1))
    assert swept() == 1
    for pdf_id in queued():
        render_certificate.call(pdf_id)

    file.refresh_from_db()
    assert file.made_at is not None
    # The lease, the queue's patience and a sweep every minute, together.
    assert LEASE + RETRY_AFTER + timedelta(seconds=60) < timedelta(minutes=5)


@pytest.mark.parametrize("field", ["made_at", "failed_at"])
def test_what_is_made_or_held_back_is_left_alone(file, queued, field):
    later(file)
    change(file, **{field: timezone.now(), "sha256": "0", "size": 1})

    assert swept() == 0


def test_what_was_held_back_can_be_tried_again(file, queued, drawn):
    later(file)
    change(file, failed_at=timezone.now(), failure="missing glyph U+3134A", failures=3)

    assert swept(retry_held=True) == 1
    render_certificate.call(file.pk)

    file.refresh_from_db()
    assert (file.made_at is None, file.failed_at, file.failure) == (False, None, "")


def test_a_replaced_one_is_not_tried_again(file, queued):
    later(file)
    change(file, failed_at=timezone.now(), failure="missing glyph U+3134A")
    change(file.certificate, replaced_at=timezone.now())

    assert swept(retry_held=True) == 0


def test_command_sweeps_and_says_how_many(file, queued):
    later(file)
    out = StringIO()

    call_command("sweep_certificates", stdout=out)

    assert out.getvalue().strip() == "1 certificate files queued again."
    assert queued() == [file.pk]


def test_command_goes_on_at_its_pace(file, queued, monkeypatch):
    paces = []

    def sleep(seconds):
        paces.append(seconds)
        if len(paces) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr("dashboards.management.commands.sweep_certificates.time.sleep", sleep)
    monkeypatch.setattr(
        "dashboards.management.commands.sweep_certificates.close_old_connections", lambda: None
    )

    with pytest.raises(KeyboardInterrupt):
        call_command("sweep_certificates", every=60.0)

    assert paces == [60.0] * 3
