"""A code opens one's work on another phone; as a person meets it, by forms alone."""

import re
import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from learning.domain import claiming
from learning.domain.code_making import make_code
from learning.models import ActivityCompletion, ClaimCode, DeviceToken, Learner, LearnerMerger
from tests.factories.sql import counting
from tests.learning.acts import key_at, rows

FIRST_LESSON = "/learn/finish/alder/course-1/1/1/"
SECOND_LESSON = "/learn/finish/alder/course-1/1/2/"
MY_LEARNING = "/my-learning/"


def phone_with_work(lesson: str = FIRST_LESSON) -> Client:
    phone = Client()
    phone.post(lesson)
    return phone


def get_code(phone: Client) -> str:
    html = phone.post("/code/new/", follow=True).content.decode()
    return re.search(r'slip__code"><bdi dir="ltr">([^<]+)<', html)[1]


def open_with(phone: Client, code: str, **answer):
    return phone.post("/code/open/", {"code": code, **answer}, follow=True)


@pytest.fixture(autouse=True)
def _course(small_course):
    return small_course


def test_code_opens_the_work_on_another_phone():
    code, other = get_code(phone_with_work()), Client()

    response = open_with(other, code)

    assert response.redirect_chain[-1][0] == MY_LEARNING
    assert "1 of 6 finished" in response.content.decode()
    assert Learner._base_manager.count() == 1


def test_code_opens_as_often_as_needed():
    code = get_code(phone_with_work())

    texts = [open_with(Client(), code).content.decode() for _time in range(3)]

    assert all("1 of 6 finished" in text for text in texts)


def test_new_code_replaces_the_old_and_closes_other_phones():
    phone, other = phone_with_work(), Client()
    old = get_code(phone)
    open_with(other, old)

    new = get_code(phone)

    assert "1 of 6 finished" in phone.get(MY_LEARNING).content.decode()
    assert "does not open your work any more" in other.get(MY_LEARNING).content.decode()
    assert open_with(Client(), old).status_code == 404
    assert open_with(Client(), new).status_code == 200


def test_unknown_and_replaced_codes_read_the_same():
    phone = phone_with_work()
    replaced = get_code(phone)
    get_code(phone)
    never_made = claiming.claim_codes.new_code()

    answers = [open_with(Client(), code) for code in (replaced, never_made)]

    texts = [
        answer.content.decode().replace(code, "")
        for answer, code in zip(answers, (replaced, never_made), strict=True)
    ]
    plain = [re.sub(r'(csrfmiddlewaretoken" value=)"[^"]*"|value="[^"]*"', "", text) for text in texts]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert plain[0] == plain[1]


def test_slip_holds_the_code_and_the_address_and_no_course():
    phone = phone_with_work()
    phone.post("/code/new/")

    html = phone.get("/code/slip/").content.decode()
    panel = html[html.index("slip__code") :].partition("</div>")[0]

    assert "testserver/code/" in panel
    assert "Small signs" not in html
    assert "no-store" in phone.get("/code/slip/")["Cache-Control"]


def test_slip_is_shown_for_ten_minutes_and_never_to_another_phone(monkeypatch):
    phone = phone_with_work()
    phone.post("/code/new/")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 601)

    assert phone.get("/code/slip/").status_code == 302
    assert Client().get("/code/slip/").status_code == 302


def test_slip_is_not_shown_to_the_next_person_on_the_same_phone():
    phone = phone_with_work()
    phone.post("/code/new/")
    kept = phone.cookies["slip"].value

    phone.post("/phone/fresh/")
    assert phone.cookies["slip"].value == ""
    # As a browser would that had kept it all the same.
    phone.cookies["slip"] = kept
    assert phone.get("/code/slip/").status_code == 302
    phone.post(FIRST_LESSON)
    assert phone.get("/code/slip/").status_code == 302


def test_exit_hides_the_slip():
    phone = phone_with_work()
    phone.post("/code/new/")

    phone.post("/phone/pause/")

    assert phone.cookies["slip"].value == ""
    assert "slip__code" not in phone.get("/code/slip/").content.decode()


def test_reading_pages_makes_no_code_and_no_learner():
    client = Client()
    for address in ("/code/", "/code/open/", "/code/slip/"):
        client.get(address)
    client.post("/code/new/")

    assert (rows(Learner), rows(ClaimCode)) == ([], [])


def test_only_a_hash_of_the_code_is_stored():
    code = get_code(phone_with_work()).replace(" ", "")

    stored = repr(list(ClaimCode._base_manager.values()))

    assert code not in stored


