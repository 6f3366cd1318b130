"""The forms of codes, PIN, phone and own data: whatever is sent to them, a clear page and nothing changed."""

import pytest
from django.test import Client

from learning.models import ClaimCode, DeviceToken, Learner, LearnerMailbox
from tests.learning.acts import rows
from tests.learning.test_claiming import MY_LEARNING, get_code, open_with, phone_with_work

# Address → what a right form would hold.
FORMS = {
    "/code/open/": {"code": "0000 0000 0000 0000", "together": "mine"},
    "/code/new/": {"then": "pin"},
    "/code/e-mail/": {"address": "sam@example.org"},
    "/code/e-mail/typed/": {"code": "1234-5678", "address": "sam@example.org"},
    "/phone/pin/": {"pin": "4711", "has_code": "on"},
    "/phone/pin/off/": {},
    "/phone/own/": {"own": "yes"},
    "/phone/carry-on/": {"pin": "4711", "next": "/"},
    "/my-data/remove/": {},
    "/my-data/e-mail/remove/": {"mailbox": "AAAAAAAAAAAAAAAAAAAAAA"},
    "/code/undo/AAAAAAAAAAAAAAAAAAAAAA/": {},
}
FORM = "application/x-www-form-urlencoded"
# That no form is read with them; where nothing is read of a form, nothing is wrong with it.
UNREADABLE = {
    "10,001 fields": ("&".join(f"f{number}=x" for number in range(10_001)).encode(), FORM),
    "5 MB": (b"code=" + b"x" * 5_000_000, FORM),
    "another encoding": ("code=ü".encode("utf-16"), f"{FORM}; charset=utf-16"),
    "no such encoding": (b"code=x", f"{FORM}; charset=no-such"),
    "broken parts": (b"--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x"),
    "parts without an end": (b"", "multipart/form-data"),
}
STRANGE = {
    "empty": "",
    "doubled": "{0}=1111&{0}=2222",
    "bytes that are no text": "{0}=%ff%fe%80",
    "signs of no script": "{0}=%00%e2%80%ae%ed%a0%bd%ef%bf%bf",
    "long": "{0}=" + "9" * 100_000,
}


@pytest.fixture(autouse=True)
def _course(small_course):
    return small_course


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_cannot_be_read_gets_a_calm_page(what):
    body, kind = UNREADABLE[what]
    for address in FORMS:
        response = phone_with_work().generic("POST", address, body, content_type=kind)

        assert response.status_code in {200, 302, 400, 413}, (address, response.status_code)
        if response.status_code == 400:
            assert "What you had finished is still saved." in response.content.decode(), address
    assert rows(LearnerMailbox) == []


@pytest.mark.parametrize("what", STRANGE)
def test_strange_words_are_no_error_of_ours(what):
    for address in FORMS:
        phone = phone_with_work()
        body = "&".join(STRANGE[what].format(name) for name in FORMS[address])

        assert phone.post(address, body, content_type=FORM).status_code in {200, 302, 404}, address
    assert rows(DeviceToken, "pin_hash") == [("",)] * len(FORMS)


def test_form_whose_sign_went_missing_is_asked_for_once_more():
    phone = Client(enforce_csrf_checks=True)
    phone.cookies["learner"] = phone_with_work().cookies["learner"].value
    for address, data in FORMS.items():
        response = phone.post(address, data)

        assert response.status_code == 403
        assert "Please send that again" in response.content.decode()
    assert rows(ClaimCode) == []


@pytest.mark.parametrize("gone", ["learner", "seen", "csrftoken", "slip"])
def test_cookie_that_vanished_in_the_middle_breaks_nothing(gone):
    for address, data in FORMS.items():
        phone = phone_with_work()
        get_code(phone)
        phone.cookies.pop(gone, None)

        assert phone.post(address, data).status_code in {200, 302, 404, 429}, address
        assert phone.get(MY_LEARNING).status_code == 200


def test_nobody_is_begun_by_such_a_form():
    for address, data in FORMS.items():
        assert Client().post(address, data).status_code in {200, 302, 404, 429}, address

    assert rows(Learner) == []


def test_code_leads_to_ones_data_where_it_was_asked_for_there():
    code = get_code(phone_with_work())

    assert "/code/open/?then=my-data" in Client().get("/my-data/").content.decode()
    assert 'name="then" value="my-data"' in Client().get("/code/open/?then=my-data").content.decode()
    assert open_with(Client(), code, then="my-data").redirect_chain[-1][0] == "/my-data/"
    assert open_with(Client(), code, then="//evil.example").redirect_chain[-1][0] == MY_LEARNING
