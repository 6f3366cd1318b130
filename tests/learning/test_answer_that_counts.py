"""Two phones, two tabs, twice the same: the first answer counts, the other is shown, and nothing typed is lost."""

import re

import pytest

from learning.models import ActivityCompletion, Attempt, CourseCompletion, Response, Sharing
from tests.factories.walking import form_around_primary

from .acts import LESSONS, Resident, asked, guest, responses, right, stored, wrong
from .taking_away import COURSE, phone_of

QUIZ = f"{COURSE}1/3/"


@pytest.fixture
def sitting(resident):
    """An attempt, and the form of its first question as two phones hold it."""
    attempt = resident.begin("1/3/")
    phones = phone_of(resident), phone_of(resident)
    forms = [
        form_around_primary(phone.get(f"/learn/{attempt.public_id}/").content.decode()) for phone in phones
    ]
    return attempt, phones, forms


def send(phone, form, chosen, action: str = ""):
    address, fields = form
    return phone.post(action or address, {**fields, "choice": chosen})


def checked(html: str) -> list[str]:
    return re.findall(r'value="([^"]+)" checked', html)


def text_of(question, ids) -> list[str]:
    return [choice.text for choice in question.choices if choice.id in ids]


def test_second_phone_reads_what_it_chose_and_what_counts(sitting):
    attempt, (first, second), forms = sitting
    question = asked(attempt)[0]
    send(first, forms[0], right(question))

    refused = send(second, forms[1], wrong(question))

    html = refused.content.decode()
    assert refused.status_code == 409
    assert "This question was answered already" in html
    assert "On this phone you chose:</strong> " not in html
    assert (
        f"<strong>{text_of(question, wrong(question))[0]}</strong>"
        in html.partition("The answer that counts")[0]
    )
    assert (
        f"<strong>{text_of(question, right(question))[0]}</strong>"
        in html.partition("The answer that counts")[2]
    )
    assert responses(attempt) == [(question.id, right(question), True, False, 1)]
    assert form_around_primary(second.get(f"/learn/{attempt.public_id}/").content.decode())


def test_what_comes_round_again_keeps_the_choice_on_the_page(sitting):
    attempt, (first, second), forms = sitting
    question = asked(attempt)[0]
    send(first, forms[0], wrong(question))

    refused = send(second, forms[1], right(question))

    html = refused.content.decode()
    assert refused.status_code == 409
    assert checked(html) == right(question)
    assert "The answer that counts is" in html
    again = form_around_primary(html)
    assert send(second, again, right(question)).status_code == 302
    assert [row[1] for row in responses(attempt)] == [wrong(question), right(question)]


def test_another_question_was_quicker_and_the_choice_is_sent_again_with_one_press(resident, sitting):
    attempt, (_first, second), forms = sitting
    question, other, _third = asked(attempt)
    resident.answer(attempt, other, right(other))

    refused = send(second, forms[1], right(question))

    html = refused.content.decode()
    assert refused.status_code == 409
    assert "What you chose is still here" in html
    assert checked(html) == right(question)
    assert send(second, form_around_primary(html), right(question)).status_code == 302


def test_choice_of_one_question_is_not_ticked_in_another(resident, small_course):
    """True and false go by the same names in every question."""
    attempt = resident.begin("1/3/")
    first, second, third = asked(attempt)
    for question in (first, second):
        resident.answer(attempt, question, right(question))
    Attempt._base_manager.filter(pk=attempt.pk).update(
        questions=[*stored(attempt).questions, {**stored(attempt).questions[2], "id": "fourth"}]
    )
    phone = phone_of(resident)
    form = form_around_primary(phone.get(f"/learn/{attempt.public_id}/").content.decode())
    resident.answer(attempt, third, right(third))
    Response._base_manager.filter(question_id=third.id).delete()

    refused = send(phone, form, ["true"])

    assert refused.status_code == 409
    assert checked(refused.content.decode()) == []


@pytest.mark.parametrize("is_first_aside", [True, False])
def test_setting_aside_beside_an_answer(sitting, is_first_aside):
    attempt, (first, second), forms = sitting
    question = asked(attempt)[0]
    aside = forms[0][0].replace("/answer/", "/set-aside/")
    acts = [("", forms[0][0]), (right(question), forms[0][0])]
    acts = [([], aside), (right(question), "")] if is_first_aside else [(right(question), ""), ([], aside)]
    send(first, forms[0], *acts[0])

    refused = send(second, forms[1], *acts[1])

    html = refused.content.decode()
    assert refused.status_code == 409
    said = "it was set aside, and that counts" if is_first_aside else "you set the question aside"
    assert said in html
    assert len(responses(attempt)) == 1


def test_same_answer_on_two_phones_is_counted_once(sitting):
    attempt, (first, second), forms = sitting
    chosen = right(asked(attempt)[0])
    send(first, forms[0], chosen)

    assert "You chose the same both times" in send(second, forms[1], chosen).content.decode()
    assert len(responses(attempt)) == 1


def test_late_answer_after_the_end_is_shown_too(resident, sitting):
    attempt, (_first, second), forms = sitting
    resident.finish_quiz("1/3/")

    html = send(second, forms[1], wrong(asked(attempt)[0])).content.decode()

    assert "The answer that counts is" in html
    assert len(responses(attempt)) == 3


def test_back_and_another_choice_with_the_same_form_is_a_second_answer(sitting):
    attempt, (phone, _second), forms = sitting
    question = asked(attempt)[0]
    first = send(phone, forms[0], right(question))

    assert send(phone, forms[0], right(question))["Location"] == first["Location"]
    assert send(phone, forms[0], wrong(question)).status_code == 409
    assert len(responses(attempt)) == 1


