"""On a tablet that many people use nobody finds what somebody else did; as people meet it, by forms alone."""

import time

import pytest
from django.test import Client
from django.utils.timezone import localdate

from dashboards.domain.merger_plan import plan_merger
from learning.domain.people import close_tablets
from learning.models import ActivityCompletion, DeviceToken, Learner
from partners.enums import Role
from partners.models import SharedTablet
from tests.dashboards.test_departures import leave
from tests.dashboards.test_mergers import merge
from tests.factories.partners import make_person
from tests.factories.sql import counting
from tests.learning.acts import rows
from tests.learning.test_claiming import get_code

TABLETS = "/staff/alder/tablets/"
LESSON = "/alder/course-1/1/1/"
READ = "/learn/finish/alder/course-1/1/1/"
OVER = "ready for the next person"
COOKIES_OF_A_PERSON = ("learner", "seen", "own_phone", "tablet_seen", "borough", "slip", "sessionid")


@pytest.fixture
def staff(small_course) -> Client:
    client = Client()
    client.force_login(make_person(small_course.partners.alder, Role.COORDINATOR))
    return client


@pytest.fixture
def tablet(staff) -> Client:
    """A device that a coordinator has set."""
    staff.post(TABLETS, {"label": "Mill Lane, blue case"})
    return staff


def held(device: Client) -> list[str]:
    """What of a person is still on the device."""
    return [name for name in COOKIES_OF_A_PERSON if device.cookies.get(name) and device.cookies[name].value]


def later(monkeypatch, minutes: float) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + minutes * 60)


def test_setting_a_tablet_signs_staff_out_and_closes_what_was_open(staff):
    staff.post(READ)
    staff.post("/borough/", {"borough": "hackney"})

    response = staff.post(TABLETS, {"label": "Mill Lane, blue case"}, follow=True)

    assert OVER in response.content.decode()
    assert held(staff) == []
    assert staff.get(TABLETS)["Location"].startswith("/sign-in/")
    assert SharedTablet.objects.get().label == "Mill Lane, blue case"


def test_finish_offers_a_code_first_and_leaves_nothing(tablet):
    tablet.post(READ)
    page = tablet.get(LESSON).content.decode()
    asked = tablet.get("/tablet/finish/").content.decode()

    response = tablet.post("/tablet/finish/", follow=True)

    assert 'href="/tablet/finish/"' in page
    assert "get a code" in page
    assert "Get a code" in asked
    assert "Finish without a code" in asked
    assert OVER in response.content.decode()
    assert response.redirect_chain[0][0] == "/tablet/finished/"
    assert held(tablet) == []
    assert tablet.cookies["tablet"].value
    assert "Nothing here yet" in tablet.get("/my-learning/").content.decode()
    assert DeviceToken._base_manager.get().closed_at
    # The work stays; nobody opens it here.
    assert ActivityCompletion._base_manager.count() == 1


def test_code_taken_along_opens_it_again_here_too(tablet):
    tablet.post(READ)
    code = get_code(tablet)
    tablet.post("/tablet/finish/")

    page = tablet.post("/code/open/", {"code": code}, follow=True).content.decode()

    assert "1 of 6" in page
    assert "A code opens your work again" in tablet.get("/tablet/finish/").content.decode()


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", LESSON),
        ("get", "/my-learning/"),
        ("post", READ),
        ("post", "/phone/carry-on/"),
        ("get", "/tablet/finished/"),
    ],
)
def test_after_half_an_hour_nobody_carries_on(method, address, tablet, monkeypatch):
    tablet.post(READ)
    later(monkeypatch, 31)

    response = getattr(tablet, method)(address)

    assert OVER in response.content.decode()
    assert "Small signs" not in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert held(tablet) == []
    assert len(rows(ActivityCompletion, "pk")) == len(rows(Learner, "pk")) == 1


def test_page_for_everybody_stays_one_and_lets_go_of_the_person(tablet, monkeypatch):
    tablet.post(READ)
    later(monkeypatch, 31)

    page = tablet.get("/alder/").content.decode()

    assert "Carry on" not in page
    assert held(tablet) == []


def test_cookies_that_a_browser_kept_all_the_same_open_nothing(tablet, monkeypatch):
    tablet.post(READ)
    kept = {name: tablet.cookies[name].value for name in ("learner", "tablet_seen", "seen")}
    later(monkeypatch, 31)
    tablet.get("/alder/")
    for name, value in kept.items():
        tablet.cookies[name] = value

    assert OVER in tablet.get("/my-learning/").content.decode()


def test_whoever_is_still_there_is_asked_and_stays(tablet, monkeypatch):
    tablet.post(READ)
    later(monkeypatch, 26)
    assert 'http-equiv="refresh" content="1500; url=/tablet/still-here/?next=/alder/' in _page_of(tablet)
    before = {name: tablet.cookies[name].value for name in ("seen", "tablet_seen")}

    asked = tablet.get("/tablet/still-here/", {"next": LESSON})

    assert "Are you still here?" in asked.content.decode()
    assert asked["Refresh"] == "300; url=/tablet/finished/"
    # Looking is no sign of life.
    assert {name: tablet.cookies[name].value for name in before} == before
    assert tablet.post("/tablet/still-here/", {"next": LESSON})["Location"] == LESSON
    assert tablet.post("/tablet/still-here/", {"quiet": "yes"}).status_code == 204
    assert tablet.get("/tablet/finished/")["Location"] == "/tablet/still-here/"
    later(monkeypatch, 29)
    assert "1 of 6" in tablet.get("/my-learning/").content.decode()


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:x", ""])
def test_nobody_is_led_elsewhere(address, tablet):
    tablet.post(READ)

    assert tablet.post("/tablet/still-here/", {"next": address})["Location"] == "/my-learning/"


def _page_of(tablet: Client) -> str:
    return tablet.get(LESSON).content.decode()


def test_exit_pauses_and_does_not_end(tablet, monkeypatch):
    tablet.post(READ)
    tablet.post("/phone/pause/")

    paused = tablet.get("/my-learning/").content.decode()

    assert "Was it you" in paused
    assert "Start fresh" not in paused
    tablet.post("/phone/carry-on/")
    assert "1 of 6" in tablet.get("/my-learning/").content.decode()
    tablet.post("/phone/pause/")
    later(monkeypatch, 31)
    assert OVER in tablet.get("/my-learning/").content.decode()


def test_what_is_for_ones_own_phone_is_not_offered(tablet):
    tablet.post(READ)

    page = tablet.get("/phone/").content.decode()
    tablet.post("/phone/own/", {"own": "yes"})

    assert "own phone" not in page
    assert "Clear this phone" not in page
    assert "own_phone" not in held(tablet)
    for address in ("/phone/clear/", "/phone/fresh/"):
        assert tablet.post(address)["Location"] == "/tablet/finish/"
    assert tablet.cookies["tablet"].value


def test_staff_and_residents_do_not_mix_on_a_tablet(tablet, small_course):
    tablet.post(READ)
    login = {"login": "coordinator@alder.example", "password": "a long password"}
    tablet.post("/sign-in/", login)
    assert "learner" not in held(tablet)
    assert tablet.get(TABLETS).status_code == 200

    tablet.post(READ)

    assert tablet.get(TABLETS)["Location"].startswith("/sign-in/")
    assert "1 of 6" in tablet.get("/my-learning/").content.decode()
    assert len(rows(Learner, "pk")) == 2


def test_ended_by_staff_it_is_over_with_the_next_request(tablet, small_course):
    tablet.post(READ)
    office = Client()
    office.force_login(make_person(small_course.partners.alder, Role.MANAGER))
    assert "Mill Lane, blue case" in office.get(TABLETS).content.decode()

    office.post(f"{TABLETS}{SharedTablet.objects.get().public_id}/end/")

    assert OVER in tablet.get("/my-learning/").content.decode()
    assert held(tablet) == []
    assert tablet.cookies["tablet"].value == ""
    assert "<bdi>Mill Lane" not in office.get(TABLETS).content.decode()


def test_forged_or_foreign_cookie_makes_no_tablet(tablet, small_course):
    phone = Client()
    phone.cookies["tablet"] = f"{SharedTablet.objects.get().public_id}:forged"
    phone.post(READ)

    assert "/tablet/finish/" not in phone.get(LESSON).content.decode()
    assert phone.get("/tablet/finish/")["Location"] == "/phone/"


def test_who_sets_and_ends_tablets(small_course):
    partners = small_course.partners
    at_birch = SharedTablet.objects.create(partner=partners.birch.partner, label="Birch hall")
    manager, trainer = Client(), Client()
    manager.force_login(make_person(partners.alder, Role.MANAGER))
    trainer.force_login(make_person(partners.alder, Role.TRAINER))

    assert "Birch hall" not in manager.get(TABLETS).content.decode()
    assert manager.post(f"{TABLETS}{at_birch.public_id}/end/").status_code == 404
    assert manager.get("/staff/birch/tablets/").status_code == 404
    assert trainer.get(TABLETS).status_code == 403
    assert Client().get(TABLETS)["Location"].startswith("/sign-in/")
    assert "Give it a name" in manager.post(TABLETS, {"label": " "}).content.decode()
    numbers = []
    for label in ("One", "Two", "Three"):
        SharedTablet.objects.create(partner=partners.alder.partner, label=label)
        manager.get(TABLETS)
        with counting() as sql:
            manager.get(TABLETS)
        numbers.append(sql.number)
    assert numbers[0] == numbers[-1]


def test_tablet_costs_a_page_no_query(tablet):
    phone = Client()
    numbers = []
    for device in (phone, tablet):
        device.post(READ)
        device.get(LESSON)
        with counting() as sql:
            device.get(LESSON)
        numbers.append(sql.number)

    assert numbers[0] == numbers[1]


def test_tablet_is_no_phone_of_the_learners_and_its_day_ends(tablet, monkeypatch):
    tablet.post(READ)
    assert "0 phones" in tablet.get("/my-data/").content.decode()
    DeviceToken._base_manager.update(made_at="2026-01-01T00:00Z")

    assert close_tablets() == 1
    assert DeviceToken._base_manager.get().closed_at


@pytest.mark.parametrize(("happens", "keeper"), [(merge, Role.COORDINATOR), (leave, Role.PROGRAMME_MANAGER)])
def test_tablet_stays_one_when_its_partner_joins_another_or_leaves(
    tablet, two_partners, monkeypatch, happens, keeper
):
    tablet.post(READ)
    alder, birch = two_partners.alder.partner, two_partners.birch.partner
    plan = plan_merger(source=alder, target=birch, dated_on=localdate(), legal_successor_on=None)
    assert plan.figures()["tablets"] == 1
    happens(two_partners)
    place = two_partners.birch if happens is merge else two_partners.programme
    keepers = Client()
    keepers.force_login(make_person(place, keeper))

    assert "Small signs" in tablet.get("/my-learning/").content.decode()
    assert tablet.cookies["tablet"].value
    later(monkeypatch, 31)
    assert OVER in tablet.get("/my-learning/").content.decode()
    assert held(tablet) == []

    # Nobody but its keepers ends it, and they do.
    listed = keepers.get(f"/staff/{place.partner.slug}/tablets/").content.decode()
    assert "Mill Lane, blue case" in listed
    keepers.post(f"/staff/{place.partner.slug}/tablets/{SharedTablet.objects.get().public_id}/end/")
    assert tablet.get("/my-learning/").status_code == 200
    assert not tablet.cookies["tablet"].value
