"""Certificates printed together: chosen on the list or the board, and given out only while everybody shares."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone

from certificates.models import Certificate, CertificateBatch
from certificates.queries import stored_bytes
from certificates.tasks import render_certificate
from dashboards.domain.daily import run_daily
from dashboards.tasks import sweep_batches
from learning.domain import end_sharing
from partners.enums import Role
from partners.models import AuditEntry
from partners.scoping import Exemption, for_learner, past_the_doors
from tests.certificates.factory import change, file_of
from tests.dashboards.batches.acts import LIST, PRINT, ask, holder, later, staff_of, text_of, the_batch, work
from tests.factories.sql import counting

# Chosen -----------------------------------------------------------------------------------------------


def test_one_pdf_of_those_that_were_ticked_a_page_each(coordinator, amina, bo, queue, two_partners):
    holder(two_partners.alder, "Cem Can")
    page = ask(coordinator, amina, bo)
    assert "0 of 2" in coordinator.get(page).content.decode()
    assert coordinator.get(page)["Refresh"] == "4"

    work(queue)

    html = coordinator.get(page)
    assert "The certificates are ready." in html.content.decode()
    assert "Refresh" not in html
    answer = coordinator.get(f"{page}file/")
    pages = text_of(answer.content)
    assert answer["Content-Disposition"] == 'attachment; filename="certificates.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert ["Bo Berg" in pages[0], "Amina Ali" in pages[1], len(pages)] == [True, True, 2]


def test_a_zip_holds_the_stored_bytes_and_makes_what_is_not_made_yet(coordinator, amina, bo, queue):
    render_certificate.call(file_of(amina).pk)
    before = stored_bytes(file_of(amina))
    page = ask(coordinator, amina, bo, kind="zip")

    work(queue)

    answer = coordinator.get(f"{page}file/")
    with ZipFile(BytesIO(answer.content)) as file:
        found = {name: file.read(name) for name in file.namelist()}
    assert found == {"certificate-001.pdf": stored_bytes(file_of(bo)), "certificate-002.pdf": before}
    assert "Bo Berg" in text_of(found["certificate-001.pdf"])[0]


def test_from_the_board_all_of_a_person(coordinator, amina, bo, queue):
    html = coordinator.get("/staff/alder/board/").content.decode()
    assert html.count('name="person"') == 2

    coordinator.post(PRINT, {"person": [amina.learner.public_id], "kind": "pdf"})

    assert the_batch().certificate_ids == [amina.pk]


def test_all_on_the_page_are_ticked_without_a_script(coordinator, amina, bo):
    assert coordinator.get(LIST).content.decode().count(" checked") == 1  # the way of printing
    assert coordinator.get(f"{LIST}?tick=all").content.decode().count(" checked") == 3


def test_what_is_missing_is_said_and_the_ticks_stay(coordinator, amina, bo, monkeypatch):
    nobody = coordinator.post(PRINT, {"kind": "pdf"})
    no_kind = coordinator.post(PRINT, {"chosen": [amina.public_id], "kind": "docx"})
    monkeypatch.setattr("dashboards.views.batches.LARGEST_BATCH", 1)
    many = coordinator.post(PRINT, {"chosen": [amina.public_id, bo.public_id], "kind": "zip"})

    assert (nobody.status_code, no_kind.status_code, many.status_code) == (422, 422, 422)
    assert "Tick whose certificates" in nobody.content.decode()
    assert "Choose one PDF or a zip file." in no_kind.content.decode()
    assert "Up to 1 can be printed" in many.content.decode()
    assert f'value="{amina.public_id}" checked' in no_kind.content.decode()
    assert 'value="zip" checked' in many.content.decode()
    assert not CertificateBatch.objects.exists()


@pytest.mark.parametrize("chosen", ["\x00" * 22, "x" * 5000, "é" * 22, "' OR 1=1 --"])
def test_what_is_no_id_chooses_nothing(coordinator, amina, chosen):
    answer = coordinator.post(PRINT, {"chosen": [chosen], "person": [chosen], "kind": "pdf"})

    assert answer.status_code == 422
    assert not CertificateBatch.objects.exists()


def test_asked_twice_is_once(coordinator, amina, queue):
    assert ask(coordinator, amina) == ask(coordinator, amina)
    assert CertificateBatch.objects.count() == 1


# Whose it is ------------------------------------------------------------------------------------------


@pytest.fixture
def strangers_page(two_partners, amina, queue) -> str:
    """A batch of Birch's, under its id at Alder's address."""
    stranger = holder(two_partners.birch, "Stranger Stu")
    at_birch = staff_of(two_partners.birch)
    answer = at_birch.post(
        "/staff/birch/certificates/print/", {"chosen": [stranger.public_id], "kind": "pdf"}
    )
    work(queue)
    assert at_birch.get(f"{answer['Location']}file/").content.startswith(b"%PDF")
    return answer["Location"].replace("birch", "alder")


def test_a_stranger_in_the_room_is_neither_seen_nor_printed(coordinator, strangers_page, amina):
    batch = the_batch()

    assert coordinator.get(strangers_page).status_code == 404
    assert coordinator.get(f"{strangers_page}file/").status_code == 404
    assert "Printed together" not in coordinator.get(LIST).content.decode()
    theirs = coordinator.post(PRINT, {"chosen": [_public_id(batch), amina.public_id], "kind": "pdf"})
    assert theirs.status_code == 302
    assert CertificateBatch.objects.latest("pk").certificate_ids == [amina.pk]
    nothing = coordinator.post(PRINT, {"chosen": [_public_id(batch)], "kind": "pdf"})
    assert nothing.status_code == 422
    assert "Stranger" not in nothing.content.decode()


def _public_id(batch: CertificateBatch) -> str:
    with past_the_doors(Exemption.ERASURE):
        return Certificate.objects.get(pk=batch.certificate_ids[0]).public_id


def test_who_keeps_it_to_themselves_is_not_printed(coordinator, two_partners):
    silent = holder(two_partners.alder, "Silent Sal", shares=False)

    answer = coordinator.post(PRINT, {"chosen": [silent.public_id], "kind": "pdf"})

    assert answer.status_code == 422
    assert "Silent" not in answer.content.decode()


@pytest.mark.parametrize("role", [Role.TRAINER, Role.MANAGER, Role.COMMUNICATIONS])
def test_it_is_for_those_who_see_people(two_partners, coordinator, amina, role):
    page = ask(coordinator, amina)
    other = staff_of(two_partners.alder, role)

    assert other.post(PRINT, {"chosen": [amina.public_id], "kind": "pdf"}).status_code == 403
    assert other.get(page).status_code == 403
    assert other.get(f"{page}file/").status_code == 403


def test_nobody_before_the_terms_or_without_signing_in(two_partners, coordinator, amina):
    page = ask(coordinator, amina)
    waiting = staff_of(two_partners.alder, email="new@alder.example", has_accepted_terms=False)

    for address in (page, f"{page}file/"):
        assert waiting.get(address).status_code != 200
        assert Client().get(address)["Location"].startswith("/sign-in/")
    assert Client().post(PRINT, {})["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_the_same_of_the_database(two_partners, coordinator, queue, number):
    page = ask(coordinator, *[holder(two_partners.alder, f"Person {at}") for at in range(number)])
    for _batch in range(number - 1):
        CertificateBatch.objects.create(
            partner=two_partners.alder.partner,
            asked_by=the_first().asked_by,
            kind="pdf",
            certificate_ids=[],
            asked_at=timezone.now(),
            queued_at=timezone.now(),
        )
    coordinator.get(page)

    found = []
    for address in (page, LIST):
        with counting() as sql:
            coordinator.get(address)
        found.append(sql.number)

    assert found == [6, 8]


def the_first() -> CertificateBatch:
    return CertificateBatch.objects.earliest("pk")


def test_everything_is_written_down_and_nobodys_name(coordinator, amina, bo, queue, caplog):
    page = ask(coordinator, amina, bo)
    work(queue)
    coordinator.get(f"{page}file/")

    entries = [(entry.verb, entry.details) for entry in AuditEntry.objects.order_by("pk")]
    assert ("ask for certificates together", {"number": 2, "kind": "pdf"}) in entries
    assert entries[-1] == ("print certificates together", {"number": 2, "kind": "pdf"})
    stored = f"{list(AuditEntry.objects.values())} {list(CertificateBatch.objects.values())} {caplog.text}"
    for name in ("Amina", "Berg"):
        assert name not in stored


# Once somebody has ended sharing ----------------------------------------------------------------------


def test_it_is_not_given_out_once_somebody_in_it_has_ended_sharing(coordinator, amina, bo, queue, private):
    page = ask(coordinator, amina, bo)
    work(queue)
    with for_learner(bo.learner_id):
        end_sharing()

    assert coordinator.get(f"{page}file/")["Location"] == page
    html = coordinator.get(page).content.decode()
    assert "no longer shares their name" in html
    assert "Bo Berg" not in html

    sweep_batches()
    assert [path for path in private.rglob("*") if path.is_file()] == []
    assert coordinator.get(f"{page}file/")["Location"] == page


def test_what_is_no_longer_in_use_is_not_printed(coordinator, amina, bo, queue, private):
    page = ask(coordinator, amina, bo)
    work(queue)
    change(bo, revoked_at=timezone.now(), revoked_reason="other person")

    assert coordinator.get(f"{page}file/")["Location"] == page
    assert "their certificate has changed since" in coordinator.get(page).content.decode()
    html = coordinator.get(f"{LIST}?tick=all").content.decode()
    assert [f'value="{one.public_id}" checked' in html for one in (amina, bo)] == [True, False]
    again = coordinator.post(
        PRINT, {"chosen": [bo.public_id], "person": [bo.learner.public_id], "kind": "pdf"}
    )
    assert again.status_code == 422
    assert "has no certificate in use" in again.content.decode()


def test_it_is_not_made_either(coordinator, amina, bo, queue, private):
    page = ask(coordinator, amina, bo)
    with for_learner(bo.learner_id):
        end_sharing()

    work(queue)

    assert the_batch().failure == "changed"
    assert "no longer shares their name" in coordinator.get(page).content.decode()
    again = ask(coordinator, amina)
    work(queue)
    assert coordinator.get(f"{again}file/").content.startswith(b"%PDF")


def test_it_goes_after_a_day(coordinator, amina, queue, private):
    page = ask(coordinator, amina)
    work(queue)
    later(the_batch(), asked_at=timezone.now() - timedelta(hours=23))
    assert run_daily()["batches of certificates deleted"] == 0
    assert coordinator.get(f"{page}file/").status_code == 200
    later(the_batch(), asked_at=timezone.now() - timedelta(hours=25))
    # Before anybody has come by to delete it.
    assert {coordinator.get(address).status_code for address in (page, f"{page}file/")} == {404}
    assert page not in coordinator.get(LIST).content.decode()

    assert run_daily()["batches of certificates deleted"] == 1

    assert [path for path in private.rglob("*") if path.is_file()] == []
    assert coordinator.get(page).status_code == 404
