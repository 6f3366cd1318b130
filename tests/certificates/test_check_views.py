"""The public check: for anybody who was given a code, and for nobody else."""

import logging
import time

import pytest
from django.conf import settings
from django.test import Client

from certificates.domain import codes
from certificates.views import limits
from partners.domain import public_content_changed
from partners.models import Brand, Partner
from tests.certificates.factory import change, complete, make_partner
from tests.factories.sql import counting


@pytest.fixture
def certificate(done):
    return done.issue("Amina Ali")


@pytest.fixture
def client():
    return Client()


def address_of(certificate) -> str:
    return f"/check/{codes.printed(certificate.code)}/"


def nobodys() -> str:
    return f"/check/{codes.printed(codes.new_code())}/"


def test_valid_with_the_facts_as_printed(client, certificate):
    response = client.get(address_of(certificate))

    html = response.content.decode()
    assert response.status_code == 200
    assert response.context["here"]["status"] == "valid"
    for text in (
        "Amina Ali",
        "Small signs, strong support",
        "14 March 2026",
        "Alder Homes",
        "choose one small step",
        "About 60 minutes of guided learning",
        "Course team",
        "no licence to work with children",
    ):
        assert text in html
    # Nobody has accredited it.
    assert "CPD accreditation" not in html
    assert codes.printed(certificate.code) in html
    assert "identity not checked" in html


def test_brand_is_that_of_the_certificates_partner(client, certificate):
    assert client.get(address_of(certificate)).context["brand"].slug == "alder"


@pytest.mark.parametrize(
    "typed", [str.lower, lambda text: text.replace("-", ""), lambda text: text.replace("-", " ")]
)
def test_address_forgives_how_the_code_is_written(client, certificate, typed):
    response = client.get(f"/check/{typed(codes.printed(certificate.code))}/")

    assert response.context["here"]["status"] == "valid"


def test_a_hit_costs_three_sql_at_most(client, certificate):
    client.get(address_of(certificate))

    with counting() as found:
        client.get(address_of(certificate))

    assert found.number <= 3, found.queries


def test_no_longer_in_use_is_said_kindly(client, certificate):
    change(certificate, revoked_at=certificate.issued_at, revoked_reason="Wrong person")

    response = client.get(address_of(certificate))

    assert response.status_code == 200
    assert response.context["here"]["status"] == "no_longer_in_use"
    assert "ordinary reason" in response.context["here"]["reason_note"]
    assert "Wrong person" not in response.content.decode()


def test_a_replaced_one_shows_no_name_and_no_facts(client, certificate):
    change(certificate, replaced_at=certificate.issued_at)

    response = client.get(address_of(certificate))

    assert response.context["here"]["status"] == "replaced"
    assert "Amina" not in response.content.decode()
    assert "Small signs" not in response.content.decode()


def test_unknown_code_is_met_kindly_in_the_programmes_brand(client, certificate):
    response = client.get(nobodys())

    assert response.status_code == 404
    assert response.context["here"]["status"] == "not_found"
    assert response.context["brand"].is_programme
    assert "That does not mean the certificate is false." in response.content.decode()


def test_a_typing_slip_names_its_group(client, certificate):
    groups = codes.groups(certificate.code)
    groups[2] = groups[2][:-1] + ("0" if groups[2][-1] != "0" else "2")
    mistyped = "-".join(groups)

    by_address = client.get(f"/check/{mistyped}/")
    by_form = client.post("/check/", {"code": mistyped})

    assert by_address.status_code == 404
    assert by_form.status_code == 200
    for response in (by_address, by_form):
        assert response.context["errors"] == [
            {"field_id": "id_code", "message": "That looks like a typing slip in group 3."}
        ]
        assert response.context["form"]["code"].value() == mistyped


# The form -------------------------------------------------------------------------------------------


def test_form_leads_to_the_codes_own_address(client, certificate):
    response = client.post("/check/", {"code": f" {codes.printed(certificate.code).lower()} "})

    assert response.status_code == 302
    assert response["Location"] == address_of(certificate)


