"""Partners as the public sees them, and where the addresses of merged and renamed ones lead."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from partners.domain import public_content_changed
from partners.models import Brand, HelpPage, Partner, PartnerPage, PartnerSlug
from partners.queries import brand_of, is_served, partner_faces, section_of, successor_address, within_request
from partners.queries.notices import NOTHING_WRITTEN
from partners.queries.sections import brand_at


@pytest.fixture(autouse=True)
def partners(two_partners):
    return two_partners


def merged(slug: str, successor: Partner) -> Partner:
    found = Partner.objects.create(
        slug=slug,
        name=f"{slug} Homes",
        short_name=slug,
        joined_on=date(2021, 8, 31),
        left_on=date(2023, 4, 1),
        succeeded_by=successor,
    )
    public_content_changed()
    return found


# Faces


def test_face_holds_what_the_brand_says(partners):
    words = {
        "help_statement": "Ask us.",
        "co_brand_line": "With the council",
        "signatory_name": "Sam Example",
        "logo_alt": "A tree",
        "footer": "Open to all.",
        "sender_name": "Alder courses",
    }
    Brand.objects.filter(partner=partners.alder.partner).update(**words)
    public_content_changed()

    face = partner_faces()["alder"]

    assert {name: value for name, value in vars(face).items() if name != "partner_id"} == {
        **words,
        "slug": "alder",
        "name": "Alder Homes",
        "short_name": "Alder",
        "is_programme": False,
        "monogram": "AL",
        "brand_colour": "#1f5f5b",
        "accent_colour": "#e6f1ef",
        "welcome": "Welcome to alder.",
        "safeguarding_statement": "Tell us.",
        "signatory_role": "Course team",
        "section_url": "/alder/",
        "help_url": "/help/",
        "is_sample": False,
        "successor_slug": "",
        **dict.fromkeys(("logo_id", "signature_id", "logo")),
        "logos": (),
        "draft_theme_url": "",
        "is_sharing_on": True,
        "statements": NOTHING_WRITTEN,
        "exit_url": "",
        "exit_what": "",
    }
    assert face.partner_id == partners.alder.partner_id


def test_faces_are_all_partners_by_slug_left_ones_too(partners):
    merged("old", partners.alder.partner)

    faces = partner_faces()

    assert {
        slug: (face.slug, face.section_url, face.help_url, face.successor_slug)
        for slug, face in faces.items()
    } == {
        "programme": ("programme", "/programme/", "/help/", ""),
        "alder": ("alder", "/alder/", "/help/", ""),
        "birch": ("birch", "/birch/", "/help/", ""),
        "old": ("old", "", "/help/", "alder"),
    }


def test_help_address_is_the_sections_own_where_a_live_help_page_stands(partners):
    for section, live in ((partners.alder, True), (partners.birch, False), (partners.home, True)):
        section.add_child(instance=HelpPage(title="Help", locale=partners.home.locale, live=live))
    public_content_changed()

    assert {slug: face.help_url for slug, face in partner_faces().items()} == {
        "programme": "/help/",
        "alder": "/alder/help/",
        "birch": "/help/",
    }


def test_help_address_of_a_section_that_is_not_live_is_the_programmes(partners):
    page = partners.alder.add_child(instance=HelpPage(title="Help", locale=partners.home.locale))
    PartnerPage.objects.get(pk=partners.alder.pk).unpublish()
    HelpPage.objects.filter(pk=page.pk).update(live=True)
    public_content_changed()

    assert partner_faces()["alder"].help_url == "/help/"


def test_face_without_a_brand_has_plain_colours_and_a_letter(partners):
    Partner.objects.create(slug="cedar", name="Cedar Homes", short_name="Cedar", joined_on=date(2026, 1, 1))
    public_content_changed()

    face = partner_faces()["cedar"]

    assert (face.monogram, face.brand_colour, face.accent_colour, face.is_sample) == (
        "C",
        "#1f5f5b",
        "#e6f1ef",
        False,
    )


def test_faces_cost_three_queries_then_only_the_version(partners, django_assert_num_queries):
    with within_request():
        with django_assert_num_queries(4):
            partner_faces()
        with django_assert_num_queries(0):
            partner_faces()
    with within_request(), django_assert_num_queries(1):
        partner_faces()


def test_theme_address_follows_the_colours(partners):
    before = partner_faces()["alder"]
    Brand.objects.filter(partner=partners.alder.partner).update(brand_colour="#223344")
    public_content_changed()

    after = partner_faces()["alder"]

    assert before.theme_url == f"/alder/theme.css?v={before.theme_hash}"
    assert after.theme_hash != before.theme_hash
    assert partner_faces()["birch"].theme_hash == before.theme_hash


def test_brand_of_a_partner_by_id_and_by_slug(partners):
    face = partner_faces()["birch"]

    assert brand_of(partner_id=partners.birch.partner_id) == face
    assert brand_of(slug="birch") == face


@pytest.mark.parametrize(
    "asked", [{}, {"slug": "nobody"}, {"slug": ""}, {"partner_id": 0}, {"partner_id": None}]
)
def test_brand_of_nobody_is_the_programmes(asked):
    assert brand_of(**asked) == partner_faces()["programme"]


def test_brand_without_a_programme_is_the_sites_own(partners, settings):
    PartnerPage.objects.get(pk=partners.programme.pk).delete()
    Brand.objects.filter(partner=partners.programme.partner).delete()
    Partner.objects.filter(is_programme=True).delete()
    public_content_changed()

    face = brand_of()

    assert (face.partner_id, face.slug, face.name, face.section_url) == (0, "", settings.SITE_NAME, "/")


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("/alder/", "alder"),
        ("/alder/course-1/1/1/", "alder"),
        ("/birch", "birch"),
        ("/", "programme"),
        ("/my-learning/", "programme"),
        ("/alderman/", "programme"),
    ],
)
def test_brand_at_an_address_is_that_of_its_first_word(path, slug):
    assert brand_at(path).slug == slug


# Sample texts


@pytest.mark.parametrize("field", ["welcome", "safeguarding_statement", "help_statement"])
@pytest.mark.parametrize(("serves", "is_shown"), [(True, True), (False, False)])
def test_section_with_a_sample_text_is_shown_where_samples_are(partners, settings, field, serves, is_shown):
    settings.SERVE_SAMPLE_TEXTS = serves
    Brand.objects.filter(partner=partners.alder.partner).update(
        **{field: " Sample. Alder Homes has not written or approved this."}
    )
    public_content_changed()

    assert {slug: face.is_sample for slug, face in partner_faces().items()} == {
        "programme": False,
        "alder": True,
        "birch": False,
    }
    assert [is_served(path) for path in ("/alder/", "/alder/course-1/", "/birch/", "/", "/nobody/")] == [
        is_shown,
        is_shown,
        True,
        True,
        True,
    ]


# Merged and renamed


def test_address_of_a_merged_partner_leads_to_its_successor(partners):
    merged("old", partners.alder.partner)

    assert successor_address("old/") == "/alder/"
    assert successor_address("old/course-1/2/3/") == "/alder/course-1/2/3/"
    assert successor_address("old") == "/alder/"


@pytest.mark.parametrize("path", ["alder/", "birch/course-1/", "programme/", "nobody/", "", "older/"])
def test_address_of_nobody_merged_leads_nowhere(partners, path):
    merged("old", partners.alder.partner)

    assert successor_address(path) is None


def test_chain_of_mergers_leads_to_the_one_of_today(partners):
    second = merged("second", partners.birch.partner)
    merged("first", second)
    merged("old", partners.alder.partner)

    assert [successor_address(f"{slug}/course-1/") for slug in ("first", "second", "old")] == [
        "/birch/course-1/",
        "/birch/course-1/",
        "/alder/course-1/",
    ]


def test_former_slug_leads_to_the_one_of_today(partners):
    PartnerSlug.objects.create(
        slug="alder-trust", partner=partners.alder.partner, replaced_on=date(2024, 1, 1)
    )
    public_content_changed()

    assert successor_address("alder-trust/course-1/") == "/alder/course-1/"


def test_former_slug_of_a_partner_that_merged_later_leads_through_the_chain(partners):
    second = merged("second", partners.birch.partner)
    first = merged("first", second)
    PartnerSlug.objects.create(slug="first-trust", partner=first, replaced_on=date(2022, 1, 1))
    public_content_changed()

    assert successor_address("first-trust/") == "/birch/"


def test_former_slug_that_another_partner_took_belongs_to_that_one(partners):
    PartnerSlug.objects.create(slug="birch", partner=partners.alder.partner, replaced_on=date(2024, 1, 1))
    public_content_changed()

    assert successor_address("birch/") is None


def test_mergers_in_a_circle_lead_nowhere(partners):
    first = merged("first", partners.alder.partner)
    second = merged("second", first)
    Partner.objects.filter(pk=first.pk).update(succeeded_by=second)
    public_content_changed()

    assert [successor_address(f"{slug}/") for slug in ("first", "second")] == [None, None]


def test_partner_with_a_successor_keeps_its_section_until_it_is_taken_down(partners):
    Partner.objects.filter(pk=partners.alder.partner_id).update(
        left_on=date(2026, 1, 1), succeeded_by=partners.birch.partner
    )
    public_content_changed()
    assert successor_address("alder/") is None

    PartnerPage.objects.get(pk=partners.alder.pk).unpublish()
    public_content_changed()

    assert successor_address("alder/course-1/") == "/birch/course-1/"


# Sections


def test_section_of_a_page_is_the_nearest_one_above(small_course):
    partners = small_course.partners
    lesson = small_course.course.get_descendants().last()

    found = [section_of(page) for page in (lesson, small_course.alder, partners.birch, partners.home)]

    assert found == [partners.programme, partners.alder, partners.birch, None]


def test_second_section_of_a_partner_in_one_language_is_refused(partners):
    # Below another page: beside the first one its address alone would refuse it.
    again = PartnerPage(
        title="Again", slug="again", partner=partners.alder.partner, locale=partners.home.locale, live=False
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        partners.birch.add_child(instance=again)

    assert list(PartnerPage.objects.filter(partner=partners.alder.partner)) == [partners.alder]


def test_section_saved_as_a_draft_knows_its_language(partners):
    cedar = Partner.objects.create(slug="cedar", name="Cedar", short_name="Cedar", joined_on=date(2026, 1, 1))

    page = partners.home.add_child(
        instance=PartnerPage(
            title="Cedar", slug="cedar", partner=cedar, locale=partners.home.locale, live=False
        )
    )

    assert PartnerPage.objects.get(pk=page.pk).section_locale_id == partners.home.locale_id
