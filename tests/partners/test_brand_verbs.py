"""A look is drafted by one person and approved by another; it can go live on a day, and back again."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision

from dashboards.domain.daily import run_daily
from letters.models import Letter
from partners.domain.brands import (
    BrandRefused,
    approve_brand,
    ask_for_brand_approval,
    discard_brand_draft,
    roll_back_brand,
    save_brand_draft,
    send_brand_back,
    unschedule_brand,
)
from partners.enums import Role
from partners.models import AuditEntry, Brand
from partners.queries import content_version, partner_faces
from partners.queries.brand_history import approved_looks, changes_between
from tests.factories.partners import make_person


@pytest.fixture
def alder(two_partners):
    return two_partners.alder


@pytest.fixture
def writer(alder):
    return make_person(alder, Role.COMMUNICATIONS)


@pytest.fixture
def approver(alder):
    return make_person(alder, Role.APPROVER)


def brand_at(section) -> Brand:
    return Brand.objects.get(partner=section.partner)


def drafted(section, by, **changes) -> Brand:
    save_brand_draft(brand=brand_at(section), changes=changes, by=by)
    return brand_at(section)


def waiting(section, by, **changes) -> Brand:
    ask_for_brand_approval(brand=drafted(section, by, **changes), by=by)
    return brand_at(section)


def approved(section, writer, approver, **changes) -> Brand:
    brand = waiting(section, writer, **changes)
    approve_brand(brand=brand, revision_id=brand.latest_revision_id, by=approver)
    return brand_at(section)


def verbs(section) -> list[str]:
    return list(
        AuditEntry.objects.filter(partner=section.partner).order_by("pk").values_list("verb", flat=True)
    )


def test_draft_changes_nothing_that_is_live(alder, writer):
    version = content_version()

    brand = drafted(alder, writer, welcome="New words.", footer="Here.")

    assert (brand.welcome, brand.footer, brand.has_unpublished_changes) == ("Welcome to alder.", "", True)
    assert brand.get_latest_revision_as_object().welcome == "New words."
    assert content_version() == version
    assert partner_faces()["alder"].welcome == "Welcome to alder."


def test_second_part_of_a_draft_keeps_the_first(alder, writer):
    drafted(alder, writer, welcome="New words.")

    draft = drafted(alder, writer, footer="Here.").get_latest_revision_as_object()

    assert (draft.welcome, draft.footer) == ("New words.", "Here.")


def test_same_draft_saved_twice_is_one(alder, writer):
    drafted(alder, writer, welcome="New words.")
    number = Revision.objects.count()

    drafted(alder, writer, welcome="New words.")

    assert Revision.objects.count() == number


def test_unsafe_colours_and_broken_fields_are_not_drafted(alder, writer):
    with pytest.raises(BrandRefused):
        drafted(alder, writer, brand_colour="#ffffff")
    with pytest.raises(ValidationError):
        drafted(alder, writer, monogram="TOO LONG")
    with pytest.raises(ValueError, match="not part of a look"):
        drafted(alder, writer, partner=None)

    assert not brand_at(alder).has_unpublished_changes


def test_approved_draft_is_live_and_everybody_hears_of_it(alder, writer, approver):
    version = content_version()

    brand = approved(alder, writer, approver, welcome="New words.", short_name="The Alders")

    assert (brand.welcome, brand.has_unpublished_changes, brand.submitted_at) == ("New words.", False, None)
    assert brand.submitted_by is None
    assert content_version() > version
    face = partner_faces()["alder"]
    assert (face.welcome, face.short_name) == ("New words.", "The Alders")
    assert verbs(alder)[-4:] == [
        "save brand draft",
        "ask for brand approval",
        "approve brand",
        "publish brand",
    ]


def test_nobody_approves_what_they_had_a_hand_in(alder, writer, approver):
    make_person(alder, Role.APPROVER, writer.email)
    drafted(alder, approver, footer="By the approver.")
    brand = waiting(alder, writer, welcome="By the writer.")

    for author in (writer, approver):
        with pytest.raises(BrandRefused, match="Somebody else"):
            approve_brand(brand=brand, revision_id=brand.latest_revision_id, by=author)

    assert brand_at(alder).welcome == "Welcome to alder."


def test_what_was_looked_at_is_what_goes_live(alder, writer, approver):
    brand = waiting(alder, writer, welcome="New words.")
    seen = brand.latest_revision_id
    ask_for_brand_approval(brand=drafted(alder, writer, welcome="Other words."), by=writer)

    with pytest.raises(BrandRefused, match="look again"):
        approve_brand(brand=brand, revision_id=seen, by=approver)

    assert brand_at(alder).welcome == "Welcome to alder."


def test_draft_that_is_changed_waits_no_longer(alder, writer, approver):
    brand = waiting(alder, writer, welcome="New words.")
    changed = drafted(alder, writer, welcome="Other words.")

    assert changed.submitted_at is None
    with pytest.raises(BrandRefused):
        approve_brand(brand=brand, revision_id=changed.latest_revision_id, by=approver)


def test_nothing_new_cannot_be_sent_for_approval(alder, writer):
    with pytest.raises(BrandRefused, match="no change"):
        ask_for_brand_approval(brand=brand_at(alder), by=writer)


def test_draft_sent_back_stays_a_draft(alder, writer, approver):
    send_brand_back(brand=waiting(alder, writer, welcome="New words."), by=approver)

    brand = brand_at(alder)
    assert (brand.submitted_at, brand.has_unpublished_changes) == (None, True)
    assert brand.get_latest_revision_as_object().welcome == "New words."


# A day to come


def scheduled(section, writer, approver, *, days: int = 3, **changes) -> Brand:
    brand = waiting(section, writer, **changes)
    approve_brand(
        brand=brand,
        revision_id=brand.latest_revision_id,
        by=approver,
        at=timezone.now() + timedelta(days=days),
    )
    return brand_at(section)


def days_later(days: int) -> None:
    """As if the day had come: what Wagtail's own command compares with now."""
    for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
        earlier = revision.approved_go_live_at - timedelta(days=days)
        content = {**revision.content, "go_live_at": earlier.isoformat()}
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=earlier, content=content)