def test_a_browser_that_refuses_cookies_checks_too(certificate):
    browser = Client(enforce_csrf_checks=True)
    shown = browser.get("/check/")
    browser.cookies.clear()
    answer = browser.post("/check/", {"code": codes.printed(certificate.code)})

    assert answer["Location"] == address_of(certificate)
    assert (list(shown.cookies), list(answer.cookies)) == ([], [])


@pytest.mark.parametrize("code", ["", "   ", "x" * 5000, "\x00", "<script>", "ß" * 20, "🦉", "../../etc"])
def test_what_is_no_code_is_met_with_a_clear_message(client, programme, code):
    response = client.post("/check/", {"code": code})

    assert response.status_code == 200
    assert response.context["errors"]
    assert "<script>" not in response.content.decode().partition("<main")[2]


@pytest.mark.parametrize("text", ["x", "0", "x" * 500, "%00", "%F0%9F%A6%89", "%3Cscript%3E", "%0A", "a b c"])
def test_odd_addresses_are_404_and_no_error(client, programme, text):
    assert client.get(f"/check/{text}/").status_code == 404


def test_form_and_results_are_found_by_no_search_engine_and_named_to_no_site(client, certificate):
    for address in ("/check/", address_of(certificate), nobodys()):
        response = client.get(address)
        assert "noindex" in response["X-Robots-Tag"]
        # Never the address; but without the origin, browsers could not post the form.
        assert response["Referrer-Policy"] == "strict-origin"
        assert "no-store" in response["Cache-Control"]


def test_browser_title_tells_nothing(client, certificate):
    html = " ".join(client.get(address_of(certificate)).content.decode().split())

    assert f"<title>Check a certificate – {settings.SITE_NAME}</title>" in html


# What stays true ------------------------------------------------------------------------------------


def facts_shown(client, certificate) -> dict:
    return client.get(address_of(certificate)).context["here"]["certificate"]


def test_check_stays_when_brand_and_partner_change(client, certificate, alder):
    before = facts_shown(client, certificate)

    Brand.objects.filter(partner=alder).update(monogram="ZZ", co_brand_line="Other", signatory_role="Other")
    Partner.objects.filter(pk=alder.pk).update(name="Renamed Homes", short_name="Renamed", slug="renamed")
    public_content_changed()

    assert facts_shown(client, certificate) == before


def test_after_a_merger_the_issuer_of_then_stands_with_that_of_now(client, certificate, alder):
    before = facts_shown(client, certificate)
    birch = make_partner("birch")
    Partner.objects.filter(pk=alder.pk).update(succeeded_by=birch, left_on="2026-05-01")
    public_content_changed()

    assert facts_shown(client, certificate) == {**before, "issuer_now": "Birch Homes"}
    assert "Birch Homes" in client.get(address_of(certificate)).content.decode()


# Guessing -------------------------------------------------------------------------------------------


def test_too_many_misses_from_one_address_are_asked_to_wait(client, certificate, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 1_000_000.0)
    statuses = [client.get(nobodys()).status_code for _time in range(limits.MISSES_OF_ONE_ADDRESS + 2)]

    assert statuses == [404] * limits.MISSES_OF_ONE_ADDRESS + [429, 429]
    busy = client.get(nobodys())
    assert busy["Retry-After"] == "60"
    assert "Please wait a minute" in busy.content.decode()
    # A school that checks many is never told "not found", nor made to wait.
    assert client.get(address_of(certificate)).status_code == 200
    assert Client(REMOTE_ADDR="192.0.2.7").get(nobodys()).status_code == 404
    monkeypatch.setattr(time, "time", lambda: 1_000_060.0)
    assert client.get(nobodys()).status_code == 404


def test_a_header_cannot_pretend_another_address(client, programme, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 1_000_000.0)
    monkeypatch.setattr(limits, "MISSES_OF_ONE_ADDRESS", 1)
    client.get(nobodys())

    assert client.get(nobodys(), HTTP_X_FORWARDED_FOR="192.0.2.8").status_code == 429