def test_starter_code_works_once_and_gives_the_learners_own():
    learner = Learner._base_manager.create(language="en-gb", last_visit_on="2026-05-01")
    starter = make_code(learner_id=learner.pk, is_starter=True)

    phone = Client()
    html = open_with(phone, starter).content.decode()

    own = re.search(r'slip__code"><bdi dir="ltr">([^<]+)<', html)[1]
    assert open_with(Client(), starter).status_code == 404
    assert open_with(Client(), own).status_code == 200


# Other work on the phone


def test_phone_with_other_work_asks_first_and_keeps_apart_by_default():
    code, other = get_code(phone_with_work()), phone_with_work(SECOND_LESSON)

    asked = open_with(other, code)

    assert "Is it yours too?" in asked.content.decode()
    assert LearnerMerger._base_manager.count() == 0
    apart = open_with(other, code, together="apart")
    assert "1 of 6 finished" in apart.content.decode()
    assert LearnerMerger._base_manager.count() == 0


def test_both_ways_look_alike():
    code, other = get_code(phone_with_work()), phone_with_work(SECOND_LESSON)

    html = open_with(other, code).content.decode()

    kinds = re.findall(r'<button class="([^"]+)" type="submit" name="together"', html)
    assert kinds == ["button button--plain", "button button--plain"]


def test_work_of_both_phones_is_put_together_when_the_learner_says_so():
    code, other = get_code(phone_with_work()), phone_with_work(SECOND_LESSON)

    html = open_with(other, code, together="mine").content.decode()

    assert "2 of 6 finished" in html
    assert "Put together on" in html


def test_code_that_is_used_up_meanwhile_is_unknown(monkeypatch):
    code, other = get_code(phone_with_work()), Client()
    found = claiming.learner_behind(code=claiming.claim_codes.parse(code))
    ClaimCode._base_manager.update(replaced_at="2026-01-01T00:00:00Z")
    monkeypatch.setattr(claiming, "learner_behind", lambda code: found)

    assert open_with(other, code).status_code == 404


def test_opening_and_putting_together_is_one_act(monkeypatch):
    learner = Learner._base_manager.create(language="en-gb", last_visit_on="2026-05-01")
    starter, other = make_code(learner_id=learner.pk, is_starter=True), phone_with_work(SECOND_LESSON)

    def fails(**kwargs):
        raise RuntimeError

    monkeypatch.setattr(claiming, "merge_learners", fails)
    with pytest.raises(RuntimeError):
        open_with(other, starter, together="mine")
    monkeypatch.undo()

    assert open_with(other, starter, together="mine").status_code == 200


def test_undo_takes_it_apart_again():
    first, second = phone_with_work(), phone_with_work(SECOND_LESSON)
    open_with(second, get_code(first), together="mine")
    page = second.get(MY_LEARNING).content.decode()

    second.post(re.search(r'action="(/code/undo/[^"]+)"', page)[1])

    assert "1 of 6 finished" in first.get(MY_LEARNING).content.decode()
    assert "Take it apart again" not in first.get(MY_LEARNING).content.decode()


def test_whoever_keeps_other_work_apart_is_told_first_whether_a_code_opens_it():
    code, phone = get_code(phone_with_work()), phone_with_work(SECOND_LESSON)

    without = open_with(phone, code).content.decode()
    own = get_code(phone)
    with_one = open_with(phone, code).content.decode()

    assert "Without a code, nobody can open it again." in without
    assert 'href="/code/">Get a code first<' in without
    assert "A code opens it again, on any phone." in with_one
    open_with(phone, code, together="apart")
    assert finished_with(own)[1] == [key_at("/alder/course-1/1/2/")]


def taken_apart(phone: Client):
    page = phone.get(MY_LEARNING).content.decode()
    return phone.post(re.search(r'action="(/code/undo/[^"]+)"', page)[1], follow=True)


def said_code(response) -> str:
    return re.search(r'slip__code"><bdi dir="ltr">([^<]+)<', response.content.decode())[1]


def finished_with(code: str) -> tuple[str, list]:
    """How far the work is that a code opens on some phone, and which lesson was read there."""
    response = open_with(Client(), code)
    learner = DeviceToken._base_manager.latest("pk").learner
    done = ActivityCompletion._base_manager.filter(learner=learner).values_list("activity_key", flat=True)
    return re.search(r"\d of 6 finished", response.content.decode())[0], list(done)


def test_work_that_was_taken_apart_can_be_opened_with_a_code_of_its_own():
    first, second = phone_with_work(), phone_with_work(SECOND_LESSON)
    open_with(second, get_code(first), together="mine")

    told = taken_apart(second)

    assert "The code of the other work" in told.content.decode()
    assert finished_with(said_code(told)) == ("1 of 6 finished", [key_at("/alder/course-1/1/2/")])
    assert "1 of 6 finished" in first.get(MY_LEARNING).content.decode()


