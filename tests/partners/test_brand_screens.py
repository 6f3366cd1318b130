"""The screens on which a look is drafted: who comes in, what is kept, what is said."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pages.models import SiteImage
from partners.enums import Role
from tests.factories import bad_pictures as bad
from tests.factories.brands import brand_of, drafted, waiting
from tests.factories.partners import signed_in

COLOURS = {"brand_colour": "#5b1d57", "accent_colour": "#f3e6f1", "short_name": "", "monogram": "AL"}
SCREENS = ["brand/", "brand/change/colours/", "brand/change/logo/", "brand/discard/"]


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


# Who comes in


def test_drafting_is_for_communications(two_partners):
    writer, approver, manager = (
        signed_in(two_partners.alder, role) for role in (Role.COMMUNICATIONS, Role.APPROVER, Role.MANAGER)
    )
    stranger = signed_in(two_partners.birch, Role.COMMUNICATIONS)

    for screen in SCREENS:
        address = f"/staff/alder/{screen}"
        answers = [client.get(address).status_code for client in (writer, approver, manager, stranger)]
        assert answers == [200, 403, 403, 404], screen
        assert Client().get(address).url.startswith("/sign-in/")


def test_drafts_and_lists_hold_the_own_partners_only(two_partners):
    waiting(two_partners.birch, footer="BIRCH-DRAFT")

    for role, screen in ((Role.COMMUNICATIONS, "brand/"), (Role.APPROVER, "approvals/")):
        html = signed_in(two_partners.alder, role).get(f"/staff/alder/{screen}").content.decode()
        assert "Birch" not in html
        assert "BIRCH-DRAFT" not in html


# Drafting


def test_colours_are_drafted_and_nothing_is_live(two_partners):
    client = signed_in(two_partners.alder, Role.COMMUNICATIONS)

    response = client.post("/staff/alder/brand/change/colours/", COLOURS, follow=True)

    brand = brand_of(two_partners.alder)
    assert "Saved in the draft." in response.content.decode()
    assert (brand.brand_colour, brand.get_latest_revision_as_object().brand_colour) == ("#1f5f5b", "#5b1d57")
    assert "#5b1d57" in response.content.decode()
    assert "#5b1d57" not in Client().get("/alder/theme.css").content.decode()


def test_unsafe_colour_is_refused_beside_the_field_and_one_click_takes_the_near_shade(two_partners):
    client = signed_in(two_partners.alder, Role.COMMUNICATIONS)
    sent = {**COLOURS, "brand_colour": "#d896d2", "short_name": "The Alders"}

    html = client.post("/staff/alder/brand/change/colours/", sent).content.decode()

    assert not brand_of(two_partners.alder).has_unpublished_changes
    assert 'value="#d896d2"' in html
    assert 'value="The Alders"' in html
    take = html.partition('name="take" value="')[2].partition('"')[0]
    client.post("/staff/alder/brand/change/colours/", {**sent, "take": take})
    draft = brand_of(two_partners.alder).get_latest_revision_as_object()
    assert (draft.brand_colour, draft.short_name) == (take.removeprefix("brand_colour:"), "The Alders")


def test_brand_red_is_hinted_at_and_not_refused(two_partners):
    client = signed_in(two_partners.alder, Role.COMMUNICATIONS)

    response = client.post(
        "/staff/alder/brand/change/colours/", {**COLOURS, "brand_colour": "#b00020"}, follow=True
    )

    assert brand_of(two_partners.alder).get_latest_revision_as_object().brand_colour == "#b00020"
    assert "read as danger" in response.content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"brand_colour": "red"},
        {"brand_colour": "#12"},
        {"accent_colour": ""},
        {"accent_colour": "url(//x)"},
        {"monogram": "LONG"},
        {"monogram": ""},
        {"short_name": "x" * 61},
    ],
)
def test_bad_words_and_colours_store_nothing_and_stay_as_typed(two_partners, fields):
    client = signed_in(two_partners.alder, Role.COMMUNICATIONS)

    response = client.post("/staff/alder/brand/change/colours/", {**COLOURS, **fields})

    assert response.status_code == 200
    assert "Please look at this again" in response.content.decode()
    for typed in filter(None, fields.values()):
        assert f'value="{typed}"' in response.content.decode()
    assert not brand_of(two_partners.alder).has_unpublished_changes


def logo(data: bytes, name: str = "logo.png") -> dict:
    return {
        "picture": SimpleUploadedFile(name, data, "image/png"),
        "logo_alt": "Alder",
        "logo_order": "own_first",
    }


def test_logo_lies_in_the_partners_own_collection_under_a_name_of_ours(two_partners):
    client = signed_in(two_partners.alder, Role.COMMUNICATIONS)

    response = client.post(
        "/staff/alder/brand/change/logo/", logo(bad.with_secrets(), "My secret plan.svg"), follow=True
    )

    image = SiteImage.objects.get()
    draft = brand_of(two_partners.alder).get_latest_revision_as_object()
    assert (image.collection.name, image.title, draft.logo) == ("alder", "Logo – Alder", image)
    assert "secret" not in image.file.name.lower()
    assert b"SECRET" not in image.file.open().read()
    assert (image.file_hash != "", brand_of(two_partners.alder).logo) == (True, None)
    assert image.get_rendition("max-352x88|format-webp").url in response.content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bad.SVG, "not a PNG, WebP or JPEG"),
        (bad.PDF, "not a PNG, WebP or JPEG"),
        (bad.png_of(10_000, 10_000), "too many pixels"),
        (bad.png_of(400, 400), "could not be read to its end"),
        (b"", "empty"),
    ],
    ids=["svg", "pdf", "100 megapixels", "broken", "empty"],
)
def test_what_is_no_logo_is_not_stored(two_partners, data, said, tmp_path):
    client = signed_in(two_partners.alder, Role.COMMUNICATIONS)

    response = client.post("/staff/alder/brand/change/logo/", logo(data))

    html = response.content.decode()
    assert (response.status_code, said in html) == (200, True)
    assert 'value="Alder"' in html
    assert SiteImage.objects.count() == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not brand_of(two_partners.alder).has_unpublished_changes


def test_good_logo_beside_a_bad_field_is_not_stored(two_partners, tmp_path):
    client = signed_in(two_partners.alder, Role.COMMUNICATIONS)

    html = client.post(
        "/staff/alder/brand/change/logo/", {**logo(bad.drawn("PNG")), "logo_alt": ""}
    ).content.decode()

    assert "Say in words what the logo shows." in html
    assert SiteImage.objects.count() == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_logo_can_be_taken_away_again(two_partners):
    client = signed_in(two_partners.alder, Role.COMMUNICATIONS)
    client.post("/staff/alder/brand/change/logo/", logo(bad.drawn("PNG")))

    client.post(
        "/staff/alder/brand/change/logo/", {"logo_alt": "", "logo_order": "own_first", "takes_away": "on"}
    )

    assert brand_of(two_partners.alder).get_latest_revision_as_object().logo is None
    assert SiteImage.objects.count() == 1


def test_picture_of_another_partner_cannot_be_named(two_partners):
    image = SiteImage.objects.create(
        title="BIRCH", file=SimpleUploadedFile("b.png", bad.drawn("PNG"), "image/png")
    )
    client = signed_in(two_partners.alder, Role.COMMUNICATIONS)

    client.post(
        "/staff/alder/brand/change/logo/",
        {"logo": image.pk, "signature": image.pk, "logo_alt": "x", "logo_order": "own_first"},
    )

    draft = brand_of(two_partners.alder).get_latest_revision_as_object()
    assert (draft.logo, draft.signature) == (None, None)


def test_draft_is_discarded_after_a_question(two_partners):
    drafted(two_partners.alder)
    client = signed_in(two_partners.alder, Role.COMMUNICATIONS)

    assert "New." in client.get("/staff/alder/brand/discard/").content.decode()
    assert brand_of(two_partners.alder).has_unpublished_changes
    client.post("/staff/alder/brand/discard/")

    assert not brand_of(two_partners.alder).has_unpublished_changes


@pytest.mark.parametrize("part", ["nothing", "picture"])
def test_part_that_is_none_is_not_there(two_partners, part):
    assert (
        signed_in(two_partners.alder, Role.COMMUNICATIONS)
        .get(f"/staff/alder/brand/change/{part}/")
        .status_code
        == 404
    )
