"""Files: a draft's document is not there for whoever guesses its address; a picture's original is for editors."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Collection, Page

from accounts.models import User
from courses.domain.building import build_course
from courses.models import LessonPage
from pages.models import SiteDocument
from partners.domain import public_content_changed
from partners.enums import Role
from partners.rules.addresses import addresses
from tests.factories.courses import course_draft
from tests.factories.partners import make_person
from tests.factories.sql import counting

from .editing import as_user


@pytest.fixture(autouse=True)
def _served_from_here(monkeypatch, tmp_path):
    """The addresses keep the folder that was set when they were read."""
    for address in addresses():
        if address.name in ("media", "media-original"):
            monkeypatch.setitem(address.pattern.default_args, "document_root", tmp_path)


@pytest.fixture
def lesson(two_partners, estate) -> LessonPage:
    """A live lesson of Birch's, to be begun; it holds no document yet."""
    build_course(section=two_partners.birch, draft=course_draft(slug="own", modules=1, lessons=1))
    return LessonPage.objects.descendant_of(two_partners.birch).first()


def holds(lesson: LessonPage, document: SiteDocument) -> None:
    lesson.body = [
        *lesson.body.raw_data,
        {"type": "download", "value": {"file": document.pk, "title": "Words"}},
    ]
    lesson.save()
    public_content_changed()


def fetch(client: Client, document: SiteDocument) -> int:
    response = client.get(document.url)
    return response.status_code


def test_document_of_a_draft_is_there_for_its_own_editors_alone(estate, two_partners, lesson):
    document = estate.birch.document
    lesson.unpublish()
    holds(lesson, document)
    people = {
        "stranger": Client(),
        "other": as_user(make_person(two_partners.alder, Role.TRAINER)),
        "coordinator": as_user(make_person(two_partners.birch, Role.COORDINATOR)),
        "own": as_user(make_person(two_partners.birch, Role.TRAINER)),
        "operator": as_user(User.objects.create_superuser("root@example.org", "a long password")),
    }

    answers = {name: fetch(client, document) for name, client in people.items()}

    assert answers == {"stranger": 404, "other": 404, "coordinator": 404, "own": 200, "operator": 200}


def test_document_on_a_live_page_is_for_everybody(estate, lesson):
    assert fetch(Client(), estate.birch.document) == 404

    holds(lesson, estate.birch.document)

    assert fetch(Client(), estate.birch.document) == 200


def test_document_that_a_draft_of_a_live_page_holds_is_not(estate, lesson):
    lesson.body = [{"type": "download", "value": {"file": estate.birch.document.pk, "title": "Words"}}]
    lesson.save_revision()

    assert fetch(Client(), estate.birch.document) == 404


def test_shared_document_is_for_everybody(estate):
    assert fetch(Client(), estate.shared.document) == 200


def test_whoever_has_begun_keeps_the_document_of_a_lesson_that_is_gone(estate, lesson):
    """Links to it in rich text count too."""
    holds(lesson, estate.birch.document)
    Client().post("/learn/finish/birch/own/1/1/")
    link = SiteDocument(title="Never shown", collection=estate.birch.document.collection)
    link.file = ContentFile(b"words", name="never.pdf")
    link.save()

    Page.objects.get(pk=lesson.pk).unpublish()
    public_content_changed()

    assert fetch(Client(), estate.birch.document) == 200
    assert fetch(Client(), link) == 404


@pytest.mark.parametrize("address", ["/documents/{pk}/other.pdf", "/documents/999999/secret-birch.pdf"])
def test_guessed_address_is_not_there(estate, address):
    assert Client().get(address.format(pk=estate.shared.document.pk)).status_code == 404


def test_password_for_documents_is_nobodys_to_give(estate):
    assert Client().get("/documents/authenticate_with_password/1/").status_code == 404


def test_document_for_everybody_costs_no_question_about_who_asks(estate):
    client = Client()
    with counting() as sql:
        client.get(estate.shared.document.url)

    assert not [query for query in sql.queries if "session" in query or "user" in query.split("WHERE")[-1]]


def test_original_of_a_picture_is_for_those_who_may_choose_it(estate, two_partners):
    trainer = as_user(make_person(two_partners.alder, Role.TRAINER))
    addresses = {
        name: f"/media/{getattr(estate, name).image.file.name}" for name in ("alder", "shared", "birch")
    }

    assert {name: trainer.get(address).status_code for name, address in addresses.items()} == {
        "alder": 200,
        "shared": 200,
        "birch": 404,
    }
    for address in addresses.values():
        assert Client().get(address).url.startswith("/sign-in/")


def test_names_of_files_are_random_and_smaller_pictures_are_for_everybody(estate):
    image = estate.birch.image
    rendition = image.get_rendition("width-20")

    assert "secret" not in image.file.name
    assert "secret" not in rendition.file.name
    assert len(image.file.name) > 40
    assert Client().get(f"/media/{rendition.file.name}").status_code == 200
    assert Collection.objects.get(name="birch") == image.collection


@pytest.mark.parametrize(
    "path", ["documents/secret-birch.pdf", "avatar_images/x.png", "wagtail_uploads/x.png", ""]
)
def test_nothing_else_below_media_is_served(estate, path):
    assert Client().get(f"/media/{path}").status_code == 404


@pytest.mark.parametrize("who", ["stranger", "operator"])
def test_no_way_round_leads_to_what_lies_beside_the_pictures(estate, who):
    """Browsers straighten such an address out before they ask; whoever means harm does not."""
    client = Client()
    if who == "operator":
        client = as_user(User.objects.create_superuser("root@example.org", "a long password"))

    for way in ("images/..", "images/%2e%2e", "images/x/../..", "original_images/.."):
        for thing in (estate.birch.document, estate.birch.image):
            assert client.get(f"/media/{way}/{thing.file.name}").status_code == 404, way
