"""An approver takes something away for safety on the screens, alone and at once; a second person brings it back."""

import pytest
from django.test import Client

from accounts.models import User
from courses.models import CoursePage, LessonPage, QuizPage, SafetyWithdrawal
from courses.queries import withdrawn
from partners.enums import Role
from tests.factories.sql import counting

from .safety_acts import WHY, as_user, course_key, lesson, person, take_away, url

# The screens


def test_approver_takes_a_block_away_from_the_screens(own, guest):
    approver, page = as_user(person(own.alder)), lesson()
    block_id = page.body[0].id
    home = approver.get(url("safety", "alder")).content.decode()
    course = approver.get(url("safety-course", "alder", course_key())).content.decode()
    part = approver.get(url("safety-activity", "alder", course_key(), page.translation_key)).content.decode()
    address = url("safety-take-away-block", "alder", course_key(), page.translation_key, block_id)

    asked = approver.get(address)
    missing = approver.post(address, {"reason": " "})
    assert not SafetyWithdrawal.objects.exists()
    done = approver.post(address, WHY, follow=True)

    assert url("safety-course", "alder", course_key()) in home
    assert page.title in course
    assert "One steady adult helps" in part
    assert address in part
    assert "One steady adult helps" in asked.content.decode()
    assert "You have not missed anything" in asked.content.decode()
    assert "Say in one sentence why" in missing.content.decode()
    assert "It is taken away" in done.content.decode()
    row = SafetyWithdrawal.objects.get()
    assert (row.kind, row.block_id, row.reason) == ("block", block_id, WHY["reason"])
    assert "is being looked at again" in guest.get("/alder/own/1/1/").content.decode()


@pytest.mark.parametrize(("model", "kind"), [(LessonPage, "lesson"), (QuizPage, "quiz")])
def test_approver_takes_a_whole_activity_away(own, model, kind):
    page = model.objects.get(url_path__startswith="/home/alder/own/")
    address = url("safety-take-away", "alder", course_key(), page.translation_key)

    as_user(person(own.alder)).post(address, WHY)

    assert (SafetyWithdrawal.objects.get().kind, withdrawn().activities) == (kind, {page.translation_key})


def test_questions_stand_on_the_screen_in_words(own):
    page = QuizPage.objects.get(url_path__startswith="/home/alder/own/")
    address = url("safety-activity", "alder", course_key(), page.translation_key)

    shown = as_user(person(own.alder)).get(address).content.decode()

    assert "What helps most?" in shown
    assert "Nobody can help." in shown


def test_what_only_those_who_began_earlier_meet_can_be_taken_away(own):
    phone, page = Client(), lesson()
    phone.post("/learn/finish/alder/own/1/1/")
    former = page.body[0].id
    page.body = [("paragraph", "<p>Other words.</p>")]
    page.save_revision().publish()
    approver = as_user(person(own.alder))
    address = url("safety-activity", "alder", course_key(), page.translation_key)

    shown = approver.get(address).content.decode()
    approver.post(url("safety-take-away-block", "alder", course_key(), page.translation_key, former), WHY)
    lesson().unpublish()

    assert "From an earlier version" in shown
    assert "One steady adult helps" in shown
    assert "is being looked at again" in phone.get("/alder/own/1/1/").content.decode()


def test_second_person_brings_it_back_from_the_screens(own):
    first, second = person(own.alder), person(own.alder, number=2)
    row = take_away(own.alder.partner, lesson(), by=first)
    address = url("safety-back", "alder", row.public_id)

    own_page = as_user(first).get(address).content.decode()
    refused = as_user(first).post(address, follow=True).content.decode()
    assert withdrawn().activities
    page = as_user(second).get(address).content.decode()
    done = as_user(second).post(address, follow=True).content.decode()

    assert "so somebody else brings it back" in own_page
    assert "so somebody else brings it back" in refused
    assert "A number in it was wrong." in page
    assert "It is there again" in done
    assert not withdrawn().activities


def test_programmes_screen_lists_what_has_no_second_person_and_nothing_else(own):
    alone = take_away(own.alder.partner, lesson(), by=person(own.alder))
    other = take_away(own.birch.partner, lesson("birch"), by=person(own.birch))
    person(own.birch, number=2)
    programmes = as_user(person(own.programme))

    page = programmes.get(url("safety", "programme")).content.decode()
    answers = [
        programmes.get(url("safety-back", "programme", row.public_id)).status_code for row in (alone, other)
    ]
    programmes.post(url("safety-back", "programme", alone.public_id))

    assert alone.public_id in page
    assert other.public_id not in page
    assert answers == [200, 404]
    assert withdrawn().activities == {lesson("birch").translation_key}


def test_programmes_list_asks_the_same_of_the_database_for_one_partner_and_for_two(own):
    programmes, counts = as_user(person(own.programme)), []
    for section in (own.alder, own.birch):
        take_away(section.partner, lesson(section.slug), by=person(section))
        programmes.get(url("safety", "programme"))
        with counting() as sql:
            programmes.get(url("safety", "programme"))
        counts.append(sql.number)

    assert counts[0] == counts[1]


