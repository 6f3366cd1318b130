"""Contacts are kept by whose they are: added, changed, rung, reminded of, reported and settled."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from courses.models import LessonPage
from dashboards.domain import daily
from letters.models import Letter
from partners.conf import REPORTS_A_DAY
from partners.domain import keep_contact, mark_checked, remind_of_contacts, report_contact
from partners.enums import ContactScope, Role
from partners.models import AuditEntry, Borough, ContactReport, Partner, SupportContact
from partners.queries import content_version
from tests.factories.partners import make_person
from tests.factories.sql import counting

TODAY = timezone.localdate()
PATH = "/staff/alder/contacts/"
FIELDS = {"name": "Alder Line", "purpose": "Listens.", "number": "020 7946 0001"}


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def manager(two_partners):
    return signed_in(make_person(two_partners.alder, Role.MANAGER, "manager@alder.example"))


@pytest.fixture
def programme_manager(two_partners):
    return signed_in(make_person(two_partners.programme, Role.PROGRAMME_MANAGER, "lead@programme.example"))


def contact_of(partner=None, key: str = "line", **fields) -> SupportContact:
    scope = ContactScope.PARTNER if partner else ContactScope.NATIONAL
    return SupportContact.objects.create(key=key, partner=partner, scope=scope, **{**FIELDS, **fields})


@pytest.fixture
def own(two_partners):
    return contact_of(two_partners.alder.partner)


@pytest.fixture
def strangers(two_partners):
    return contact_of(two_partners.birch.partner, name="Birch Line")


def test_manager_adds_a_contact_of_the_own_partner(two_partners, manager):
    response = manager.post(f"{PATH}new/", FIELDS, follow=True)

    contact = SupportContact.objects.get()
    assert (contact.key, contact.scope, contact.partner) == (
        "alder_line",
        "partner",
        two_partners.alder.partner,
    )
    assert "Now ring it" in response.content.decode()
    assert "Not checked" in response.content.decode()
    assert AuditEntry.objects.filter(verb="add contact", partner=two_partners.alder.partner).count() == 1


def test_programme_adds_national_and_borough_contacts(two_partners, programme_manager):
    borough = Borough.objects.create(key="hackney", name="Hackney")

    programme_manager.post("/staff/programme/contacts/new/", {**FIELDS, "key": "nspcc"})
    programme_manager.post("/staff/programme/contacts/new/", {**FIELDS, "key": "door", "borough": borough.pk})

    found = SupportContact.objects.order_by("pk").values_list("key", "scope", "borough__key", "partner")
    assert list(found) == [("nspcc", "national", None, None), ("door", "borough", "hackney", None)]


def test_partner_gives_its_own_contact_no_other_place(two_partners, manager):
    borough = Borough.objects.create(key="hackney", name="Hackney")

    manager.post(f"{PATH}new/", {**FIELDS, "borough": borough.pk, "partner": two_partners.birch.partner.pk})

    contact = SupportContact.objects.get()
    assert (contact.borough, contact.partner) == (None, two_partners.alder.partner)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"number": "ring us"}, "number"),
        ({"number": ""}, "number"),
        ({"second_number": "later"}, "second_number"),
        ({"web": "javascript:alert(1)"}, "web"),
        ({"web": "two words"}, "web"),
        ({"key": "a b"}, "key"),
        ({"key": "line"}, "key"),
        ({"key": "help_page"}, "key"),
        ({"key": "emergency"}, "key"),
        ({"name": "帮助"}, "key"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_nothing_is_stored(own, manager, changes, field):
    contact_of(key="emergency", number="999", is_never_doubted=True)

    response = manager.post(f"{PATH}new/", {**FIELDS, **changes})

    assert field in response.context["form"].errors
    assert "Listens." in response.content.decode()
    assert SupportContact.objects.count() == 2


def test_website_is_kept_without_its_scheme(own, manager):
    manager.post(f"{PATH}{own.public_id}/", {**FIELDS, "web": "https://alder.example/help/"})

    assert SupportContact.objects.get().web == "alder.example/help"


def test_new_number_has_been_rung_by_nobody(own, manager):
    mark_checked(contact=own, by=None)
    before = content_version()

    manager.post(f"{PATH}{own.public_id}/", {**FIELDS, "hours": "Always"})
    kept = SupportContact.objects.get().last_checked_on
    manager.post(f"{PATH}{own.public_id}/", {**FIELDS, "hours": "Always", "number": "020 7946 0002"})

    contact = SupportContact.objects.get()
    assert kept == TODAY
    assert (contact.last_checked_on, contact.review_by) == (None, None)
    assert content_version() > before
    assert AuditEntry.objects.filter(verb="change contact").first().details == {"fields": ["number"]}


def test_manager_says_that_it_was_rung_and_works(own, manager):
    SupportContact.objects.update(is_sample=True)
    report_contact(contact=own)

    page = manager.get(f"{PATH}{own.public_id}/checked/").content.decode()
    manager.post(f"{PATH}{own.public_id}/checked/", {"review_by": TODAY + timedelta(days=90)})

    contact = SupportContact.objects.get()
    assert "020 7946 0001" in page
    assert f'value="{TODAY + timedelta(days=365)}"' in page
    assert (contact.last_checked_on, contact.is_sample) == (TODAY, False)
    assert contact.review_by == TODAY + timedelta(days=90)
    assert not ContactReport.objects.filter(settled_at=None).exists()


@pytest.mark.parametrize("days", [0, -1, 366])
def test_next_ring_is_within_a_year(own, manager, days):
    response = manager.post(f"{PATH}{own.public_id}/checked/", {"review_by": TODAY + timedelta(days=days)})

    assert response.context["form"].errors.keys() == {"review_by"}
    assert SupportContact.objects.get().last_checked_on is None


def test_what_has_no_number_cannot_have_been_rung(two_partners):
    contact = contact_of(two_partners.alder.partner, number="")

    with pytest.raises(ValidationError):
        mark_checked(contact=contact, by=None)


def test_nobody_keeps_what_is_not_theirs(two_partners, strangers):
    national = contact_of(key="nspcc")

    for contact in (strangers, national):
        with pytest.raises(SupportContact.DoesNotExist):
            keep_contact(keeper=two_partners.alder.partner, contact=contact, values=FIELDS, by=None)


@pytest.mark.parametrize("part", ["", "checked/", "settle/"])
def test_strangers_contact_is_not_there(two_partners, own, strangers, manager, part):
    page = manager.get(PATH).content.decode()
    addresses = [f"{PATH}{row.public_id}/{part}" for row in (strangers, contact_of(key="nspcc"))]

    answers = {
        getattr(manager, method)(address).status_code for address in addresses for method in ("get", "post")
    }

    assert "Birch Line" not in page
    assert answers == ({404, 405} if part == "settle/" else {404})
    assert manager.get(f"/staff/birch/contacts/{strangers.public_id}/{part}").status_code == 404


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.TRAINER, Role.APPROVER])
def test_other_roles_keep_no_contacts(two_partners, own, role):
    client = signed_in(make_person(two_partners.alder, role))

    answers = {client.get(f"{PATH}{part}").status_code for part in ("", "new/", f"{own.public_id}/")}

    assert answers == {403}
    assert Client().get(PATH)["Location"].startswith("/sign-in/")


def test_list_asks_the_same_of_the_database_for_one_and_for_three(two_partners, own, manager):
    def queries() -> int:
        manager.get(PATH)
        with counting() as sql:
            manager.get(PATH)
        return sql.number

    report_contact(contact=own)
    one = queries()
    for key in ("b", "c"):
        report_contact(contact=contact_of(two_partners.alder.partner, key=key))

    assert queries() == one


# "This number did not work"


def report_path(contact: SupportContact, at: str = "alder") -> str:
    return f"/contact/{contact.public_id}/did-not-work/?at={at}"


def test_anybody_says_that_a_number_did_not_work(two_partners, own, manager):
    phone = Client(enforce_csrf_checks=True)

    asked = phone.get(report_path(own))
    before = ContactReport.objects.count()
    thanks = phone.post(report_path(own), follow=True)

    report = ContactReport.objects.get()
    assert before == 0
    assert "Did Alder Line not work?" in asked.content.decode()
    assert "/alder/theme.css" in asked.content.decode()
    assert "Get help" in thanks.content.decode()
    assert (report.contact, report.partner, report.settled_at) == (own, two_partners.alder.partner, None)
    assert not phone.cookies
    assert "1 reader said that it did not work" in manager.get(PATH).content.decode()


def test_manager_settles_what_was_reported(own, manager):
    report_contact(contact=own)

    page = manager.post(f"{PATH}{own.public_id}/settle/", follow=True).content.decode()

    assert "did not work" not in page
    assert ContactReport.objects.get().settled_at
    assert AuditEntry.objects.get(verb="settle reports").details == {"number": 1}


def test_letter_goes_to_those_who_keep_it_once_a_day(
    two_partners, own, strangers, manager, programme_manager
):
    make_person(two_partners.birch, Role.MANAGER)
    national = contact_of(key="nspcc")

    for _press in range(3):
        report_contact(contact=own)
        report_contact(contact=national)

    addresses = sorted(Letter.objects.values_list("address", flat=True))
    assert addresses == ["lead@programme.example", "manager@alder.example"]
    assert "/staff/alder/contacts/" in Letter.objects.get(address="manager@alder.example").body


def test_partner_without_a_manager_leaves_it_to_the_programme(two_partners, own, programme_manager):
    report_contact(contact=own)

    assert Letter.objects.get().address == "lead@programme.example"


def test_number_of_reports_a_day_has_an_end(own, manager):
    taken = [report_contact(contact=own) for _press in range(REPORTS_A_DAY + 5)]
    ContactReport.objects.update(reported_at=timezone.now() - timedelta(days=1))

    assert sum(taken) == REPORTS_A_DAY
    assert report_contact(contact=own)


@pytest.mark.parametrize("at", ["", "nobody", "<b>"])
def test_forged_section_is_nobodys(own, at):
    response = Client().post(report_path(own, at))

    assert response["Location"] == f"/contact/{own.public_id}/thanks/"
    assert ContactReport.objects.get().partner is None


def test_contact_that_is_gone_cannot_be_reported(own):
    SupportContact.objects.update(withdrawn_at=timezone.now())

    assert Client().post(report_path(own)).status_code == 404
    assert not ContactReport.objects.exists()


# Reminders


def due_in(contact: SupportContact, days: int) -> None:
    SupportContact.objects.filter(pk=contact.pk).update(review_by=TODAY + timedelta(days=days))


@pytest.mark.parametrize(("days", "letters"), [(61, 0), (60, 1), (31, 1), (30, 1), (7, 1), (0, 1), (-1, 1)])
def test_reminder_comes_at_its_stage_and_once(own, manager, days, letters):
    due_in(own, days)

    for _run in range(2):
        remind_of_contacts()

    assert Letter.objects.count() == letters


def test_each_stage_has_its_letter_even_where_a_day_was_missed(own, manager):
    due_in(own, 60)
    days = [0, 1, 29, 30, 54, 60, 61, 62, 92]

    counts = []
    for day in days:
        remind_of_contacts(today=TODAY + timedelta(days=day))
        counts.append(Letter.objects.count())

    assert counts == [1, 1, 1, 2, 3, 3, 4, 4, 5]


def test_nobody_is_reminded_of_what_is_withdrawn_or_never_doubted(two_partners, own, manager):
    due_in(own, -5)
    SupportContact.objects.update(withdrawn_at=timezone.now())
    contact_of(key="emergency", is_never_doubted=True, review_by=TODAY)

    assert remind_of_contacts() == 0
    assert not Letter.objects.exists()


def test_nobody_is_reminded_of_what_a_partner_that_has_left_kept(own, programme_manager):
    due_in(own, -5)
    everybodys = contact_of(review_by=TODAY - timedelta(days=5))
    Partner.objects.filter(pk=own.partner_id).update(left_on=TODAY)

    assert remind_of_contacts() == 1
    assert str(everybodys.public_id) in Letter.objects.get().dedupe_key


def test_daily_work_reminds_and_one_failure_does_not_stop_the_rest(own, manager, monkeypatch, capsys):
    due_in(own, 5)
    monkeypatch.setattr(daily, "DAILY", {"broken": lambda: 1 / 0, **daily.DAILY})

    done = daily.run_daily()

    assert (done["broken"], done["contacts to be rung"]) == (None, 1)
    assert Letter.objects.count() == 1


def test_daily_command_says_what_it_did(own, manager, capsys):
    due_in(own, 5)

    call_command("daily")

    assert "contacts to be rung: 1" in capsys.readouterr().out


def test_beside_each_number_in_a_lesson_stands_the_way_to_say_so(small_course):
    contact = contact_of(key="childline", name="Childline", number="0800 1111")
    contact_of(key="emergency", name="Emergency", number="999", is_never_doubted=True)
    lesson = LessonPage.objects.get(url_path="/home/programme/course-1/1/1/")
    lesson.body = [("contacts", {"keys": ["childline", "emergency"]})]
    lesson.save_revision().publish()

    pages = [Client().get(f"/{slug}/course-1/1/1/").content.decode() for slug in ("alder", "birch")]

    assert [report_path(contact, at) in page for at, page in zip(("alder", "birch"), pages, strict=True)] == [
        True,
        True,
    ]
    assert pages[0].count("did-not-work") == 1
    assert "csrf" not in pages[0].split("did-not-work")[0].rsplit("contact__name", 1)[1]
