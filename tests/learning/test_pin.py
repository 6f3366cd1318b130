"""A PIN before *Carry on*: on one phone, after the code, five tries; and nothing else is locked by it."""

import re
import time

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.test import Client

from learning.domain import pins
from learning.models import ActivityCompletion, DeviceToken
from tests.factories.walking import form_around_primary
from tests.learning.acts import rows
from tests.learning.test_claiming import FIRST_LESSON, MY_LEARNING, get_code, open_with, phone_with_work

PIN = "4711"
ASKED = "Was it you who used this phone last?"


@pytest.fixture(autouse=True)
def _course(small_course):
    return small_course


@pytest.fixture
def phone() -> Client:
    """A phone with work, a code and a PIN; paused."""
    client = with_pin(phone_with_work())
    client.post("/phone/pause/")
    return client


def with_pin(client: Client, pin: str = PIN) -> Client:
    client.code = get_code(client)
    assert client.post("/phone/pin/", {"pin": pin, "has_code": "on"})["Location"] == "/phone/"
    return client


def try_pin(client: Client, pin: str, **form):
    return client.post("/phone/carry-on/", {"pin": pin, **form})


def is_open(client: Client) -> bool:
    return "1 of 6 finished" in client.get(MY_LEARNING).content.decode()


def stored_tries() -> list[int]:
    return [tries for (tries,) in rows(DeviceToken, "pin_tries")]


# Setting one


def test_the_code_comes_first():
    client = phone_with_work()

    page = client.get("/phone/pin/").content.decode()
    client.post("/phone/pin/", {"pin": PIN, "has_code": "on"})

    assert "First your code" in page
    assert 'name="pin"' not in page
    assert rows(DeviceToken, "pin_hash") == [("",)]


def test_the_slip_leads_back_to_the_pin():
    client = phone_with_work()

    html = client.post("/code/new/", {"then": "pin"}, follow=True).content.decode()

    assert "slip__code" in html
    assert client.post(*form_around_primary(html))["Location"] == "/phone/pin/"
    assert 'name="pin"' in client.get("/phone/pin/").content.decode()


@pytest.mark.parametrize("then", ["https://evil.example", "//evil.example", "\r\nX: y", "pin\x00"])
def test_the_slip_leads_nowhere_else(then):
    response = phone_with_work().post("/code/new/", {"then": then})

    assert response["Location"] == "/code/slip/"


@pytest.mark.parametrize("pin", ["1234", "12345678", "٤٧١١", "৪৭১১", " 47 11 ", "4711"])
def test_four_to_eight_digits_of_any_script(pin):
    client = with_pin(phone_with_work(), pin)
    client.post("/phone/pause/")

    assert try_pin(client, pins.parse(pin)).status_code == 302
    assert is_open(client)


@pytest.mark.parametrize(
    "pin", ["", " ", "123", "123456789", "12ab", "４７¹¹", "\x00" * 4, "1" * 5000, "\u202e4711", "<b>1</b>"]
)
def test_what_is_no_pin_gets_a_message_beside_it_and_nothing_is_stored(pin):
    client = phone_with_work()
    get_code(client)

    response = client.post("/phone/pin/", {"pin": pin, "has_code": "on"})

    html = response.content.decode()
    assert response.status_code == 200
    assert "id_pin_error" in html
    assert "<b>1</b>" not in html
    assert rows(DeviceToken, "pin_hash") == [("",)]


def test_whoever_has_not_written_the_code_down_is_asked_to_and_the_pin_stays_typed():
    client = phone_with_work()
    get_code(client)

    html = client.post("/phone/pin/", {"pin": PIN}).content.decode()

    assert "Write your code down first" in html
    assert f'value="{PIN}"' in html
    assert rows(DeviceToken, "pin_hash") == [("",)]


def test_what_is_stored_is_a_slow_salted_hash(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    with_pin(phone_with_work())
    with_pin(phone_with_work())

    first, second = (stored for (stored,) in rows(DeviceToken, "pin_hash"))
    assert first != second
    assert PIN not in first + second
    assert identify_hasher(first).iterations >= 600_000


def test_hash_alone_does_not_tell_the_pin(settings):
    client = with_pin(phone_with_work())
    before = DeviceToken._base_manager.get()
    settings.SECRET_KEY = "another one"

    assert not pins.is_pin_right(token=client.cookies["learner"].value, pin=PIN)
    assert before.pin_hash


def test_own_phone_and_pin_exclude_each_other():
    client = phone_with_work()
    client.post("/phone/own/", {"own": "yes"})
    with_pin(client)
    client.post("/phone/pause/")
    assert not is_open(client)

    try_pin(client, PIN)
    client.post("/phone/own/", {"own": "yes"})
    client.post("/phone/pause/")

    assert is_open(client)
    assert rows(DeviceToken, "pin_hash") == [("",)]


def test_pin_is_turned_off_again():
    client = with_pin(phone_with_work())
    client.post("/phone/pin/off/")
    client.post("/phone/pin/off/")
    client.post("/phone/pause/")

    client.post("/phone/carry-on/")

    assert is_open(client)


@pytest.mark.parametrize("address", ["/phone/pin/", "/phone/pin/off/"])
def test_phone_that_holds_nothing_has_nothing_to_guard(address):
    assert Client().post(address, {"pin": PIN, "has_code": "on"})["Location"] == "/phone/"
    assert rows(DeviceToken) == []


# Asked for


def test_pause_page_asks_for_it_and_names_nobody(phone):
    html = phone.get("/alder/course-1/1/1/").content.decode()

    assert ASKED in html
    assert 'name="pin"' in html
    assert "Alder" not in html.partition("<main")[2].partition("</main>")[0]
    assert 'type="password"' not in html


def test_right_one_leads_to_the_page_that_was_asked_for(phone):
    response = try_pin(phone, PIN, next="/alder/course-1/1/1/")

    assert response["Location"] == "/alder/course-1/1/1/"
    assert "You have finished this page" in phone.get(response["Location"]).content.decode()


@pytest.mark.parametrize("pin", ["", "4712", "x", "\x00", "4" * 5000])
def test_wrong_one_says_so_and_keeps_the_way_on(phone, pin):
    response = try_pin(phone, pin, next="/alder/course-1/")

    html = response.content.decode()
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "id_pin_error" in html
    assert 'name="next" value="/alder/course-1/"' in html
    # Dots say nothing to whoever typed them; the next try begins with an empty field.
    assert 'value="4712"' not in html
    assert not is_open(phone)


def test_five_tries_then_only_the_code_opens(phone):
    texts = [try_pin(phone, "0000").content.decode() for _time in range(5)]

    assert "4 tries are left" in texts[0]
    assert "1 try is left" in texts[3]
    assert 'name="pin"' not in texts[4]
    assert "five times" in texts[4]
    assert try_pin(phone, PIN).status_code == 200
    assert not is_open(phone)
    assert 'href="/code/open/"' in phone.get(MY_LEARNING).content.decode()


def test_the_code_opens_and_a_new_pin_may_be_set(phone):
    for _time in range(5):
        try_pin(phone, "0000")

    opened = open_with(phone, phone.code)

    assert opened.redirect_chain[-1][0] == "/phone/"
    assert "Set a PIN" in opened.content.decode()
    assert is_open(phone)
    assert [bool(closed) for (closed,) in rows(DeviceToken, "closed_at")] == [True, False]
    assert phone.post("/phone/pin/", {"pin": "8080", "has_code": "on"}).status_code == 302


def test_no_other_phone_is_locked(phone):
    other = Client()
    open_with(other, phone.code)
    for _time in range(6):
        try_pin(phone, "0000")

    other.post("/phone/pause/")
    other.post("/phone/carry-on/")

    assert is_open(other)


def test_right_one_begins_the_count_anew(phone):
    for _time in range(4):
        try_pin(phone, "0000")
    try_pin(phone, PIN)

    assert stored_tries() == [0]


def test_tries_are_counted_on_the_server_not_in_the_browser(phone):
    kept = phone.cookies["learner"].value
    for _time in range(5):
        thief = Client()
        thief.cookies["learner"] = kept
        try_pin(thief, "0000")

    assert try_pin(phone, PIN).status_code == 200


def test_a_try_is_counted_before_it_is_looked_at(phone, monkeypatch):
    def dies(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(pins, "check_password", dies)
    with pytest.raises(KeyboardInterrupt):
        pins.is_pin_right(token=phone.cookies["learner"].value, pin=PIN)

    assert stored_tries() == [1]


# No way round it


def test_act_on_an_open_page_is_kept_and_the_phone_stays_paused(phone):
    response = phone.post("/learn/finish/alder/course-1/1/2/")

    assert response.status_code == 302
    assert len(rows(ActivityCompletion)) == 2
    assert ASKED in phone.get(response["Location"]).content.decode()


def test_act_of_a_script_is_kept_too_and_leads_to_a_page_that_asks(phone):
    response = phone.post("/learn/finish/alder/course-1/1/2/", headers={"X-In-Place": "yes"})

    assert response.status_code == 302
    assert len(rows(ActivityCompletion)) == 2
    assert ASKED in phone.get(response["Location"], headers={"X-In-Place": "yes"}).content.decode()


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/phone/own/", {"own": "yes"}),
        ("/phone/own/", {"own": "no"}),
        ("/phone/pin/", {"pin": "8080", "has_code": "on"}),
        ("/phone/pin/off/", {}),
        ("/code/new/", {}),
        ("/my-data/remove/", {}),
        ("/code/undo/AAAAAAAAAAAAAAAAAAAAAA/", {}),
    ],
)
def test_keys_are_changed_by_nobody_on_a_paused_phone(phone, address, data):
    before = rows(DeviceToken, "pin_hash", "closed_at")

    response = phone.post(address, data)

    assert ASKED in response.content.decode()
    assert 'name="next"' in response.content.decode()
    assert not is_open(phone)
    assert rows(DeviceToken, "pin_hash", "closed_at") == before
    assert try_pin(phone, PIN).status_code == 302


def test_carry_on_after_such_an_act_leads_to_a_page_and_not_to_the_act(phone):
    html = phone.post("/code/new/").content.decode()

    target = re.search(r'name="next" value="([^"]+)"', html)[1]
    assert phone.get(target).status_code == 200


def test_work_behind_a_pin_is_not_put_together_with_somebody_elses(phone):
    code = get_code(phone_with_work("/learn/finish/alder/course-1/1/2/"))

    html = open_with(phone, code, together="mine").content.decode()

    assert "1 of 6 finished" in html
    assert "Put together" not in html


@pytest.mark.parametrize(("address", "closed"), [("/phone/fresh/", False), ("/phone/clear/", True)])
def test_start_fresh_and_clear_need_no_pin(phone, address, closed):
    assert phone.get(address).status_code == 200
    phone.post(address)

    assert "Nothing here yet" in phone.get(MY_LEARNING).content.decode()
    assert bool(rows(DeviceToken, "closed_at")[0][0]) is closed


def test_merged_work_keeps_the_pin_of_each_phone():
    first, second = with_pin(phone_with_work()), phone_with_work("/learn/finish/alder/course-1/1/2/")
    # The phone with the PIN is the one whose work is joined to the other's.
    open_with(second, get_code(second))
    code = get_code(second)
    kept = first.cookies["learner"].value
    open_with(first, code, together="mine")

    thief = Client()
    thief.cookies["learner"] = kept
    assert ASKED in thief.get(MY_LEARNING).content.decode()
    assert try_pin(thief, PIN).status_code == 302


def test_removed_phone_asks_for_nothing(phone):
    try_pin(phone, PIN)
    phone.post("/my-data/remove/")

    assert "Nothing here yet" in phone.get(MY_LEARNING).content.decode()
    assert try_pin(phone, PIN)["Location"] == MY_LEARNING


def test_half_an_hour_later_it_is_asked_again(phone, monkeypatch):
    try_pin(phone, PIN)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 31 * 60)

    assert ASKED in phone.get(MY_LEARNING).content.decode()
    assert phone.post(FIRST_LESSON).status_code == 302
