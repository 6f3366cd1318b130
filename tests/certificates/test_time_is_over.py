"""A learner's time is over: certificates that were asked for stay, and the claim code opens them and nothing else."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from certificates.domain import codes
from certificates.models import Certificate
from certificates.queries import stored_bytes
from certificates.tasks import remove_certificate_files, render_certificate
from dashboards.domain.daily import DAILY
from learning.conf import REMOVAL_AFTER
from learning.domain import begin_as_guest, claim_codes
from learning.domain.claiming import UnknownCode, learner_behind, make_claim_code
from learning.domain.erasing import OPEN_FOR
from learning.models import ClaimCode, CourseCompletion, DeviceToken, Learner
from partners.scoping import for_learner
from tests.certificates.factory import change, complete, file_of, phone_of
from tests.factories.walking import have_it_printed

ERASE = DAILY["learners whose time is over"]


@pytest.fixture(autouse=True)
def _private(private):
    """No test of these writes anywhere else."""


@pytest.fixture
def certificate(done):
    issued = done.issue()
    render_certificate.call(file_of(issued).pk)
    return issued


@pytest.fixture
def code(done):
    with for_learner(done.learner.pk):
        return make_claim_code(learner=done.learner)


def time_is_over(done) -> None:
    change(done.learner, last_visit_on=timezone.localdate() - timedelta(days=8 * 366))
    ERASE()
    done.learner.refresh_from_db()
    assert done.learner.erased_at is not None


def opened_with(code: str, *, phone: Client | None = None, **choice):
    phone = phone or Client()
    return phone, phone.post("/code/open/", {"code": claim_codes.printed(code), **choice}, follow=True)


def test_the_claim_code_opens_the_certificate_and_nothing_else(done, certificate, code):
    data = stored_bytes(file_of(certificate))
    time_is_over(done)

    phone, shown = opened_with(code)

    html = shown.content.decode()
    assert shown.request["PATH_INFO"] == "/my-data/"
    assert "Your certificates are here still" in html
    assert f"/certificate/{certificate.public_id}/" in html
    for other in ("course begun", "Remove everything", "Download all of it"):
        assert other not in html
    assert (
        phone.get(f"/certificate/{certificate.public_id}/").context["here"]["certificate"]["name"]
        == "Amina Ali"
    )
    assert phone.get(f"/certificate/{certificate.public_id}/certificate.pdf").content == data
    for address in ("/my-learning/", f"/learn/complete/{done.completion.public_id}/"):
        answer = phone.get(address)
        assert answer.status_code == 404 or "Small signs" not in answer.content.decode()
    for address in ("/my-data/download/", "/my-data/remove/"):
        assert phone.get(address)["Location"] == "/my-data/"
    # As often as needed.
    assert opened_with(code)[1].request["PATH_INFO"] == "/my-data/"


def test_it_is_corrected_and_hidden_with_the_code(done, certificate, code):
    time_is_over(done)
    phone, _shown = opened_with(code)
    page = f"/certificate/{certificate.public_id}/"

    phone.post(f"{page}others/", {"view": "private"})
    have_it_printed(phone, f"{page}correct/", name="Zora Neale")

    old, newer = done.certificates()
    assert (old.public_view, newer.public_view, newer.name) == ("private", "private", "Zora Neale")
    assert Learner._base_manager.count() == 1
    assert phone.get(f"/certificate/{newer.public_id}/").status_code == 200


def test_removed_it_takes_the_code_along(done, certificate, code):
    time_is_over(done)
    phone, _shown = opened_with(code)

    gone = phone.post(f"/certificate/{certificate.public_id}/remove/")

    assert gone.status_code in (200, 302)
    certificate.refresh_from_db()
    assert (certificate.name, certificate.code) == ("", None)
    assert not ClaimCode._base_manager.exists()
    assert not DeviceToken._base_manager.exists()
    with pytest.raises(UnknownCode):
        learner_behind(code=code)
    assert "We keep nothing about you" in phone.get("/my-data/").content.decode()


def test_the_page_leads_to_nothing_that_is_gone_and_says_what_goes_with_the_last(done, certificate, code):
    time_is_over(done)
    phone, _shown = opened_with(code)
    page = f"/certificate/{certificate.public_id}/"

    html = phone.get(page).content.decode()
    assert "/learn/sharing/" not in html
    assert "Go to My data" in html
    asked = phone.get(f"{page}remove/").content.decode()
    assert "you cannot have a new certificate made" in asked
    assert "made any time" not in asked
    gone = phone.post(f"{page}remove/").content.decode()
    assert "your code opens nothing any more" in gone
    assert "Make a new certificate" not in gone


def test_without_a_certificate_no_code_stays(done, code):
    time_is_over(done)

    assert not ClaimCode._base_manager.exists()
    with pytest.raises(UnknownCode):
        learner_behind(code=code)


def test_nothing_that_says_who_it_was_stays_but_on_the_certificate(done, certificate, code):
    time_is_over(done)

    learner = Learner._base_manager.get()
    assert (learner.name, learner.user_id) == ("", None)
    assert not DeviceToken._base_manager.exists()
    assert CourseCompletion._base_manager.count() == 1
    checked = Client().get(f"/check/{codes.printed(certificate.code)}/")
    assert checked.context["here"]["status"] == "valid"


def test_a_phone_opened_for_certificates_is_closed_the_day_after(done, certificate, code):
    time_is_over(done)
    phone, _shown = opened_with(code)
    ERASE()
    assert DeviceToken._base_manager.count() == 1

    change(DeviceToken._base_manager.get(), made_at=timezone.now() - OPEN_FOR - timedelta(seconds=1))
    ERASE()

    assert phone.get(f"/certificate/{certificate.public_id}/").status_code == 404
    assert opened_with(code)[1].status_code == 200


@pytest.mark.parametrize("together", ["mine", "apart"])
def test_on_a_phone_with_other_work_of_theirs(done, certificate, code, alder, together):
    time_is_over(done)
    other = complete(alder, title="Hard talks")
    asked = opened_with(code, phone=other.phone)[1]
    assert "There is other work on this phone" in asked.content.decode()

    phone, shown = opened_with(code, phone=other.phone, together=together)

    assert phone.get(f"/certificate/{certificate.public_id}/").status_code == 200
    has_work = "Hard talks" in phone.get("/my-learning/").content.decode()
    assert has_work is (together == "mine")
    assert shown.request["PATH_INFO"] == ("/my-learning/" if together == "mine" else "/my-data/")
    # The code leads there again, whichever it was.
    again, _shown = opened_with(code)
    assert again.get(f"/certificate/{certificate.public_id}/").status_code == 200
    # Work that a code opens is kept as such.
    claimed_at = Learner._base_manager.get(pk=other.learner.pk).claimed_at
    assert (claimed_at is not None) is (together == "mine")


def test_another_learners_code_opens_no_certificate_of_theirs(done, certificate, code, alder):
    time_is_over(done)
    stranger = phone_of(begin_as_guest(language="en-gb")[1])

    assert stranger.get(f"/certificate/{certificate.public_id}/").status_code == 404
    assert "My certificates" not in stranger.get("/my-data/").content.decode()


# Everything removed -----------------------------------------------------------------------------------


@pytest.mark.parametrize("keeps", [True, False])
def test_what_is_to_be_removed_is_shown_to_nobody_while_it_waits(done, certificate, code, keeps):
    check = f"/check/{codes.printed(certificate.code)}/"
    done.phone.post("/my-data/remove/", {"certificates": "keep" if keeps else "remove"})

    shown = Client().get(check)

    assert shown.context["here"]["status"] == ("valid" if keeps else "private")
    assert ("Amina Ali" in shown.content.decode()) is keeps
    file = SimpleUploadedFile("paper.pdf", b"%PDF")
    assert (
        "Amina Ali" in Client().post(f"{check}file/", {"file": file}, follow=True).content.decode()
    ) is keeps
    opened_with(code)
    assert "Amina Ali" in Client().get(check).content.decode()


def ask_removal(done, **choice):
    return done.phone.post("/my-data/remove/", choice)


def days_pass(done) -> None:
    change(done.learner, removal_asked_at=timezone.now() - REMOVAL_AFTER)
    ERASE()


def test_page_says_what_becomes_of_certificates_and_keeps_them_unless_told(done, certificate, code):
    html = done.phone.get("/my-data/remove/").content.decode()
    assert "And your certificates?" in html
    assert "your code on paper stays, too" in html

    ask_removal(done)
    days_pass(done)

    certificate.refresh_from_db()
    assert (certificate.name, certificate.removed_at) == ("Amina Ali", None)
    assert opened_with(code)[0].get(f"/certificate/{certificate.public_id}/").status_code == 200


def test_told_so_they_go_with_everything_else(done, certificate, code, private, files):
    newer = done.correct(certificate, "Zora Neale")
    ask_removal(done, certificates="remove")
    certificate.refresh_from_db()
    assert certificate.name == "Amina Ali"

    days_pass(done)
    remove_certificate_files.call()

    for row in (certificate, newer):
        row.refresh_from_db()
        assert (row.name, row.code) == ("", None)
    assert files(private) == []
    with pytest.raises(UnknownCode):
        learner_behind(code=code)


def test_the_code_brings_all_back_meanwhile(done, certificate, code):
    ask_removal(done, certificates="remove")
    opened_with(code)

    days_later = timezone.now() - REMOVAL_AFTER
    change(done.learner, last_visit_on=days_later.date())
    ERASE()

    certificate.refresh_from_db()
    assert certificate.name == "Amina Ali"


def test_nothing_is_asked_about_certificates_of_somebody_who_has_none(done):
    assert "And your certificates?" not in done.phone.get("/my-data/remove/").content.decode()


@pytest.mark.parametrize("odd", ["", "x" * 5000, "\x00", "keep"])
def test_an_odd_choice_keeps_them(done, certificate, code, odd):
    ask_removal(done, certificates=odd)
    days_pass(done)

    certificate.refresh_from_db()
    assert certificate.name == "Amina Ali"


# My data ----------------------------------------------------------------------------------------------


def test_my_data_lists_ones_certificates_and_the_file_holds_them(done, certificate, alder):
    complete(alder, title="Hard talks").issue("Bo Berg")
    newer = done.correct(certificate, "Zora Neale")

    html = done.phone.get("/my-data/").content.decode()
    assert f'href="/certificate/{newer.public_id}/"' in html
    assert certificate.public_id not in html
    assert "Bo Berg" not in html

    found = done.phone.get("/my-data/download/").json()["certificates"]
    assert [(row["name"], row["code"], row["title"]) for row in found] == [
        ("Zora Neale", codes.printed(newer.code), "Small signs, strong support"),
        ("Amina Ali", codes.printed(certificate.code), "Small signs, strong support"),
    ]
    assert [bool(row["replaced_at"]) for row in found] == [False, True]
    assert found[0]["completed_on"] == "2026-03-14"
    assert found[0]["others_see"] == "The name, as it is printed"


def test_the_list_costs_as_much_for_three_as_for_one(done, certificate, django_assert_max_num_queries):
    from dashboards.queries.my_data import own_certificates  # noqa: PLC0415 - beside its only use

    for key in ("a", "b"):
        other = Certificate._base_manager.get(pk=certificate.pk)
        other.pk, other.public_id, other.code, other.idempotency_key = None, key * 22, key * 28, key
        other.available = complete(done.completion.partner).available
        other.save()
    with for_learner(done.learner.pk), django_assert_max_num_queries(1):
        assert own_certificates()["certificates"] == 3
