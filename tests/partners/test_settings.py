"""A manager keeps the settings of the own section, and everybody reads its notices."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Locale, Page

from courses.domain.building import build_course
from partners.conf import SECTION_WORDS
from partners.domain import change_settings, open_section, public_content_changed
from partners.enums import Ability, Role
from partners.models import AuditEntry, Partner, PartnerSettings
from partners.queries import content_version
from partners.rules import places_of
from tests.factories.courses import course_draft
from tests.factories.partners import make_person
from tests.factories.sql import counting
from tests.partners.ready import SETTINGS, make_ready

PATH = "/staff/alder/settings/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def manager(two_partners):
    return signed_in(make_person(two_partners.alder, Role.MANAGER))


def stored(slug: str = "alder") -> PartnerSettings:
    return PartnerSettings.objects.get(partner__slug=slug)


def test_manager_saves_the_settings_and_only_names_of_fields_are_written_down(two_partners, manager):
    before = content_version()

    response = manager.post(PATH, {**SETTINGS, "is_sharing_on": "on"}, follow=True)

    assert "Saved." in response.content.decode()
    assert stored().privacy_notice == "We keep little."
    entry = AuditEntry.objects.get(verb="change settings")
    assert entry.details == {"fields": sorted(SETTINGS)}
    assert content_version() > before


def test_same_settings_again_change_nothing(two_partners, manager):
    for _time in range(2):
        manager.post(PATH, {**SETTINGS, "is_sharing_on": "on"})

    assert AuditEntry.objects.filter(verb="change settings").count() == 1


def test_months_are_offered_before_anybody_has_decided(manager):
    page = manager.get(PATH).content.decode()

    assert 'name="retention_claimed" value="36"' in page
    assert not PartnerSettings.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("retention_unclaimed", "2"),
        ("retention_unclaimed", "25"),
        ("retention_responses", "13"),
        ("retention_claimed", "-1"),
        ("retention_claimed", "many"),
        ("privacy_notice_on", "2026-02-30"),
        ("complaint_email", "nobody"),
        ("privacy_notice_version", "x" * 21),
    ],
)
def test_bad_input_is_told_beside_its_field_kept_and_not_stored(two_partners, manager, field, value):
    response = manager.post(PATH, {**SETTINGS, field: value})

    assert response.context["form"].errors.keys() == {field}
    assert "We keep little." in response.content.decode()
    assert not PartnerSettings.objects.exclude(privacy_notice="").exists()


def test_new_words_of_the_notice_need_a_new_version(two_partners, manager):
    manager.post(PATH, SETTINGS)

    refused = manager.post(PATH, {**SETTINGS, "privacy_notice": "We keep less."})
    taken = manager.post(PATH, {**SETTINGS, "privacy_notice": "We keep less.", "privacy_notice_version": "2"})

    assert refused.context["form"].errors.keys() == {"privacy_notice_version"}
    assert taken.status_code == 302
    assert stored().privacy_notice == "We keep less."


def test_open_section_cannot_be_left_without_what_it_needs(two_partners):
    partner = make_ready()
    open_section(partner=partner, by=None)

    with pytest.raises(ValidationError) as refused:
        change_settings(partner=partner, values={"complaint_email": "", "out_of_hours_label": ""}, by=None)

    assert refused.value.message_dict.keys() == {"complaint_email"}


def test_sharing_is_never_on_with_the_programme(two_partners):
    programme = two_partners.programme.partner
    manager = signed_in(make_person(two_partners.programme, Role.PROGRAMME_MANAGER))

    page = manager.get("/staff/programme/settings/").content.decode()
    manager.post("/staff/programme/settings/", {**SETTINGS, "is_sharing_on": "on"})
    with pytest.raises(ValidationError) as refused:
        change_settings(partner=programme, values={}, is_sharing_on=True, by=None)

    assert "is_sharing_on" not in page
    assert refused.value.message_dict == {"is_sharing_on": ["The programme never sees a learner."]}
    assert not Partner.objects.get(pk=programme.pk).is_sharing_on


def test_nobodys_name_is_shown_while_sharing_is_off(two_partners):
    coordinator = make_person(two_partners.alder, Role.COORDINATOR)
    before = places_of(coordinator)[0].may(Ability.SEE_PEOPLE)

    change_settings(partner=two_partners.alder.partner, values={}, is_sharing_on=False, by=None)

    assert (before, places_of(coordinator)[0].may(Ability.SEE_PEOPLE)) == (True, False)
    assert places_of(coordinator)[0].may(Ability.SEE_COUNTS)


@pytest.mark.parametrize("path", ["settings/", "ready/"])
@pytest.mark.parametrize(
    ("role", "slug", "expected"),
    [
        (Role.MANAGER, "alder", 200),
        (Role.MANAGER, "birch", 404),
        (Role.COORDINATOR, "alder", 403),
        (Role.TRAINER, "alder", 403),
    ],
)
def test_settings_are_the_own_managers_alone(two_partners, path, role, slug, expected):
    PartnerSettings.objects.create(partner=two_partners.birch.partner, privacy_notice="Birch's own words.")
    client = signed_in(make_person(two_partners.alder, role))

    response = client.get(f"/staff/{slug}/{path}")

    assert response.status_code == expected
    assert "Birch's own words" not in response.content.decode()
    assert Client().get(f"/staff/{slug}/{path}")["Location"].startswith("/sign-in/")


def test_everybody_reads_the_notices_of_a_section(two_partners):
    change_settings(partner=two_partners.alder.partner, values=SETTINGS, by=None)

    privacy = Client().get("/alder/privacy/")
    accessibility = Client().get("/alder/accessibility/").content.decode()

    page = privacy.content.decode()
    assert "We keep little." in page
    assert "Version 1, 2 November 2026" in page
    assert "36 months after your last visit" in page
    assert "a mark made from its code" in page
    assert "mailto:complaints@cedar.example" in page
    assert "<title>Privacy</title>" in page
    assert "/alder/theme.css" in page
    assert not privacy.cookies
    assert "It works with a keyboard." in accessibility
    assert "Ada Lead" not in page + accessibility


def test_footer_leads_to_the_own_notices_else_to_the_programmes(two_partners):
    change_settings(partner=two_partners.programme.partner, values=SETTINGS, by=None)
    change_settings(partner=two_partners.alder.partner, values={"accessibility_statement": "Ours."}, by=None)

    alder, front = (Client().get(path).content.decode() for path in ("/alder/", "/"))

    assert 'href="/alder/accessibility/"' in alder
    assert 'href="/privacy/"' in alder
    assert 'href="/alder/privacy/"' not in alder
    assert 'href="/privacy/"' in front
    assert 'href="/accessibility/"' in front
    assert Client().get("/privacy/").status_code == 200


def test_notices_cost_a_reader_no_query_of_their_own(two_partners):
    change_settings(partner=two_partners.alder.partner, values=SETTINGS, by=None)
    Client().get("/alder/")

    with counting() as sql:
        page = Client().get("/alder/").content.decode()

    assert "/alder/privacy/" in page
    assert sql.number == 1, sql.queries


@pytest.mark.parametrize("path", ["/alder/privacy/", "/cedar/privacy/", "/nobody/privacy/", "/privacy/"])
def test_where_nothing_is_written_or_open_there_is_no_page(two_partners, path):
    make_ready()

    assert Client().get(path).status_code == 404
    assert "privacy/" not in Client().get("/alder/").content.decode()


def test_production_shows_no_sample_notice(two_partners, settings):
    settings.SERVE_SAMPLE_TEXTS = False
    change_settings(
        partner=two_partners.alder.partner, values={"privacy_notice": "Sample. Not ours."}, by=None
    )

    assert Client().get("/alder/privacy/").status_code == 404


def test_former_address_leads_to_the_successors_notice(two_partners):
    change_settings(partner=two_partners.birch.partner, values=SETTINGS, by=None)
    two_partners.alder.unpublish()
    Partner.objects.filter(slug="alder").update(left_on="2026-01-01", succeeded_by=two_partners.birch.partner)

    response = Client().get("/alder/privacy/")

    assert (response.status_code, response["Location"]) == (301, "/birch/privacy/")


@pytest.mark.parametrize("word", sorted(SECTION_WORDS))
def test_no_course_stands_where_a_sections_own_pages_are(two_partners, word):
    with pytest.raises(ValidationError, match="The section itself uses this address"):
        build_course(section=two_partners.alder, draft=course_draft(slug=word))


def test_accessibility_statement_says_what_it_must(two_partners):
    change_settings(partner=two_partners.alder.partner, values=SETTINGS, by=None)

    page = Client().get("/alder/accessibility/").content.decode()

    for said in (
        "Web Content Accessibility Guidelines 2.2",
        ">AA<",
        "What does not work well yet",
        "Written on 3 November 2026",
        "Tell the course team of Alder Homes",
        "mailto:complaints@cedar.example",
        "equalityadvisoryservice.com",
        "Safari 16.4",
    ):
        assert said in page


def test_accessibility_statement_names_the_language_of_all_courses_as_long_as_there_is_one(small_course):
    change_settings(partner=small_course.partners.alder.partner, values=SETTINGS, by=None)

    def says() -> bool:
        return "All courses are in English only." in Client().get("/alder/accessibility/").content.decode()

    assert says()

    Page.objects.filter(depth=5).update(locale=Locale.objects.create(language_code="pl"))
    public_content_changed()
    assert not says()
