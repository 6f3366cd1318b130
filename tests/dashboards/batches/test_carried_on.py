"""Batches of certificates: what cannot be drawn, storage that is away, and workers that are killed."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from certificates import pdf
from certificates.domain import batches, files, take_batch
from certificates.models import CertificateBatch
from dashboards.tasks import draw_batch, sweep_batches
from tests.dashboards.batches.acts import UNPRINTABLE, ask, holder, later, staff_of, text_of, the_batch, work

# Runs in a process of its own: makes steps of a batch until the one after which it is killed.
WORKER = """
import json, os, signal, sys
import django
from django.conf import settings
name, private, batch_id, killed_after = json.loads(sys.argv[1])
settings.DATABASES["default"]["NAME"] = name
settings.STORAGES["private"]["OPTIONS"] = {"location": private, "base_url": None}
django.setup()
from dashboards import tasks
if killed_after:
    real = getattr(tasks, killed_after)
    def killed(*args, **kwargs):
        real(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(tasks, killed_after, killed)
for _step in range(4):
    tasks.draw_batch.call(batch_id)
"""

# What cannot be drawn ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["pdf", "zip"])
def test_a_missing_sign_holds_back_that_one_alone(coordinator, two_partners, amina, queue, caplog, kind):
    rare = holder(two_partners.alder, f"Rare {UNPRINTABLE}")
    page = ask(coordinator, amina, rare, kind=kind)

    work(queue)

    html = coordinator.get(page).content.decode()
    assert "Not in the file" in html
    assert f"Rare {UNPRINTABLE}" in html
    assert f"{rare.public_id}/" in html
    data = coordinator.get(f"{page}file/").content
    if kind == "zip":
        assert ZipFile(BytesIO(data)).namelist() == ["certificate-001.pdf"]
    else:
        assert ["Amina Ali" in text for text in text_of(data)] == [True]
    assert "Rare" not in caplog.text


def test_one_that_takes_the_engine_along_holds_back_itself_alone(
    coordinator, amina, bo, queue, monkeypatch, caplog
):
    real = pdf.RenderChild.render_part

    def killed(self, documents, **words):
        if any("Bo Berg" in document.html for document in documents):
            raise pdf.RenderError("took too long")
        return real(self, documents, **words)

    monkeypatch.setattr(pdf.RenderChild, "render_part", killed)
    page = ask(coordinator, amina, bo)
    work(queue)

    assert the_batch().held_ids == [bo.pk]
    assert ["Amina Ali" in text for text in text_of(coordinator.get(f"{page}file/").content)] == [True]


def test_storage_that_is_away_is_waited_for(coordinator, amina, queue, private, monkeypatch):
    def refuse(*args):
        raise OSError(28, "No space left on device")

    page = ask(coordinator, amina)
    with monkeypatch.context() as patch:
        patch.setattr(batches, "write_beside", refuse)
        for _time in range(5):
            draw_batch.call(the_batch().pk)
    assert the_batch().is_waiting
    assert [path for path in private.rglob("*") if path.is_file()] == []

    draw_batch.call(the_batch().pk)

    assert coordinator.get(f"{page}file/").content.startswith(b"%PDF")


@pytest.mark.parametrize("kind", ["pdf", "zip"])
def test_storage_that_hangs_stops_no_other_work(coordinator, amina, queue, monkeypatch, kind):
    page = ask(coordinator, amina, kind=kind)
    with monkeypatch.context() as patch:
        patch.setattr(files, "SECONDS", 0.2)
        patch.setattr(batches, "sync_folder", lambda _folder: time.sleep(3))
        began = time.monotonic()
        draw_batch.call(the_batch().pk)
        assert time.monotonic() - began < 2
    assert the_batch().is_waiting
    draw_batch.call(the_batch().pk)

    assert coordinator.get(f"{page}file/").status_code == 200


# Carried on -------------------------------------------------------------------------------------------


def test_a_worker_that_has_lost_its_lease_changes_nothing(coordinator, amina, queue, private):
    ask(coordinator, amina)
    late = take_batch(batch_id=the_batch().pk)
    assert take_batch(batch_id=late.pk) is None
    later(late, leased_until=timezone.now() - timedelta(seconds=1))
    work(queue)
    made = the_batch()
    before = batches.batch_bytes(made)

    assert batches.keep_step(batch=late, upto=1, data=b"too late") is False
    assert batches.finish_batch(batch=late, data=b"too late") is False

    assert batches.batch_bytes(made) == before


def test_steps_in_between_let_other_work_come_in(coordinator, two_partners, queue, monkeypatch):
    monkeypatch.setattr("dashboards.tasks.A_STEP", 1)
    page = ask(coordinator, *[holder(two_partners.alder, f"Person {at}") for at in range(3)])
    seen = []
    for _step in range(3):
        (batch_id,) = queue()
        draw_batch.call(batch_id)
        seen.append(the_batch().done)

    assert seen == [1, 2, 3]
    assert queue() == []
    assert len(text_of(coordinator.get(f"{page}file/").content)) == 3


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_killed_workers_batch_is_carried_on_and_what_was_drawn_is_kept(two_partners, private, queue):
    client = staff_of(two_partners.alder)
    page = ask(client, *[holder(two_partners.alder, f"Person {at}") for at in range(12)])
    batch = the_batch()
    assert queue() == [batch.pk]

    assert run(private, batch, "keep_step") == -signal.SIGKILL
    batch.refresh_from_db()
    assert (batch.done, batch.is_waiting) == (10, True)
    (piece,) = [path for path in private.rglob("0000") if path.is_file()]
    kept, at = piece.read_bytes(), piece.stat().st_mtime_ns
    assert "10 of 12" in client.get(page).content.decode()

    # Its lease has to run out first; then the sweeper says so to the next.
    long_ago = timezone.now() - timedelta(seconds=200)
    later(batch, queued_at=long_ago)
    assert sweep_batches() == 0
    later(batch, leased_until=long_ago)
    out = StringIO()
    call_command("sweep_certificates", stdout=out)
    assert "1 certificate batches queued again." in out.getvalue()
    assert queue() == [batch.pk]
    assert (piece.read_bytes(), piece.stat().st_mtime_ns) == (kept, at)

    assert run(private, batch, "") == 0
    assert len(text_of(client.get(f"{page}file/").content)) == 12
    (whole,) = [path.name for path in private.rglob("*") if path.is_file()]
    assert whole == "whole"
    assert batches.LEASE + batches.RETRY_AFTER + timedelta(seconds=60) < timedelta(minutes=5)


def run(private, batch: CertificateBatch, killed_after: str) -> int:
    """The exit code of a worker of its own on the database of this test."""
    name = str(connection.settings_dict["NAME"])
    connection.close()
    done = subprocess.run(
        [sys.executable, "-c", WORKER, json.dumps([name, str(private), batch.pk, killed_after])],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode
