"""Storage that refuses, hangs, fails half-way or is full, as the operating system does it: everybody waits calmly,
learning goes on, and what was wanted is made once storage is back.
"""

import os
import resource
import time
from contextlib import contextmanager

import pytest

from certificates import tasks
from certificates.domain import files as file_verbs
from certificates.domain import keep_pdf, remove_leftovers, storing, take_pdf
from certificates.domain.storing import LEFTOVER_AFTER, RETRY_AFTER
from certificates.queries import stored_bytes
from certificates.tasks import render_certificate, sweep
from partners.scoping import Exemption, past_the_doors
from tests.certificates.factory import complete, file_of

BYTES = b"%PDF-1.7 made for a test" + b" " * 60_000


@pytest.fixture
def certificate(done, private):
    return done.issue("Amina Ali")


@pytest.fixture
def file(certificate, monkeypatch):
    monkeypatch.setattr(tasks.pdf, "draw_certificate", lambda certificate: BYTES)
    return file_of(certificate)


@contextmanager
def refusing(file, private):
    """A file lies where the folder should be."""
    folder = private / "certificates"
    folder.rmdir() if folder.exists() else None
    folder.write_bytes(b"in the way")
    yield
    folder.unlink()


@contextmanager
def full(file, private):
    """No space left on the device: a device that always is."""
    partial = partial_of(file, private)
    partial.symlink_to("/dev/full")
    yield
    partial.unlink(missing_ok=True)


@contextmanager
def failing_half_way(file, private):
    """Some of the bytes are written, and then no more may be."""
    allowed = resource.getrlimit(resource.RLIMIT_FSIZE)

    def limited(*words):
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, allowed[1]))
        try:
            return file_verbs.write_beside(*words)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, allowed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storing, "write_beside", limited)
        yield


@contextmanager
def hanging(file, private):
    """Opening it never comes back: a pipe that nobody reads."""
    partial = partial_of(file, private)
    os.mkfifo(partial)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(file_verbs, "SECONDS", 0.2)
        yield
    partial.unlink(missing_ok=True)


def partial_of(file, private):
    """Where the next worker will write."""
    partial = private / f"{file.file_name}.{file.attempts + 1}.part"
    partial.parent.mkdir(parents=True, exist_ok=True)
    return partial


@pytest.mark.parametrize("trouble", [refusing, full, failing_half_way, hanging])
def test_holder_waits_calmly_and_learning_goes_on(
    trouble, file, certificate, done, alder, private, files, queued, caplog
):
    phone, page = done.phone, f"/certificate/{certificate.public_id}/"
    with trouble(file, private):
        began = time.monotonic()
        render_certificate.call(file.pk)
        assert time.monotonic() - began < 5
        waiting, download = phone.get(page), phone.get(f"{page}certificate.pdf")
        other = complete(alder).issue("Bo Example")

    assert f"Certificate file {file.pk} could not be stored" in caplog.text
    for shown in (waiting, download):
        assert (shown.status_code, shown["Content-Type"].partition(";")[0]) == (200, "text/html")
        assert "being prepared" in shown.content.decode()
        assert shown["Refresh"]
    file.refresh_from_db()
    assert (file.made_at, file.failed_at, file.leased_until, file.failures) == (None, None, None, 0)
    assert [name for name in files(private) if name.endswith((".pdf", ".part"))] == []

    for pk in (file.pk, file_of(other).pk):
        render_certificate.call(pk)

    file.refresh_from_db()
    assert stored_bytes(file) == BYTES
    assert phone.get(f"{page}certificate.pdf").content == BYTES
    assert files(private) == sorted([file.file_name, file_of(other).file_name])


def test_sweeper_makes_all_that_waited_for_storage(file, alder, private, queued):
    wanted = [file, *(file_of(complete(alder).issue()) for _person in range(3))]
    with refusing(file, private):
        for row in wanted:
            render_certificate.call(row.pk)
    with past_the_doors(Exemption.CERTIFICATE_PDF):
        type(file).objects.update(queued_at=file.queued_at - 2 * RETRY_AFTER)

    assert sweep() == 4
    for pk in queued():
        render_certificate.call(pk)

    for row in wanted:
        row.refresh_from_db()
        assert stored_bytes(row) == BYTES


