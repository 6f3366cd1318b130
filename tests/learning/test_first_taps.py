"""Two first taps before the cookie has come back begin one learner; nobody else is ever joined to them."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from learning.domain import begin_once, forget_first_taps
from learning.domain.code_making import make_code
from learning.domain.first_tap import WITHIN
from learning.models import ActivityCompletion, DeviceToken, FirstTap, Learner

from .acts import rows
from .test_claiming import open_with
from .test_two_devices import at_once

LESSONS = ("/alder/course-1/1/1/", "/alder/course-1/1/2/")


def browser() -> Client:
    """One that has seen a lesson: its forms have a secret from then on."""
    phone = Client()
    phone.get(LESSONS[0])
    assert phone.cookies["csrftoken"].value
    return phone


def tap(phone: Client, address: str = LESSONS[0], **headers) -> Client:
    """Sent as it was before any answer came: with the cookies of that moment, in an answer of its own."""
    sent = Client(headers=headers)
    for name, cookie in phone.cookies.items():
        sent.cookies[name] = cookie.value
    sent.post(f"/learn/finish{address}")
    return sent


def learner_of(phone: Client) -> str:
    return phone.get("/my-learning/").content.decode()


def later(seconds: int = 0) -> None:
    for row in FirstTap._base_manager.all():
        row.made_at -= WITHIN + timedelta(seconds=seconds)
        row.save()


def test_two_first_taps_are_one_learner_whichever_cookie_stays(small_course):
    phone = browser()

    first, second = tap(phone), tap(phone, LESSONS[1])

    assert Learner._base_manager.count() == 1
    assert first.cookies["learner"].value != second.cookies["learner"].value
    assert ActivityCompletion._base_manager.count() == 2
    for each in (first, second):
        each.post("/phone/carry-on/")
        assert "Small signs" in learner_of(each)


@pytest.mark.parametrize("other", ["another browser", "another agent", "no secret", "later"])
def test_nobody_else_is_joined(small_course, other):
    phone = browser()
    tap(phone)
    if other == "later":
        later()

    headers = {"User-Agent": "another"} if other == "another agent" else {}
    second = tap(
        browser() if other == "another browser" else Client() if other == "no secret" else phone, **headers
    )

    assert Learner._base_manager.count() == 2
    assert second.cookies["learner"].value


@pytest.mark.parametrize("way", ["fresh", "clear"])
def test_whoever_begins_after_a_fresh_start_is_somebody_else(small_course, way):
    phone = browser()
    phone.post(f"/learn/finish{LESSONS[0]}")
    before = phone.cookies["csrftoken"].value

    phone.post(f"/phone/{way}/")
    phone.get(LESSONS[0])
    phone.post(f"/learn/finish{LESSONS[0]}")

    assert phone.cookies["csrftoken"].value != before
    assert Learner._base_manager.count() == 2


def test_work_that_is_to_be_removed_is_not_gone_on_with(small_course):
    phone = browser()
    tap(phone)
    Learner._base_manager.update(removal_asked_at=FirstTap._base_manager.get().made_at)

    tap(phone)

    assert Learner._base_manager.count() == 2


def test_nothing_of_the_browser_is_kept_and_the_rest_goes_by_itself(small_course):
    phone = browser()
    tap(phone)
    assert phone.cookies["csrftoken"].value not in FirstTap._base_manager.get().browser_key
    assert forget_first_taps() == 0
    later(1)

    assert forget_first_taps() == 1


def test_page_before_the_first_tap_is_in_no_shared_cache(small_course):
    answer = Client().get(LESSONS[0])

    assert "Cookie" in answer["Vary"]
    assert "public" not in answer.get("Cache-Control", "")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_first_taps_at_the_same_moment():
    for number in range(4):
        key = f"browser-{number}"
        told = at_once(*[lambda key=key: begin_once(browser_key=key, language="en-gb")[0].pk] * 2)
        assert told[0] == told[1]

    assert Learner._base_manager.count() == 4
    assert DeviceToken._base_manager.count() == 8


# The slip's form sent twice


@pytest.mark.parametrize("other", ["", "another browser", "a while later"])
def test_slips_code_sent_twice_by_one_browser_says_the_own_code_once_more(small_course, other):
    learner = Learner._base_manager.create(language="en-gb", last_visit_on="2026-05-01")
    starter = make_code(learner_id=learner.pk, is_starter=True)
    first, second = browser(), browser()
    if other != "another browser":
        # The first reply was seen by nobody: its cookies are not there.
        second.cookies["csrftoken"] = first.cookies["csrftoken"].value
    open_with(first, starter)
    if other == "a while later":
        later(seconds=1)

    told = open_with(second, starter)

    if other:
        assert told.status_code == 404
        assert Learner._base_manager.count() == 1
    else:
        own = re.search(r'slip__code"><bdi dir="ltr">([^<]+)<', told.content.decode())[1]
        assert open_with(Client(), own).status_code == 200
        assert set(rows(DeviceToken, "learner_id")) == {(learner.pk,)}


def test_slip_of_a_code_that_another_press_has_replaced_is_shown_to_nobody(small_course):
    phone = tap(browser())
    phone.post("/code/new/")
    slower = phone.cookies["slip"].value
    phone.post("/code/new/")
    assert "slip__code" in phone.get("/code/slip/").content.decode()

    # The replies came in the other order.
    phone.cookies["slip"] = slower

    assert phone.get("/code/slip/")["Location"] == "/code/"
