"""The holder's way, from the name to the file."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import timezone

from certificates.queries import stored_bytes
from certificates.tasks import render_certificate
from learning.models import Learner
from partners.domain import public_content_changed
from partners.models import Partner
from partners.scoping import Exemption, past_the_doors
from tests.certificates.factory import change, complete, file_of, name_address
from tests.factories.sql import counting
from tests.factories.walking import have_it_printed, look_at_name

OVERRIDE = "A\u202eb"


@pytest.fixture(autouse=True)
def _private(private):
    """No test of these writes anywhere else."""


def issue_address(done) -> str:
    return f"/certificate/{done.completion.public_id}/issue/"


@pytest.fixture
def issued(done, django_capture_on_commit_callbacks, queued):
    """A certificate issued by form, its file still to be made."""
    with django_capture_on_commit_callbacks(execute=True):
        have_it_printed(done.phone, name_address(done), name="Amina Ali")
    return done.certificates()[0]


def make_file(certificate):
    render_certificate.call(file_of(certificate).pk)
    return file_of(certificate)


# The name -------------------------------------------------------------------------------------------


def test_form_asks_for_nothing_but_a_name(done):
    response = done.phone.get(name_address(done))

    html = response.content.decode()
    assert response.status_code == 200
    assert response.context["here"]["course_title"] == "Small signs, strong support"
    assert 'name="name"' in html
    assert "Nobody reads this box" in html
    assert html.count("data-primary") == 1


def test_name_is_shown_as_it_will_be_printed_and_nothing_is_stored(done):
    response = done.phone.post(name_address(done), {"name": "  Zoe\u0308  "})

    assert response.context["here"]["name"] == "Zoë"
    assert response.context["here"]["issue_url"] == issue_address(done)
    assert response.context["here"]["change_url"] == name_address(done)
    assert response.content.decode().count("data-primary") == 1
    assert done.certificates() == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "Type the name"),
        ("   ", "Type the name"),
        ("😀", "Type the name"),
        ("x" * 5000, "This one has 5000."),
        (OVERRIDE, "hidden sign"),
        ("A\x07b", "hidden sign"),
    ],
)
@pytest.mark.parametrize("address", [name_address, issue_address])
def test_other_names_are_met_with_a_clear_message_and_kept(done, name, message, address):
    response = done.phone.post(address(done), {"name": name})

    assert response.status_code == 200
    assert [error["field_id"] for error in response.context["errors"]] == ["id_name"]
    assert message in response.context["errors"][0]["message"]
    assert response.context["form"]["name"].value() == name
    assert name.strip() in response.content.decode()
    assert done.certificates() == []


def test_a_null_sign_and_no_name_at_all_are_no_error_of_ours(done):
    assert done.phone.post(name_address(done), {"name": "A\x00b"}).context["errors"]
    assert done.phone.post(issue_address(done)).context["errors"]


def test_markup_in_a_name_is_text(done):
    html = done.phone.post(name_address(done), {"name": "<script>x</script>"}).content.decode()

    assert "<script>x" not in html
    assert "&lt;script&gt;x" in html


# Issuing --------------------------------------------------------------------------------------------


def test_issuing_leads_to_the_certificates_page_and_queues_its_file(
    done, queued, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = have_it_printed(done.phone, name_address(done), name="Amina Ali")

    certificate = done.certificates()[0]
    assert response.status_code == 302
    assert response["Location"] == f"/certificate/{certificate.public_id}/"
    assert queued() == [file_of(certificate).pk]


def test_form_sent_twice_issues_once(done):
    action, fields = look_at_name(done.phone, name_address(done), name="Amina Ali")
    _action, others = look_at_name(done.phone, name_address(done), name="Somebody Else")
    first = done.phone.post(action, fields)
    second = done.phone.post(action, fields)
    third = done.phone.post(action, others)

    assert first["Location"] == second["Location"] == third["Location"]
    assert [row.name for row in done.certificates()] == ["Amina Ali"]


def test_issuing_is_no_link(done):
    assert done.phone.get(issue_address(done)).status_code == 405
    assert done.certificates() == []


def test_issuing_on_a_later_day_works_too(done):
    with past_the_doors(Exemption.ERASURE):
        Learner.objects.filter(pk=done.learner.pk).update(last_visit_on="2026-01-01")

    assert have_it_printed(done.phone, name_address(done), name="Amina Ali").status_code == 302


def test_asking_again_leads_to_the_certificate_there_is(done, issued):
    for response in (done.phone.get(name_address(done)), done.phone.post(name_address(done), {"name": "B"})):
        assert response["Location"] == f"/certificate/{issued.public_id}/"


# The page and the file ------------------------------------------------------------------------------


def test_page_says_being_prepared_and_looks_again_by_itself(done, issued):
    response = done.phone.get(f"/certificate/{issued.public_id}/")

    assert response["Refresh"] == "4"
    assert response.context["here"]["is_ready"] is False
    assert "being prepared" in response.content.decode()


def test_what_takes_long_says_so_and_looks_again_seldom(done, issued):
    change(file_of(issued), wanted_at=timezone.now() - timedelta(minutes=3))
    page = f"/certificate/{issued.public_id}/"
    for response in (done.phone.get(page), done.phone.get(f"{page}certificate.pdf")):
        assert response["Refresh"] == "30"
        assert "being prepared" in response.content.decode()
        assert "It takes longer than usual." in response.content.decode()


def test_page_is_the_equal_of_the_file(done, issued):
    make_file(issued)
    response = done.phone.get(f"/certificate/{issued.public_id}/")

    here, html = response.context["here"], response.content.decode()
    assert "Refresh" not in response.headers
    assert here["is_ready"] is True
    assert here["pdf_url"] == f"/certificate/{issued.public_id}/certificate.pdf"
    assert here["check_address"] == "testserver/check/"
    assert here["sharing_url"].startswith("/learn/sharing/")
    # Who agrees has been told what staff can do with it.
    assert "so that they can print them for you" in done.phone.get(here["sharing_url"]).content.decode()
    assert html.count("data-primary") == 1
    for text in ("Amina Ali", "Small signs, strong support", "14 March 2026", "Alder Homes", "60 minutes"):
        assert text in html
    assert here["certificate"]["code_grouped"] in html
    assert Client().get(here["check_url"]).status_code == 200


def test_sharing_is_not_offered_in_the_programmes_section(programme, queued):
    done = complete(programme)
    certificate = done.issue()

    assert done.phone.get(f"/certificate/{certificate.public_id}/").context["here"]["sharing_url"] == ""


def test_sharing_is_not_offered_where_the_association_has_turned_it_off(done, issued, alder):
    Partner.objects.filter(pk=alder.pk).update(is_sharing_on=False)
    public_content_changed()

    assert done.phone.get(f"/certificate/{issued.public_id}/").context["here"]["sharing_url"] == ""


def test_file_is_being_prepared_until_it_is_there(done, issued):
    response = done.phone.get(f"/certificate/{issued.public_id}/certificate.pdf")

    assert response.status_code == 200
    assert response["Refresh"] == "4"
    assert response["Content-Type"].startswith("text/html")


def test_stored_bytes_are_served_and_the_same_again(done, issued, monkeypatch):
    file = make_file(issued)
    monkeypatch.setattr("certificates.pdf.draw_certificate", None)
    address = f"/certificate/{issued.public_id}/certificate.pdf"

    first, second = done.phone.get(address), done.phone.get(address)

    assert first["Content-Type"] == "application/pdf"
    assert first["Content-Disposition"] == 'inline; filename="certificate.pdf"'
    assert first.content == second.content == stored_bytes(file)


def test_download_costs_three_sql(done, issued):
    make_file(issued)

    with counting() as found:
        done.phone.get(f"/certificate/{issued.public_id}/certificate.pdf")

    assert found.number <= 3


def expect_looked_into(done, certificate) -> None:
    """Page and file address say so, and do not look again for ever."""
    page = f"/certificate/{certificate.public_id}/"
    for address in (page, f"{page}certificate.pdf"):
        response = done.phone.get(address)
        html = response.content.decode()
        assert response.status_code == 200
        assert response["Content-Type"].startswith("text/html")
        assert "Refresh" not in response.headers
        assert "We are looking into it. Your certificate is saved." in html
        assert "being prepared" not in html
    assert done.phone.get(page).context["here"]["is_ready"] is False


@pytest.mark.parametrize("lost", [True, False])
def test_a_file_that_is_lost_or_changed_is_looked_into(done, issued, private, caplog, lost):
    stored = private / make_file(issued).file_name
    if lost:
        stored.unlink()
    else:
        stored.write_bytes(b"%PDF-1.7 another")

    expect_looked_into(done, issued)

    errors = {row.getMessage() for row in caplog.records if row.name == "certificates.queries"}
    why = "cannot be read from storage" if lost else "is not what was stored"
    assert errors == {f"Certificate file {file_of(issued).pk} {why}."}


def test_a_drawing_held_back_for_another_reason_is_looked_into(done, issued):
    change(file_of(issued), failed_at=issued.issued_at, failure="time")

    expect_looked_into(done, issued)


def test_personal_pages_are_kept_by_no_cache(done, issued):
    make_file(issued)
    page = f"/certificate/{issued.public_id}/"

    for address in (page, f"{page}certificate.pdf", name_address(done)):
        assert "no-store" in done.phone.get(address)["Cache-Control"]


def test_browser_title_tells_nothing_of_the_course(done, issued):
    for address in (f"/certificate/{issued.public_id}/", f"/certificate/{issued.public_id}/certificate.pdf"):
        html = done.phone.get(address).content.decode()
        assert f"<title>Certificate – {settings.SITE_NAME}</title>" in " ".join(html.split())


# Nobody else's --------------------------------------------------------------------------------------


def test_somebody_elses_and_unknown_addresses_are_404(done, issued, alder):
    make_file(issued)
    stranger = complete(alder).phone
    page = f"/certificate/{issued.public_id}/"

    for phone in (stranger, Client()):
        for address in (page, f"{page}certificate.pdf", name_address(done)):
            assert phone.get(address).status_code == 404
        assert phone.post(issue_address(done), {"name": "Sam"}).status_code == 404
        assert phone.post(name_address(done), {"name": "Sam"}).status_code == 404
    for address in (
        "/certificate/nothing/",
        "/certificate/nothing/name/",
        "/certificate/nothing/certificate.pdf",
    ):
        assert done.phone.get(address).status_code == 404


@pytest.mark.parametrize("odd", ["A" * 21 + "\x00", "A" * 21, "A" * 23, "A" * 21 + "é"])
@pytest.mark.parametrize(
    "address",
    [
        "/certificate/{}/",
        "/certificate/{}/certificate.pdf",
        "/certificate/{}/name/",
        "/certificate/{}/issue/",
        "/learn/{}/",
        "/learn/{}/answer/",
        "/learn/{}/set-aside/",
        "/learn/{}/answered/1/",
        "/learn/complete/{}/",
        "/learn/sharing/{}/",
        "/learn/sharing/{}/saved/",
    ],
)
def test_what_cannot_be_an_id_never_gets_to_the_database(address, odd):
    try:
        found = resolve(address.format(odd)).view_name
    except Resolver404:
        found = "page"

    # Wagtail's pages stand behind all addresses made of words.
    assert found == "page"


def test_a_removed_certificate_is_gone_from_its_address_which_says_so(done, issued):
    make_file(issued)
    done.remove(issued)

    gone = done.phone.get(f"/certificate/{issued.public_id}/")
    assert (gone.status_code, gone["Location"]) == (302, f"/certificate/{issued.public_id}/remove/")
    assert done.phone.get(f"/certificate/{issued.public_id}/certificate.pdf").status_code == 404


# A name that cannot be printed ----------------------------------------------------------------------


@pytest.fixture
def unprintable(done, queued):
    certificate = done.issue("Amina \U0003134a")
    make_file(certificate)
    return certificate


def test_holder_is_told_which_sign_cannot_be_printed(done, unprintable):
    response = done.phone.get(f"/certificate/{unprintable.public_id}/", follow=True)

    assert response.request["PATH_INFO"] == name_address(done)
    assert "\U0003134a" in response.context["errors"][0]["message"]
    assert response.context["form"]["name"].value() == "Amina \U0003134a"


def test_address_of_the_file_leads_to_the_name_too(done, unprintable):
    response = done.phone.get(f"/certificate/{unprintable.public_id}/certificate.pdf", follow=True)

    assert response.request["PATH_INFO"] == name_address(done)


def test_holder_types_it_another_way_and_gets_the_certificate(done, unprintable):
    response = done.phone.get(have_it_printed(done.phone, name_address(done), name="Amina")["Location"])
    certificate = done.certificates()[-1]
    make_file(certificate)

    assert response.context["here"]["certificate"]["name"] == "Amina"
    assert done.phone.get(f"/certificate/{certificate.public_id}/").context["here"]["is_ready"] is True
    # The earlier address leads to it, too.
    earlier = done.phone.get(f"/certificate/{unprintable.public_id}/")
    assert earlier["Location"] == f"/certificate/{certificate.public_id}/"