def test_new_code_made_meanwhile_leaves_no_work_without_a_key():
    """It closes the other phones and replaces the codes of both: after that only the code that is said opens it."""
    first, second = phone_with_work(), phone_with_work(SECOND_LESSON)
    old = get_code(second)
    open_with(second, get_code(first), together="mine")
    get_code(second)

    told = taken_apart(second)

    assert open_with(Client(), old).status_code == 404
    assert finished_with(said_code(told))[1] == [key_at("/alder/course-1/1/2/")]


def test_taken_apart_work_keeps_the_code_that_it_had():
    first, second = phone_with_work(), phone_with_work(SECOND_LESSON)
    own = get_code(second)
    open_with(second, get_code(first), together="mine")

    told = taken_apart(second)

    assert told.redirect_chain[-1][0] == MY_LEARNING
    assert finished_with(own)[1] == [key_at("/alder/course-1/1/2/")]


def test_phone_that_held_the_joined_work_all_along_reads_the_code_as_its_own():
    first, second, third = phone_with_work(), phone_with_work(SECOND_LESSON), Client()
    open_with(third, get_code(second))
    open_with(second, get_code(first), together="mine")
    of_both = get_code(third)

    told = taken_apart(third)

    assert "The code of the other work" not in told.content.decode()
    assert finished_with(said_code(told))[1] == [key_at("/alder/course-1/1/2/")]
    assert finished_with(of_both)[1] == [key_at("/alder/course-1/1/1/")]


def test_form_to_take_apart_sent_twice_says_a_code_that_opens_and_later_none():
    first, second = phone_with_work(), phone_with_work(SECOND_LESSON)
    open_with(second, get_code(first), together="mine")
    address = f"/code/undo/{LearnerMerger._base_manager.get().public_id}/"

    codes = [said_code(second.post(address, follow=True)) for _time in range(2)]
    LearnerMerger._base_manager.update(undone_at=timezone.now() - timedelta(minutes=11))
    ClaimCode._base_manager.filter(replaced_at__isnull=True).update(made_at=timezone.now())

    assert second.post(address, follow=True).redirect_chain[-1][0] == MY_LEARNING
    assert open_with(Client(), codes[0]).status_code == 404
    assert finished_with(codes[1])[1] == [key_at("/alder/course-1/1/2/")]


def test_nobody_undoes_somebody_elses():
    first, second, stranger = phone_with_work(), phone_with_work(SECOND_LESSON), phone_with_work()
    open_with(second, get_code(first), together="mine")
    merger = LearnerMerger._base_manager.get()

    stranger.post(f"/code/undo/{merger.public_id}/")

    assert LearnerMerger._base_manager.get().undone_at is None


def test_own_code_on_the_own_phone_changes_nothing():
    phone = phone_with_work()

    response = open_with(phone, get_code(phone))

    assert "1 of 6 finished" in response.content.decode()
    assert LearnerMerger._base_manager.count() == 0


# Bad input


@pytest.mark.parametrize("typed", ["", " ", "x", "\x00" * 16, "0" * 5000, "\u202eCODE", "<b>0000</b>"])
def test_bad_code_gets_a_message_and_keeps_what_was_typed(typed):
    response = Client().post("/code/open/", {"code": typed})

    html = response.content.decode()
    assert response.status_code == 200
    assert "Please look at this again" in html
    assert "<b>0000</b>" not in html
    assert rows(DeviceToken) == []


def test_guessing_is_slowed_down_by_address(monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 2_000_000.0)
    guesses = [claiming.claim_codes.new_code() for _time in range(12)]

    statuses = [
        Client(REMOTE_ADDR="10.9.8.7").post("/code/open/", {"code": code}).status_code for code in guesses
    ]

    assert statuses == [404] * 10 + [429] * 2
    assert Client(REMOTE_ADDR="10.9.8.6").post("/code/open/", {"code": guesses[0]}).status_code == 404


def test_one_code_is_not_tried_from_everywhere(monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 2_000_100.0)
    guess = claiming.claim_codes.new_code()

    statuses = [
        Client(REMOTE_ADDR=f"10.1.1.{number}").post("/code/open/", {"code": guess}).status_code
        for number in range(7)
    ]

    assert statuses == [404] * 5 + [429] * 2


def test_right_code_opens_even_while_others_guess(monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 2_000_200.0)
    code = get_code(phone_with_work())
    client = Client(REMOTE_ADDR="10.3.3.3")
    for _time in range(12):
        client.post("/code/open/", {"code": claiming.claim_codes.new_code()})

    assert open_with(client, code).status_code == 200


def test_my_learning_costs_one_query_more_for_mergers():
    phone = phone_with_work()
    phone.get(MY_LEARNING)

    with counting() as sql:
        phone.get(MY_LEARNING)

    assert sql.number <= 8, sql.queries