def test_storage_that_cannot_be_read_serves_no_part_of_a_file(file, certificate, done, private):
    render_certificate.call(file.pk)
    place = private / file.file_name
    place.write_bytes(BYTES[:1000])

    shown = done.phone.get(f"/certificate/{certificate.public_id}/certificate.pdf")

    assert (shown.status_code, shown["Content-Type"].partition(";")[0]) == (200, "text/html")
    place.write_bytes(BYTES)
    assert done.phone.get(f"/certificate/{certificate.public_id}/certificate.pdf").content == BYTES


def test_storage_that_hangs_holds_up_nobody_who_reads(file, certificate, done, private, monkeypatch, caplog):
    render_certificate.call(file.pk)
    place, page = private / file.file_name, f"/certificate/{certificate.public_id}/"
    place.unlink()
    # Opening it never comes back: a pipe into which nobody writes.
    os.mkfifo(place)
    monkeypatch.setattr(file_verbs, "SOON", 0.2)
    began = time.monotonic()

    shown = [done.phone.get(address) for address in (page, f"{page}certificate.pdf")]

    assert time.monotonic() - began < 3
    assert caplog.text.count(f"Certificate file {file.pk} cannot be read from storage.") == 2
    for answer in shown:
        assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (200, "text/html")


def test_storage_that_refuses_the_rename_leaves_neither_row_nor_file(file, private, files):
    (private / file.file_name).mkdir(parents=True)
    render_certificate.call(file.pk)
    (private / file.file_name).rmdir()

    file.refresh_from_db()
    assert (file.made_at, files(private)) == (None, [])
    render_certificate.call(file.pk)
    file.refresh_from_db()
    assert stored_bytes(file) == BYTES


def test_what_was_half_written_goes_before_the_file_counts_as_made(file, private, files, monkeypatch):
    with past_the_doors(Exemption.CERTIFICATE_PDF):
        first = take_pdf(pdf_id=file.pk)
        half = partial_of(file, private)
        half.write_bytes(b"half")
        type(file).objects.filter(pk=file.pk).update(leased_until=first.queued_at)
        second = take_pdf(pdf_id=file.pk)

        def look(_folder):
            assert files(private) == [file.file_name]

        monkeypatch.setattr(storing, "sync_folder", look)
        assert keep_pdf(pdf=second, data=BYTES)


def test_what_a_worker_that_came_too_late_left_goes_with_the_daily_work(file, private, files):
    render_certificate.call(file.pk)
    late = partial_of(file, private)
    late.write_bytes(b"half")

    assert remove_leftovers() == 0
    long_ago = time.time() - LEFTOVER_AFTER.total_seconds() - 1
    os.utime(late, (long_ago, long_ago))

    assert remove_leftovers() == 1
    assert files(private) == [file.file_name]


def test_a_new_folder_is_written_before_anything_is_put_into_it(private, monkeypatch):
    synced = []
    monkeypatch.setattr(file_verbs, "sync_folder", synced.append)
    for name in ("one", "two"):
        file_verbs.write_beside(private / "certificates" / "0f" / name, "1", BYTES)

    # A power cut would take with it a folder of which nobody has written down that it is there.
    assert synced == [private, private / "certificates"]
    assert (private / "certificates").stat().st_mode & 0o077 == 0


def test_storage_that_hangs_while_files_are_deleted_holds_nobody_up(file, alder, private, monkeypatch):
    wanted = [file, file_of(complete(alder).issue())]
    for row in wanted:
        render_certificate.call(row.pk)
    with past_the_doors(Exemption.CERTIFICATE_PDF):
        type(file).objects.update(removed_at=file.queued_at, made_at=None, sha256="", size=None)
    with monkeypatch.context() as patch:
        patch.setattr(file_verbs, "SECONDS", 0.2)
        patch.setattr(storing, "sync_folder", lambda _folder: time.sleep(3))
        began = time.monotonic()
        sweep()
        assert time.monotonic() - began < 2.5

    sweep()

    for row in wanted:
        row.refresh_from_db()
        assert row.bytes_gone_at
        assert not (private / row.file_name).exists()
