"""A section opens when nothing is missing, by its own manager, and by no other way."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from partners.domain import NotReady, mark_checked, open_section
from partners.enums import Role
from partners.models import AuditEntry, Brand, HelpPage, Partner, PartnerPage, SupportContact
from partners.queries.readiness import readiness_of
from tests.factories.partners import make_person
from tests.factories.sql import counting
from tests.partners.ready import make_ready


def waiting(partner: Partner) -> list[str]:
    return [item.key for item in readiness_of(Partner.objects.get(pk=partner.pk)).waiting]


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def cedar(two_partners):
    return make_ready()


@pytest.fixture
def manager(cedar):
    return signed_in(make_person(cedar.section_pages.get(), Role.MANAGER))


def test_nothing_is_missing_once_all_is_entered(cedar):
    assert waiting(cedar) == []


@pytest.mark.parametrize(
    ("field", "value", "item"),
    [
        ("safeguarding_lead_name", "", "safeguarding_lead"),
        ("safeguarding_lead_number", "", "safeguarding_lead"),
        ("out_of_hours_number", "", "safeguarding_lead"),
        ("privacy_notice", "  ", "privacy"),
        ("privacy_notice", "Sample. Not ours.", "privacy"),
        ("privacy_notice_version", "", "privacy"),
        ("privacy_notice_on", None, "privacy"),
        ("data_protection_email", "", "people"),
        ("complaint_name", "", "people"),
        ("retention_claimed", None, "retention"),
        ("accessibility_statement", "Sample. Not ours.", "accessibility"),
        ("accessibility_statement_on", None, "accessibility"),
    ],
)
def test_what_is_missing_keeps_the_section_closed(db, field, value, item):
    partner = make_ready(**{field: value})

    with pytest.raises(NotReady) as refused:
        open_section(partner=partner, by=None)

    assert [found.key for found in refused.value.waiting] == [item]
    assert waiting(partner) == [item]
    assert PartnerPage.objects.live().count() == 0


@pytest.mark.parametrize(
    ("changes", "item"),
    [
        ({"safeguarding_statement": ""}, "safeguarding_statement"),
        ({"safeguarding_statement": "Sample. Not ours."}, "safeguarding_statement"),
        ({"welcome": "Sample. Not ours."}, "brand"),
        ({"welcome": ""}, "brand"),
        ({"help_statement": "Sample. Not ours."}, "brand"),
        ({"brand_colour": "#ffff00"}, "brand"),
    ],
)
def test_brand_has_to_be_readable_and_ones_own(cedar, changes, item):
    Brand.objects.filter(partner=cedar).update(**changes)

    assert waiting(cedar) == [item]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"last_checked_on": None}, "Nobody has checked"),
        ({"review_by": timezone.localdate() - timedelta(days=1)}, "should have been checked again"),
        ({"withdrawn_at": timezone.now()}, "no contact of your own"),
    ],
)
def test_contacts_have_to_be_checked(cedar, changes, sentence):
    SupportContact.objects.filter(partner=cedar).update(**changes)

    items = readiness_of(cedar).waiting

    assert [item.key for item in items] == ["contacts"]
    assert sentence in items[0].missing[0]


def test_contact_on_the_help_page_counts_too(cedar):
    SupportContact.objects.create(key="nspcc", name="NSPCC", purpose="Advice")
    page = HelpPage.objects.child_of(cedar.section_pages.get()).get()
    page.body = [("contacts", {"keys": ["nspcc"]})]
    page.save()

    assert "NSPCC" in readiness_of(cedar).waiting[0].missing[0]


def test_programme_answers_for_the_national_contacts(two_partners):
    programme = two_partners.programme.partner
    before = readiness_of(programme).waiting
    contact = SupportContact.objects.create(key="nspcc", name="NSPCC", purpose="Advice", number="1")
    unchecked = readiness_of(programme).waiting
    mark_checked(contact=contact, by=None)

    found = [
        [sentence for item in items if item.key == "contacts" for sentence in item.missing]
        for items in (before, unchecked, readiness_of(programme).waiting)
    ]

    assert found == [["There is no national contact yet."], ["Nobody has checked NSPCC yet."], []]


def test_manager_opens_the_section(cedar, manager):
    before = Client().get("/cedar/").status_code

    page = manager.post("/staff/cedar/ready/", follow=True).content.decode()

    section = PartnerPage.objects.get(partner=cedar)
    assert before == 404
    assert "Your section is open" in page
    assert section.live
    assert not section.has_unpublished_changes
    assert Partner.objects.get(pk=cedar.pk).opened_at is not None
    assert AuditEntry.objects.filter(verb="open section", partner=cedar).count() == 1
    assert Client().get("/cedar/").status_code == 200
    assert Client().get("/cedar/help/").status_code == 200
    assert "Cedar Homes" in Client().get("/").content.decode()


def test_opening_twice_is_once(cedar):
    first = open_section(partner=cedar, by=None).opened_at

    assert open_section(partner=cedar, by=None).opened_at == first
    assert AuditEntry.objects.filter(verb="open section").count() == 1


def test_button_is_there_only_when_nothing_is_missing(cedar, manager):
    ready = manager.get("/staff/cedar/ready/").content.decode()
    SupportContact.objects.filter(partner=cedar).update(last_checked_on=None)

    waits = manager.get("/staff/cedar/ready/").content.decode()
    refused = manager.post("/staff/cedar/ready/", follow=True).content.decode()

    assert "Open the section</button>" in ready
    assert "Open the section</button>" not in waits
    assert "Nobody has checked Cedar Homes yet." in waits
    assert "Not yet" in refused
    assert Client().get("/cedar/").status_code == 404


def test_checklist_asks_the_same_of_the_database_for_one_contact_and_for_three(cedar, manager):
    def queries() -> int:
        manager.get("/staff/cedar/ready/")
        with counting() as sql:
            manager.get("/staff/cedar/ready/")
        return sql.number

    one = queries()
    for key in ("a", "b"):
        SupportContact.objects.create(key=key, name=key, purpose="x", scope="partner", partner=cedar)

    assert queries() == one


def editor_post(client: Client, page: Page, **buttons):
    data = {"title": page.title, "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, **buttons}
    return client.post(f"/admin/pages/{page.pk}/edit/", data)


def test_editor_does_not_publish_a_section_that_is_not_open(cedar):
    section = cedar.section_pages.get()
    approver = signed_in(make_person(section, Role.APPROVER))

    refused = editor_post(approver, section, **{"action-publish": "1"})
    draft = editor_post(approver, section)

    assert "This section is not open yet" in refused.content.decode()
    assert draft.status_code == 302
    assert not PartnerPage.objects.get(pk=section.pk).live


def test_approval_of_a_section_that_is_not_open_waits_for_the_opening(cedar):
    section = cedar.section_pages.get()
    section.title = "Cedar and friends"
    section.save_revision().publish()

    before = PartnerPage.objects.get(pk=section.pk).live
    open_section(partner=cedar, by=None)

    assert not before
    assert PartnerPage.objects.get(pk=section.pk).title == "Cedar and friends"


def test_bulk_publish_does_not_open_a_section_either(cedar):
    section = cedar.section_pages.get()
    approver = signed_in(make_person(section, Role.APPROVER))

    response = approver.post(f"/admin/bulk/wagtailcore/page/publish/?id={section.pk}", {}, follow=True)

    assert "This section is not open yet" in response.content.decode()
    assert not PartnerPage.objects.get(pk=section.pk).live