def test_everybody_who_works_there_sees_what_is_gone(own, small_course):
    page = LessonPage.objects.get(url_path="/home/programme/course-1/1/1/")
    take_away(own.programme.partner, page, by=person(own.programme))
    take_away(own.birch.partner, lesson("birch"), by=person(own.birch), reason="Only Birch knows.")
    coordinator = as_user(person(own.alder, Role.COORDINATOR))

    shown = coordinator.get(url("safety", "alder")).content.decode()
    elsewhere = coordinator.get("/staff/alder/board/").content.decode()

    assert "A number in it was wrong." in shown
    assert "Only Birch knows." not in shown
    assert "Take something away" not in shown
    assert "Bring it back" not in shown
    assert "1 thing on your pages is taken away" in elsewhere


SCREENS = ["safety-course", "safety-activity", "safety-take-away", "safety-take-away-block", "safety-back"]


def address_of(name: str, slug: str, of: str) -> str:
    """The same screen about what belongs to `of`, at the address of `slug`."""
    page = lesson(of)
    key = course_key(of, f"/{of}/own/")
    args = {
        "safety-course": [key],
        "safety-activity": [key, page.translation_key],
        "safety-take-away": [key, page.translation_key],
        "safety-take-away-block": [key, page.translation_key, page.body[0].id],
        "safety-back": [SafetyWithdrawal.objects.get(partner__slug=of).public_id],
    }[name]
    return url(name, slug, *args)


@pytest.mark.parametrize("name", SCREENS)
def test_what_is_another_partners_is_not_there(own, name):
    for section in (own.alder, own.birch):
        take_away(section.partner, lesson(section.slug), "x", by=person(section))
    approver = as_user(User.objects.get(email="approver1@alder.example"))

    assert approver.get(address_of(name, "alder", "alder")).status_code == 200
    assert approver.get(address_of(name, "alder", "birch")).status_code == 404
    assert approver.post(address_of(name, "alder", "birch"), WHY).status_code in (404, 405)
    assert approver.get(address_of(name, "birch", "birch")).status_code == 404
    assert SafetyWithdrawal.objects.count() == 2


@pytest.mark.parametrize("name", SCREENS)
def test_other_roles_may_not_and_strangers_sign_in(own, name):
    take_away(own.alder.partner, lesson(), "x", by=person(own.alder))
    address = address_of(name, "alder", "alder")

    roles = [Role.TRAINER, Role.COORDINATOR, Role.MANAGER]
    answers = [as_user(person(own.alder, role)).get(address).status_code for role in roles]

    assert answers == [403, 403, 403]
    assert Client().get(address)["Location"].startswith("/sign-in/")


def test_shared_course_is_the_programmes_to_take_away(own, small_course):
    page = LessonPage.objects.get(url_path="/home/programme/course-1/1/1/")
    key = small_course.course.translation_key

    answers = [
        as_user(person(section))
        .post(url("safety-take-away", section.slug, key, page.translation_key), WHY)
        .status_code
        for section in (own.alder, own.programme)
    ]

    assert answers == [404, 302]
    assert SafetyWithdrawal.objects.get().partner == own.programme.partner


@pytest.mark.parametrize("wrong", ["lesson", "block"])
def test_what_is_not_there_cannot_be_taken_away(own, wrong):
    page = lesson()
    other = lesson("birch").translation_key
    args = [other] if wrong == "lesson" else [page.translation_key, "no-such-block"]
    name = "safety-take-away" if wrong == "lesson" else "safety-take-away-block"

    answer = as_user(person(own.alder)).post(url(name, "alder", course_key(), *args), WHY)

    assert answer.status_code == 404
    assert not SafetyWithdrawal.objects.exists()


def test_list_asks_the_same_of_the_database_however_long_it_is(own):
    approver, pages = as_user(person(own.alder)), [lesson()]
    pages += list(QuizPage.objects.filter(url_path__startswith="/home/alder/own/"))
    counts = []
    for number in (1, 3):
        for at in range(number):
            take_away(
                own.alder.partner,
                pages[0],
                f"block-{at}",
                by=User.objects.get(email="approver1@alder.example"),
            )
        approver.get(url("safety", "alder"))
        with counting() as sql:
            approver.get(url("safety", "alder"))
        counts.append(sql.number)

    assert SafetyWithdrawal.objects.count() == 3
    assert counts[0] == counts[1]


def test_course_that_is_deleted_is_the_programmes_to_take_from(own, guest):
    guest.post("/learn/finish/alder/own/1/1/")
    key, page = course_key(), lesson()
    CoursePage.objects.get(translation_key=key).delete()
    programme, alder = as_user(person(own.programme)), as_user(person(own.alder))
    address = url("safety-take-away", "programme", key, page.translation_key)

    listed = programme.get(url("safety", "programme")).content.decode()
    programme.post(address, WHY)

    assert url("safety-course", "programme", key) in listed
    assert programme.get(url("safety-course", "programme", key)).status_code == 200
    assert alder.get(url("safety-course", "alder", key)).status_code == 404
    assert "is being looked at again" in guest.get("/alder/own/1/1/").content.decode()