# The same reply, however often


def all_but(resident: Resident, last: str) -> None:
    for activity in (*LESSONS, "1/3/", "2/3/"):
        if activity != last:
            resident.do(activity)


def test_last_lesson_read_twice_leads_to_the_same_page(resident):
    all_but(resident, "2/2/")
    phone = phone_of(resident)

    told = [phone.post(f"/learn/finish{COURSE}2/2/")["Location"] for _time in range(3)]
    earlier = phone.post(f"/learn/finish{COURSE}1/1/")["Location"]

    assert "/learn/complete/" in told[0]
    assert told == [told[0]] * 3
    assert earlier == f"{COURSE}1/2/"
    assert ActivityCompletion._base_manager.count() == 6


@pytest.mark.parametrize("act", ["answer", "set-aside"])
def test_last_answer_sent_twice_leads_to_the_same_page(resident, act):
    all_but(resident, "2/3/")
    attempt = resident.begin("2/3/")
    first, second, third = asked(attempt)
    for question in (first, second):
        resident.answer(attempt, question, right(question))
    phone = phone_of(resident)
    address, fields = form_around_primary(phone.get(f"/learn/{attempt.public_id}/").content.decode())
    chosen = right(third) if act == "answer" else []

    told = [
        phone.post(address.replace("answer", act), {**fields, "choice": chosen})["Location"]
        for _time in range(3)
    ]

    assert told == [told[0]] * 3
    assert ("/learn/complete/" in told[0]) is (act == "set-aside")
    assert CourseCompletion._base_manager.count() == 1


def test_quiz_page_sent_again_begins_nothing_anew(resident):
    phone = phone_of(resident)
    resident.read("1/1/")
    started = [phone.post(f"/learn/quiz{QUIZ}")["Location"] for _time in range(2)]
    finished = resident.finish_quiz("1/3/").attempt

    late = phone.post(f"/learn/quiz{QUIZ}")["Location"]
    page = phone.get(QUIZ).content.decode()
    again = [
        phone.post(f"/learn/quiz{QUIZ}", {"after": finished.public_id})["Location"] for _time in range(2)
    ]
    for question in asked(Attempt._base_manager.order_by("pk").last()):
        second = Attempt._base_manager.order_by("pk").last()
        resident.answer(second, question, right(question))
    resent = phone.post(f"/learn/quiz{QUIZ}", {"after": finished.public_id})["Location"]

    assert started == [f"/learn/{finished.public_id}/"] * 2
    assert late == started[0]
    assert f'name="after" value="{finished.public_id}"' in page
    assert again[0] == again[1] != started[0]
    assert resent == again[0]
    assert Attempt._base_manager.count() == 2


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_choice_to_share_sent_twice_is_once(resident, answer):
    all_but(resident, "")
    phone = phone_of(resident)
    enrolment = Attempt._base_manager.first().enrolment

    told = [
        phone.post(f"/learn/sharing/{enrolment.public_id}/", {"answer": answer})["Location"]
        for _time in range(2)
    ]

    assert told[0] == told[1]
    assert Sharing._base_manager.count() == (1 if answer == "yes" else 0)


# A phone that has lost its cookie


@pytest.mark.parametrize("act", ["answer", "set-aside", "go-on"])
def test_phone_that_lost_its_cookie_in_the_middle_is_told_so(sitting, act):
    attempt, (phone, _second), forms = sitting
    phone.cookies.clear()
    address = forms[0][0].replace("/answer/", f"/{act}/")

    told = phone.post(address, {**forms[0][1], "choice": right(asked(attempt)[0])})
    unknown = phone.post(f"/learn/{'A' * 22}/{act}/", forms[0][1])

    assert told.status_code == unknown.status_code == 404
    assert "does not know whose work this is" in told.content.decode()
    assert "I have a code" in told.content.decode()
    assert "does not know whose work this is" in unknown.content.decode()
    assert responses(attempt) == []


def test_stranger_learns_nothing_from_either_page(sitting):
    attempt, _phones, forms = sitting
    stranger = phone_of(guest("birch"))

    assert send(stranger, forms[0], right(asked(attempt)[0])).status_code == 404
    assert stranger.get(f"/learn/{attempt.public_id}/together/").status_code == 404


# What no form of ours sends


@pytest.mark.parametrize("address", ["answer", "set-aside", "finish", "quiz"])
@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"data": "&".join(f"f{at}=1" for at in range(10_001))}, 400),
        ({"data": "choice=" + "x" * 5_000_000}, 400),
        ({"data": b"question=\xff\xfe&choice=\x80&key=%FF&version=%ED%A0%80"}, None),
    ],
    ids=["10,001 fields", "5 MB", "no text"],
)
def test_forms_of_no_browser_are_refused_and_store_nothing(sitting, address, sent, status):
    attempt, (phone, _second), _forms = sitting
    place = {"finish": f"/learn/finish{COURSE}1/1/", "quiz": f"/learn/quiz{QUIZ}"}
    phone.raise_request_exception = False

    answer = phone.post(
        place.get(address, f"/learn/{attempt.public_id}/{address}/"),
        sent["data"],
        content_type="application/x-www-form-urlencoded",
    )

    # The form of a lesson has no field: nothing is read of it, and nothing refused.
    may = {status or 409, 302} if address in ("finish", "quiz") else {status or 409}
    assert answer.status_code in may
    assert "Get help" in answer.content.decode() or answer.status_code == 302
    assert responses(attempt) == []