def test_scheduled_look_goes_live_on_its_day_by_wagtails_own_command(alder, writer, approver):
    brand = scheduled(alder, writer, approver, welcome="Spring words.")
    call_command("publish_scheduled")
    before = (brand_at(alder).welcome, brand.live, brand.submitted_at)
    version = content_version()

    days_later(4)
    call_command("publish_scheduled")

    assert before == ("Welcome to alder.", True, None)
    after = brand_at(alder)
    assert (after.welcome, after.has_unpublished_changes, after.scheduled_revision) == (
        "Spring words.",
        False,
        None,
    )
    assert content_version() > version
    assert partner_faces()["alder"].welcome == "Spring words."
    assert verbs(alder)[-2:] == ["schedule brand", "publish brand"]


def test_daily_work_publishes_what_nobody_else_has(alder, writer, approver):
    scheduled(alder, writer, approver, welcome="Spring words.")
    days_later(4)

    done = run_daily()

    assert done["pages and looks whose day has come"] == 1
    assert brand_at(alder).welcome == "Spring words."


def test_draft_on_top_of_a_scheduled_look_is_not_carried_along(alder, writer, approver):
    scheduled(alder, writer, approver, welcome="Spring words.")
    drafted(alder, writer, welcome="Summer words.")

    days_later(4)
    call_command("publish_scheduled")

    brand = brand_at(alder)
    assert (brand.welcome, brand.has_unpublished_changes) == ("Spring words.", True)
    assert brand.get_latest_revision_as_object().welcome == "Summer words."


def test_scheduled_look_can_be_called_off(alder, writer, approver):
    unschedule_brand(brand=scheduled(alder, writer, approver, welcome="Spring words."), by=approver)

    days_later(4)
    call_command("publish_scheduled")

    assert brand_at(alder).welcome == "Welcome to alder."
    assert brand_at(alder).get_latest_revision_as_object().welcome == "Spring words."


def test_day_that_has_passed_is_refused(alder, writer, approver):
    with pytest.raises(BrandRefused, match="still to come"):
        scheduled(alder, writer, approver, days=-1, welcome="Old words.")


# And back