def test_behind_a_proxy_the_one_who_asks_it_is_counted(programme, monkeypatch, settings):
    monkeypatch.setattr(time, "time", lambda: 1_000_000.0)
    monkeypatch.setattr(limits, "MISSES_OF_ONE_ADDRESS", 1)
    settings.TRUSTED_PROXY_COUNT = 1
    proxy = Client(REMOTE_ADDR="10.0.0.1")

    def ask(forwarded: str) -> int:
        return proxy.get(nobodys(), HTTP_X_FORWARDED_FOR=forwarded).status_code

    assert [ask("192.0.2.8"), ask("192.0.2.9")] == [404, 404]
    # Whoever writes more into the header writes it before what the proxy adds.
    assert [ask("198.51.100.1, 192.0.2.8"), ask("198.51.100.2,192.0.2.8")] == [429, 429]


def test_misses_of_all_addresses_together_are_limited_too(programme, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 1_000_000.0)
    monkeypatch.setattr(limits, "MISSES_IN_ALL", 3)

    statuses = [Client(REMOTE_ADDR=f"192.0.2.{host}").get(nobodys()).status_code for host in range(1, 6)]

    assert statuses == [404, 404, 404, 429, 429]


def test_hits_are_not_counted(client, certificate, monkeypatch):
    monkeypatch.setattr(limits, "MISSES_OF_ONE_ADDRESS", 0)

    assert {client.get(address_of(certificate)).status_code for _time in range(5)} == {200}


# No code in any log ---------------------------------------------------------------------------------


def test_no_code_stands_in_any_log(client, certificate, done, caplog):
    caplog.set_level(logging.DEBUG)
    # Which is silent about what is not found, unless an operator asks it to speak.
    caplog.set_level(logging.DEBUG, logger="django.request")
    missed = nobodys()

    groups = codes.groups(certificate.code)
    apart = (f"/check/{'/'.join(groups)}/", address_of(certificate).replace("check", "CHECK"))
    for address in (address_of(certificate), missed, missed.rstrip("/"), "/check/abc/", *apart):
        client.get(address)
    client.post("/check/", {"code": codes.printed(certificate.code)})

    assert "Not Found: /check/…" in caplog.text
    for word in (certificate.code, groups[3], missed.split("/")[2], "Amina"):
        assert word not in caplog.text


@pytest.mark.parametrize("log", ["gunicorn.access", "gunicorn.error"])
def test_not_even_in_that_of_the_server(certificate, caplog, log):
    caplog.set_level(logging.DEBUG, logger=log)
    request = f"GET {address_of(certificate)} HTTP/1.1"

    # As it writes: one mapping for the line of an access, a row of arguments for what went wrong.
    logging.getLogger(log).info('%(h)s "%(r)s" %(s)s', {"h": "192.0.2.1", "r": request, "s": 200})
    logging.getLogger(log).info("Error handling request %s", address_of(certificate))

    assert [row.getMessage() for row in caplog.records] == [
        '192.0.2.1 "GET /check/… HTTP/1.1" 200',
        "Error handling request /check/…",
    ]


def test_not_even_when_something_breaks(client, certificate, caplog, monkeypatch):
    def fail(*args):
        raise RuntimeError("broken")

    monkeypatch.setattr("certificates.views.check.find_by_code", fail)
    client.raise_request_exception = False

    assert client.get(address_of(certificate)).status_code == 500
    assert "Internal Server Error: /check/…" in caplog.text
    assert codes.printed(certificate.code) not in caplog.text


def test_not_even_when_a_form_is_sent_from_elsewhere(certificate, caplog):
    response = Client(enforce_csrf_checks=True).post(address_of(certificate))

    assert response.status_code == 403
    assert [row.name for row in caplog.records] == ["django.security.csrf"]
    assert "/check/…" in caplog.text
    assert codes.printed(certificate.code) not in caplog.text


def test_a_null_sign_in_code_or_address_is_a_slip(client, programme):
    assert client.post("/check/", {"code": "A\x00b"}).context["errors"]
    assert client.get("/check/A%00b/").status_code == 404


def test_certificates_of_two_people_do_not_mix(client, certificate, alder):
    other = complete(alder, title="Hard talks").issue("Bo Berg")

    assert "Bo Berg" not in client.get(address_of(certificate)).content.decode()
    assert "Amina Ali" not in client.get(address_of(other)).content.decode()
