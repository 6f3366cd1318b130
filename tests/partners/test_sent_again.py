"""A form of the editor's left open while its reader began to act for somebody else: nothing typed is lost."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from courses.domain.building import build_course
from partners.enums import Role
from tests.factories.courses import course_draft
from tests.factories.partners import make_person

from .editing import drafted, fields

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def course(two_partners):
    return build_course(section=two_partners.alder, draft=course_draft(slug="own", modules=1, lessons=1))


@pytest.fixture
def address(course) -> str:
    return reverse("wagtailadmin_pages:edit", args=[course.get_first_child().pk])


@pytest.fixture
def both(two_partners) -> Client:
    """A trainer at two partners, in a browser whose forms are checked; acts for Alder."""
    make_person(two_partners.alder, Role.TRAINER, "both@example.org")
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_person(two_partners.birch, Role.TRAINER, "both@example.org"))
    act_for(client, "alder")
    return client


def token(client: Client) -> str:
    return re.search(
        r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get("/staff/acting-for/").content.decode()
    )[1]


def act_for(client: Client, slug: str) -> None:
    client.post("/staff/acting-for/", {"partner": slug, "csrfmiddlewaretoken": token(client)}, **HERE)


def hidden(response) -> dict:
    return {name: unescape(value) for name, value in HIDDEN.findall(response.content.decode())}


def send(client: Client, address: str, data: dict, **origin):
    return client.post(address, data, **(origin or HERE))


def test_what_was_typed_is_sent_once_they_act_for_that_partner_again(both, course, address):
    typed = fields("Words <of> one's own", csrfmiddlewaretoken=token(both))
    act_for(both, "birch")

    told = send(both, address, typed)
    again = send(both, "/staff/acting-for/", hidden(told))
    sent = send(both, address, hidden(again))

    module = course.get_first_child()
    assert told.status_code == 403
    assert "Just now you act for Birch Homes." in told.content.decode()
    assert [place.partner.slug for place in told.context["here"]["places"]] == ["alder"]
    assert again.status_code == 200
    assert (sent.status_code, drafted(module)) == (302, "Words <of> one's own")


def test_nothing_of_it_is_stored_before(both, course, address):
    typed = fields("Words", csrfmiddlewaretoken=token(both))
    act_for(both, "birch")

    send(both, "/staff/acting-for/", hidden(send(both, address, typed)))

    assert drafted(course.get_first_child()) == "Module 1"


def test_whoever_acts_for_that_partner_sends_it_with_one_press(both, course, address):
    typed = fields("Words", csrfmiddlewaretoken=token(both))
    act_for(both, "birch")
    act_for(both, "alder")

    send(both, address, hidden(send(both, address, typed)))

    assert drafted(course.get_first_child()) == "Words"


def test_what_fits_any_partner_is_asked_for_whom_and_files_are_chosen_anew(both):
    typed = {"title": "A plan", "csrfmiddlewaretoken": token(both), "file": SimpleUploadedFile("a.pdf", b"x")}
    act_for(both, "birch")

    told = send(both, reverse("wagtaildocs:add"), typed)

    assert [place.partner.slug for place in told.context["here"]["places"]] == ["alder", "birch"]
    assert "Files have to be chosen again." in told.content.decode()


@pytest.mark.parametrize("origin", ["http://elsewhere.example", "null"])
def test_what_another_site_sends_is_not_shown_as_ones_own(both, address, origin):
    told = send(both, address, fields("Their words"), HTTP_ORIGIN=origin)

    assert told.status_code == 403
    assert "Their words" not in told.content.decode()


def test_what_stands_with_nobody_of_theirs_is_not_offered(both, two_partners):
    page = reverse("wagtailadmin_pages:edit", args=[two_partners.programme.pk])

    told = send(both, page, fields("Words"))

    assert told.status_code == 403
    assert "Not saved yet" not in told.content.decode()


@pytest.mark.parametrize("kept", ["", "no JSON", "[1]", '[["title"]]'])
def test_kept_fields_that_somebody_has_changed_are_let_be(both, kept):
    data = {"partner": "birch", "kept": kept, "meant_for": "/admin/", "csrfmiddlewaretoken": token(both)}

    assert send(both, "/staff/acting-for/", data).status_code == 302


@pytest.mark.parametrize(
    "meant_for", ["https://elsewhere.example/", "//elsewhere.example/", "/my-data/remove/"]
)
def test_it_is_sent_on_to_the_editor_alone(both, meant_for):
    data = {"partner": "birch", "kept": '[["a", "b"]]', "csrfmiddlewaretoken": token(both)}

    sent = send(both, "/staff/acting-for/", {**data, "meant_for": meant_for})

    assert (sent.status_code, sent["Location"]) == (302, "/admin/")