def test_earlier_look_comes_back_at_once(alder, writer, approver):
    approved(alder, writer, approver, welcome="Second.", brand_colour="#5b1d57")
    brand = approved(alder, writer, approver, welcome="Third.")
    third, second, first = approved_looks(brand)

    roll_back_brand(brand=brand, revision_id=first.pk, by=approver)

    back = brand_at(alder)
    assert [look.as_object().welcome for look in (third, second, first)] == [
        "Third.",
        "Second.",
        "Welcome to alder.",
    ]
    assert (back.welcome, back.brand_colour, back.has_unpublished_changes) == (
        "Welcome to alder.",
        "#1f5f5b",
        False,
    )
    assert partner_faces()["alder"].brand_colour == "#1f5f5b"
    assert len(approved_looks(back)) == 4
    roll_back_brand(brand=back, revision_id=back.live_revision_id, by=approver)
    assert len(approved_looks(back)) == 4


def test_draft_outlives_a_roll_back_and_its_authors_still_may_not_approve_it(alder, writer, approver):
    brand = approved(alder, writer, approver, welcome="Second.")
    waiting(alder, writer, footer="Under way.")

    roll_back_brand(brand=brand, revision_id=approved_looks(brand)[-1].pk, by=approver)

    back = brand_at(alder)
    assert (back.welcome, back.submitted_at) == ("Welcome to alder.", None)
    assert back.get_latest_revision_as_object().footer == "Under way."
    ask_for_brand_approval(brand=back, by=approver)
    with pytest.raises(BrandRefused, match="Somebody else"):
        approve_brand(brand=back, revision_id=back.latest_revision_id, by=writer)


def test_draft_is_no_earlier_look(alder, writer, approver):
    brand = drafted(alder, writer, welcome="Never seen.")

    with pytest.raises(BrandRefused, match="never live"):
        roll_back_brand(brand=brand, revision_id=brand.latest_revision_id, by=approver)


def test_discarded_draft_is_gone(alder, writer, approver):
    brand = approved(alder, writer, approver, welcome="Second.")

    discard_brand_draft(brand=drafted(alder, writer, welcome="Third."), by=writer)

    after = brand_at(alder)
    assert (after.welcome, after.has_unpublished_changes) == ("Second.", False)
    assert after.latest_revision_id == after.live_revision_id == brand.live_revision_id
    discard_brand_draft(brand=after, by=writer)
    assert verbs(alder).count("discard brand draft") == 1


def test_discarding_keeps_what_is_approved_for_a_day(alder, writer, approver):
    scheduled(alder, writer, approver, welcome="Spring words.")
    discard_brand_draft(brand=drafted(alder, writer, welcome="Summer words."), by=writer)

    days_later(4)
    call_command("publish_scheduled")

    assert (brand_at(alder).welcome, brand_at(alder).has_unpublished_changes) == ("Spring words.", False)


def test_changes_are_told_field_by_field(alder, writer):
    brand = drafted(alder, writer, welcome="New words.", brand_colour="#5b1d57", logo_order="programme_first")

    changes = changes_between(brand, brand.get_latest_revision_as_object())

    assert [(change.name, change.kind, str(change.before), str(change.after)) for change in changes] == [
        ("brand_colour", "colour", "#1f5f5b", "#5b1d57"),
        ("logo_order", "text", "Own logo first", "The programme's logo first"),
        ("welcome", "text", "Welcome to alder.", "New words."),
    ]


# Letters


def letters() -> list[tuple[str, str]]:
    return list(Letter.objects.order_by("pk").values_list("address", "subject"))


def test_those_who_may_approve_hear_of_it_and_whoever_asked_hears_of_the_decision(
    alder, two_partners, writer, approver
):
    make_person(alder, Role.APPROVER, writer.email)
    make_person(two_partners.programme, Role.APPROVER)
    make_person(two_partners.birch, Role.APPROVER)

    approved(alder, writer, approver, welcome="New words.")
    send_brand_back(brand=waiting(alder, writer, welcome="Other words."), by=approver)

    assert letters() == [
        (approver.email, "Something is waiting for you"),
        (writer.email, "Your page is approved"),
        (approver.email, "Something is waiting for you"),
        (writer.email, "Your page needs another look"),
    ]
    assert "/staff/alder/approvals/alder/" in Letter.objects.order_by("pk").first().body


def test_programmes_approver_hears_of_it_where_a_partner_has_no_second_person(alder, two_partners, writer):
    make_person(alder, Role.APPROVER, writer.email)
    standing_in = make_person(two_partners.programme, Role.APPROVER)

    waiting(alder, writer, welcome="New words.")

    assert letters() == [(standing_in.email, "Something is waiting for you")]
    assert "/staff/programme/approvals/alder/" in Letter.objects.get().body
