"""The pause page: nothing is lost, and nobody who picks up the phone reads what is somebody else's."""

import re
import time

import pytest
from django.test import Client
from django.utils import timezone

from learning.models import DeviceToken, Learner
from learning.views import pausing
from tests.factories.sql import counting
from tests.factories.walking import form_around_primary

LESSON = "/alder/course-1/1/1/"
FINISH = "/learn/finish/alder/course-1/1/1/"
PERSONAL = ["/my-learning/", LESSON, "/alder/course-1/", "/alder/course-1/1/", "/phone/", "/code/"]
FOR_EVERYBODY = ["/", "/alder/", "/check/", "/phone/fresh/", "/phone/clear/", "/code/open/"]


@pytest.fixture(autouse=True)
def _course(small_course):
    return small_course


@pytest.fixture
def phone() -> Client:
    """A phone on which somebody has begun."""
    client = Client()
    client.post(FINISH)
    return client


@pytest.fixture
def later(monkeypatch):
    """Lets minutes go by."""
    now = time.time()

    def go(minutes: float) -> None:
        monkeypatch.setattr(time, "time", lambda: now + minutes * 60)

    return go


def is_paused(response) -> bool:
    return "Was it you who used this phone last?" in response.content.decode()


def test_phone_in_use_is_not_paused(phone, later):
    for minutes in (0, 29, 50, 75):
        later(minutes)
        assert not is_paused(phone.get("/my-learning/")), minutes


@pytest.mark.parametrize("address", PERSONAL)
def test_after_half_an_hour_the_pause_page_stands_before_every_personal_page(phone, later, address):
    later(31)

    response = phone.get(address)

    html = response.content.decode()
    assert is_paused(response)
    assert "no-store" in response["Cache-Control"]
    assert "Small signs" not in html
    assert "finished" not in html
    assert "Alder" not in html.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("address", ["/my-learning/", "/alder/", "/phone/fresh/"])
def test_what_waits_to_be_read_is_not_told_to_whoever_finds_a_paused_phone(phone, later, address):
    Learner._base_manager.update(is_asked_about_sharing=True, has_reset_to_read=True)
    assert "A code was made for your work." in phone.get("/phone/").content.decode()
    later(31)

    html = phone.get(address).content.decode()

    assert "A code was made" not in html
    assert "who may see your name" not in html


def test_to_carry_on_is_a_visit_from_which_the_work_is_kept(phone, later):
    Learner._base_manager.update(last_visit_on="2026-01-31")
    later(31)

    phone.get("/my-learning/")
    assert stored_day() == "2026-01-31"
    phone.post("/phone/carry-on/", {"next": "/my-learning/"})

    assert stored_day() == timezone.localdate().isoformat()


def said_by(phone: Client, address: str) -> list[str]:
    return re.findall(r'data-visit="([^"]*)"', phone.get(address).content.decode())


@pytest.mark.parametrize("address", PERSONAL)
def test_whoever_only_reads_on_their_own_phone_has_visited_too(phone, later, address):
    phone.post("/phone/own/", {"own": "yes"})
    assert said_by(phone, address) == []
    Learner._base_manager.update(last_visit_on="2026-01-31")
    later(60 * 24)

    [visit] = said_by(phone, address)
    assert stored_day() == "2026-01-31"
    # Without a body, as a beacon comes.
    assert phone.generic("POST", visit).status_code == 204

    assert stored_day() == timezone.localdate().isoformat()
    assert said_by(phone, address) == []


def test_without_a_script_a_button_says_so(phone):
    phone.post("/phone/own/", {"own": "yes"})
    assert "Keep it from today" not in phone.get("/my-data/").content.decode()
    Learner._base_manager.update(last_visit_on="2026-01-31")
    html = phone.get("/my-data/").content.decode()
    assert ("28 February 2027" in html, "Keep it from today" in html) == (True, True)

    answer = phone.post("/phone/visit/", {"csrfmiddlewaretoken": "x"})

    assert answer["Location"] == "/my-data/#until"
    assert stored_day() == timezone.localdate().isoformat()


def test_a_visit_to_a_paused_phone_is_not_its_learners(phone, later):
    Learner._base_manager.update(last_visit_on="2026-01-31")
    later(31)

    assert said_by(phone, "/alder/") == said_by(phone, LESSON) == []
    assert is_paused(phone.post("/phone/visit/"))
    assert stored_day() == "2026-01-31"


def test_a_visit_of_nobody_is_noted_nowhere():
    assert Client().post("/phone/visit/").status_code == 204
    assert not Learner._base_manager.exists()


def stored_day() -> str:
    return Learner._base_manager.get().last_visit_on.isoformat()


@pytest.mark.parametrize("address", FOR_EVERYBODY)
def test_what_is_for_everybody_stays_open_and_says_nothing_of_anybody(phone, later, address):
    later(31)

    html = phone.get(address).content.decode()

    assert "Was it you" not in html
    assert "Carry on" not in html


def test_carry_on_leads_back_to_the_page_that_was_asked_for(phone, later):
    later(31)
    phone.get(LESSON)

    response = phone.post("/phone/carry-on/", {"next": LESSON})

    assert response["Location"] == LESSON
    assert "You have finished this page" in phone.get(LESSON).content.decode()


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:x", "", "\\evil", "/\\evil.example"]
)
def test_carry_on_leads_nowhere_else(phone, target):
    assert phone.post("/phone/carry-on/", {"next": target})["Location"] == "/my-learning/"


def test_exit_pauses_at_once(phone):
    response = phone.post("/phone/pause/")

    assert response.status_code == 204
    assert is_paused(phone.get("/my-learning/"))


def test_what_was_typed_on_an_open_page_is_stored_and_then_the_page_asks(phone, later):
    later(31)

    response = phone.post("/learn/finish/alder/course-1/1/2/")

    assert response.status_code == 302
    assert is_paused(phone.get(response["Location"]))
    phone.post("/phone/carry-on/")
    assert "2 of 6 finished" in phone.get("/my-learning/").content.decode()


@pytest.mark.parametrize("cookie", ["", "x", "forged:1abc:signature", "\x00"])
def test_forged_sign_of_life_is_none(phone, cookie):
    phone.cookies[pausing.SEEN_COOKIE] = cookie

    assert is_paused(phone.get("/my-learning/"))


def test_sign_of_life_of_another_phone_is_none(phone):
    other = Client()
    other.post(FINISH)
    phone.cookies[pausing.SEEN_COOKIE] = other.cookies[pausing.SEEN_COOKIE].value

    assert is_paused(phone.get("/my-learning/"))


def test_own_phone_is_never_paused_until_it_is_said_otherwise(phone, later):
    phone.post("/phone/own/", {"own": "yes"})
    later(60 * 24 * 30)
    assert not is_paused(phone.get("/my-learning/"))

    phone.post("/phone/own/", {"own": "no"})
    phone.post("/phone/pause/")

    assert is_paused(phone.get("/my-learning/"))


def test_somebody_who_only_reads_is_never_paused():
    client = Client()
    for address in (LESSON, "/my-learning/", "/alder/course-1/"):
        assert not is_paused(client.get(address))


def test_start_fresh_leaves_the_work_where_it_is(phone):
    phone.post("/phone/fresh/")

    assert "Nothing here yet" in phone.get("/my-learning/").content.decode()
    assert DeviceToken._base_manager.get().closed_at is None


def test_clearing_lets_go_of_every_cookie_and_closes_the_phone(phone):
    phone.post("/borough/", {"borough": "", "next": "/"})
    phone.post("/code/new/")
    held = {name for name, cookie in phone.cookies.items() if cookie.value}

    response = phone.post("/phone/clear/")

    gone = {name for name, cookie in response.cookies.items() if cookie["max-age"] == 0}
    assert held <= gone
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert DeviceToken._base_manager.get().closed_at is not None
    assert "Nothing here yet" in phone.get("/my-learning/").content.decode()


@pytest.mark.parametrize("address", ["/phone/clear/", "/phone/fresh/"])
def test_what_would_be_lost_is_said_before(phone, address):
    without = phone.get(address).content.decode()
    phone.post("/code/new/")
    with_code = phone.get(address).content.decode()

    assert "Without a code, nobody can open it again." in without
    assert "A code opens it again" in with_code


@pytest.mark.parametrize("address", ["/phone/clear/", "/phone/fresh/", "/phone/carry-on/", "/phone/own/"])
def test_looking_at_it_changes_nothing(phone, address):
    phone.get(address)

    assert not is_paused(phone.get("/my-learning/"))


def test_sign_of_life_is_renewed_every_five_minutes_and_costs_no_sql(phone, later):
    phone.get(LESSON)
    assert pausing.SEEN_COOKIE not in phone.get(LESSON).cookies
    later(6)

    with counting() as sql:
        response = phone.get(LESSON)

    assert pausing.SEEN_COOKIE in response.cookies
    assert sql.number <= 4


@pytest.mark.parametrize("address", [*FOR_EVERYBODY, LESSON, "/my-learning/"])
def test_every_learners_page_has_an_exit_that_needs_no_script(address):
    html = Client().get(address).content.decode()

    start = html[html.index("<body") :]
    assert start.index("data-exit") < start.index("<main")
    assert 'href="https://www.bbc.co.uk/weather" rel="nofollow noreferrer"' in start


def test_staff_screens_have_none(two_partners):
    from partners.enums import Role  # noqa: PLC0415
    from tests.factories.partners import make_person  # noqa: PLC0415

    client = Client()
    client.force_login(make_person(two_partners.alder, Role.MANAGER))

    assert "data-exit" not in client.get("/staff/").content.decode()


def test_code_that_was_written_down_is_not_shown_to_whoever_presses_back(phone):
    slip = phone.post("/code/new/", {"then": "pin"}, follow=True)
    action, fields = form_around_primary(slip.content.decode())

    onward = phone.post(action, fields)

    assert (action, onward["Location"]) == ("/code/slip/", "/phone/pin/")
    assert "slip__code" not in phone.get("/code/slip/", follow=True).content.decode()
    # Twice is once, and a forged way on leads home.
    assert phone.post(action, {"then": "https://evil.example"})["Location"] == "/my-learning/"
