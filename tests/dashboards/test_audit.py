"""Who did what, for a partner's managers: its own entries, and a learner by reference."""

from datetime import datetime
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import LogContext

from accounts.models import User
from partners.domain import erase_staff_user, give_role, record
from partners.enums import Role
from partners.models import AuditEntry
from tests.dashboards.test_board import learner_at
from tests.factories.partners import make_person
from tests.factories.sql import counting

ADDRESS = "/staff/alder/audit/"


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def manager(two_partners) -> Client:
    """Alder's manager; Birch has a person with a name, and an entry of its own."""
    make_person(two_partners.birch, Role.TRAINER, "bea@birch.example")
    return as_user(make_person(two_partners.alder, Role.MANAGER))


def lines(response) -> list[tuple]:
    return [(line.actor, line.verb, line.what) for line in response.context["trail"].lines]


def test_entries_are_ones_own_newest_first_and_in_words(two_partners, manager):
    tess = make_person(two_partners.alder, Role.TRAINER, "tess@alder.example")
    boss = make_person(two_partners.alder, Role.MANAGER)
    give_role(user=tess, partner=two_partners.alder.partner, role=Role.APPROVER, by=boss)

    page = manager.get(ADDRESS)

    assert lines(page)[0] == ("manager@alder.example", "give role", "tess@alder.example, Approver")
    assert ("The site itself", "give role", "tess@alder.example, Trainer") in lines(page)
    assert "birch.example" not in page.content.decode()


def test_other_roles_and_other_partners_are_refused(two_partners, manager):
    for role in (Role.TRAINER, Role.APPROVER, Role.COMMUNICATIONS, Role.COORDINATOR, Role.WORKSHOP_HOST):
        assert as_user(make_person(two_partners.alder, role)).get(ADDRESS).status_code == 403
    assert manager.get("/staff/birch/audit/").status_code == 404
    assert Client().get(ADDRESS).url.startswith("/sign-in/")


def test_time_is_londons(two_partners, manager):
    at = datetime(2026, 7, 1, 9, 30, tzinfo=ZoneInfo("UTC"))
    with mock.patch.object(timezone, "now", return_value=at):
        record(actor=None, verb="load", of=two_partners.alder.partner, partner=two_partners.alder.partner)

    assert "1 Jul 2026<br>10:30" in manager.get(f"{ADDRESS}?month=2026-07").content.decode()


def test_entries_are_picked_by_act_and_by_month(two_partners, manager):
    alder = two_partners.alder.partner
    march = datetime(2026, 3, 31, 22, 59, tzinfo=ZoneInfo("UTC"))
    with mock.patch.object(timezone, "now", return_value=march):
        record(actor=None, verb="load", of=alder, partner=alder)
    record(actor=None, verb="open section", of=alder, partner=alder)

    by_act = manager.get(f"{ADDRESS}?verb=open+section")
    by_month = manager.get(f"{ADDRESS}?month=2026-03")

    assert [verb for _who, verb, _what in lines(by_act)] == ["open section"]
    assert [verb for _who, verb, _what in lines(by_month)] == ["load"]
    assert "open section" in by_act.context["trail"].verbs


@pytest.mark.parametrize(
    "query", ["month=never", "month=2026-99", "page=zero", "page=999", "verb=%00", "verb=x"]
)
def test_what_cannot_be_asked_for_is_no_error(manager, query):
    assert manager.get(f"{ADDRESS}?{query}").status_code == 200


def test_fifty_stand_on_a_page(two_partners, manager):
    alder = two_partners.alder.partner
    for number in range(60):
        record(actor=None, verb="load", of=alder, partner=alder, number=number)

    first, second = (manager.get(f"{ADDRESS}?verb=load&page={page}") for page in (1, 2))

    assert [len(lines(page)) for page in (first, second)] == [50, 10]
    assert "?page=2&amp;verb=load" in first.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_screen_asks_the_same_of_the_database(two_partners, manager, number):
    alder = two_partners.alder.partner
    for at in range(number):
        boss = make_person(two_partners.alder, Role.MANAGER, f"{at}@alder.example")
        record(actor=boss, verb="load", of=alder, partner=alder)
        record(actor=boss, verb="publish page", of=two_partners.alder, partner=alder)
    manager.get(ADDRESS)

    with counting() as sql:
        manager.get(ADDRESS)

    assert sql.number == 10, sql.queries


# A learner


@pytest.mark.parametrize("shares", [True, False])
@pytest.mark.parametrize("sees_people", [True, False])
def test_learners_name_stands_only_for_those_who_may_see_it_anyway(small_course, shares, sees_people):
    partners = small_course.partners
    learner = learner_at("alder", name="Sharing Sam", shares=shares)
    user = make_person(partners.alder, Role.MANAGER)
    if sees_people:
        make_person(partners.alder, Role.COORDINATOR, user.email)
    record(actor=user, verb="view learner", of=learner, partner=partners.alder.partner)
    looks = AuditEntry.objects.filter(verb="view learner list").count()

    page = as_user(user).get(ADDRESS).content.decode()

    is_named = shares and sees_people
    assert learner.public_id in page
    assert ("Sharing Sam" in page) is is_named
    assert AuditEntry.objects.filter(verb="view learner list").count() == looks + is_named


# What is written down


def test_publishing_and_unpublishing_by_staff_are_written_down(two_partners, small_course):
    approver = make_person(two_partners.alder, Role.APPROVER)
    page = small_course.alder
    with LogContext(user=approver):
        page.save_revision(user=approver).publish(user=approver)
        page.refresh_from_db()
        page.unpublish(user=approver)

    found = AuditEntry.objects.filter(partner=two_partners.alder.partner, actor=approver).order_by("pk")
    assert list(found.values_list("verb", "object_kind", "object_reference")) == [
        ("publish page", "courses.adoptedcoursepage", str(page.pk)),
        ("unpublish page", "courses.adoptedcoursepage", str(page.pk)),
    ]


def test_publishing_from_the_editor_names_who_did_it(two_partners, small_course):
    make_person(two_partners.alder, Role.TRAINER)
    approver = make_person(two_partners.alder, Role.APPROVER)
    client = as_user(approver)

    client.post(f"/admin/pages/{two_partners.alder.pk}/unpublish/", follow=True)

    assert AuditEntry.objects.filter(verb="unpublish page", actor=approver).count() == 1


def test_what_a_builder_publishes_is_nobodys_act(small_course):
    assert not AuditEntry.objects.filter(verb__endswith="publish page").exists()


def test_what_concerns_no_partner_is_read_by_the_programme_and_nobody_else(two_partners, manager):
    """An operator at the settings of the whole site, an account that was erased."""
    operator = User.objects.create_superuser("root@example.org", "a long password")
    assert as_user(operator).get("/admin/locales/").status_code == 200
    erase_staff_user(user=make_person(two_partners.birch, Role.TRAINER, "gone@birch.example"))
    programmes = as_user(make_person(two_partners.programme, Role.PROGRAMME_MANAGER))

    read = [verb for _actor, verb, _what in lines(programmes.get("/staff/programme/audit/"))]

    assert {"use as operator", "erase account"} <= set(read)
    assert "end role" not in read
    own = {verb for _actor, verb, _what in lines(manager.get(ADDRESS))}
    assert not {"use as operator", "erase account"} & own
