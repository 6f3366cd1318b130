"""The sweeper queues again whatever was wished for and is not made: soon, once, cut-off ones first."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks import task_backends

from certificates import pdf
from certificates.domain import storing
from certificates.domain.storing import LEASE, RETRY_AFTER, take_pdf
from certificates.tasks import render_certificate, sweep
from partners.scoping import Exemption, past_the_doors
from tests.certificates.factory import change, complete, file_of


@pytest.fixture
def certificate(done, private):
    return done.issue("Amina Ali")


@pytest.fixture
def file(certificate):
    return file_of(certificate)


@pytest.fixture(autouse=True)
def _drawn_at_once(monkeypatch):
    monkeypatch.setattr(pdf, "draw_certificate", lambda certificate: b"%PDF-1.7 made for a test")


def take(file) -> None:
    with past_the_doors(Exemption.CERTIFICATE_PDF):
        take_pdf(pdf_id=file.pk)


def later(file, by: timedelta = RETRY_AFTER + timedelta(seconds=1)) -> None:
    """As if it had been queued that long ago."""
    change(file, queued_at=timezone.now() - by)


def test_one_that_was_cut_off_does_not_stand_behind_a_full_queue_again(file, queued):
    take(file)
    later(file, LEASE + RETRY_AFTER + timedelta(seconds=1))
    change(file, leased_until=timezone.now() - timedelta(seconds=1))

    assert sweep() == 1

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
    assert sweep() == 0
    later(file)

    assert sweep() == 1

    assert queued() == [file.pk]


def test_a_long_queue_is_not_filled_again_and_again(file, queued):
    later(file)

    assert [sweep() for _time in range(3)] == [1, 0, 0]


def test_a_killed_workers_file_is_made_by_the_next_within_five_minutes(file, queued):
    later(file)
    take(file)
    assert sweep() == 0

    change(file, leased_until=timezone.now() - timedelta(seconds=1))
    assert sweep() == 1
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

    assert sweep() == 0


def test_what_was_held_back_can_be_tried_again(file, queued):
    later(file)
    change(file, failed_at=timezone.now(), failure="missing glyph U+3134A", failures=3)

    assert sweep(retry_held=True) == 1
    render_certificate.call(file.pk)

    file.refresh_from_db()
    assert (file.made_at is None, file.failed_at, file.failure) == (False, None, "")


def test_a_replaced_one_is_not_tried_again(file, queued):
    later(file)
    change(file, failed_at=timezone.now(), failure="missing glyph U+3134A")
    change(file.certificate, replaced_at=timezone.now())

    assert sweep(retry_held=True) == 0


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
