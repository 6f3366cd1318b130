"""An approver counts a question that was found wrong right for everybody, on the safety screens."""

import pytest
from django.test import Client

from courses.models import QuizPage, VoidedQuestion
from courses.queries import voided_ids
from learning.models import Attempt
from letters.models import Letter
from partners.enums import Role
from tests.factories.sql import counting

from .safety_acts import addresses, as_user, course_key, person, url

WHY = {"reason": "Two answers were right."}


def quiz(slug: str = "alder", path: str = "own/1/2/") -> QuizPage:
    return QuizPage.objects.get(url_path=f"/home/{slug}/{path}")


def address(slug: str = "alder", of: str = "alder", question: int = 0) -> str:
    page = quiz(of)
    return url(
        "safety-void", slug, course_key(of, f"/{of}/own/"), page.translation_key, page.questions[question].id
    )


def test_approver_counts_a_question_right_for_everybody(own, guest):
    approver, page = as_user(person(own.alder)), quiz()
    guest.post("/learn/quiz/alder/own/1/2/")
    part = approver.get(url("safety-activity", "alder", course_key(), page.translation_key)).content.decode()

    asked = approver.get(address()).content.decode()
    missing = approver.post(address(), {"reason": " "})
    assert not VoidedQuestion.objects.exists()
    done = approver.post(address(), WHY, follow=True).content.decode()
    again = approver.post(address(), WHY, follow=True).content.decode()

    assert address() in part
    assert "What helps most?" in asked
    assert "In the middle of this quiz: Fewer than 10. Finished it: Nobody." in asked
    assert missing.status_code == 200
    assert "Say in one sentence why" in missing.content.decode()
    assert "It counts as right for everybody now" in done
    assert "It counts as right for everybody now" in again
    assert WHY["reason"] in done
    row = VoidedQuestion.objects.get()
    assert (row.partner, row.reason, row.question_id) == (
        own.alder.partner,
        WHY["reason"],
        page.questions[0].id,
    )
    assert voided_ids(page.translation_key) == {row.question_id}
    shut = approver.get(address()).content.decode()
    assert "<textarea" not in shut
    assert (
        "Counts as right for everybody"
        in approver.get(url("safety-activity", "alder", course_key(), page.translation_key)).content.decode()
    )
    assert (
        "What helps most?"
        not in guest.get(f"/learn/{Attempt._base_manager.get().public_id}/").content.decode()
    )


def test_staff_who_show_it_get_a_letter_and_see_it_on_their_screen(own, small_course):
    programmes = person(own.programme)
    manager, coordinator = person(own.alder, Role.MANAGER), person(own.alder, Role.COORDINATOR)
    page = QuizPage.objects.get(url_path="/home/programme/course-1/1/3/")
    key = course_key("programme", "/programme/course-1/")

    as_user(programmes).post(
        url("safety-void", "programme", key, page.translation_key, page.questions[0].id), WHY
    )

    subject = "A question on your pages counts as right for everybody"
    assert addresses(subject) == [manager.email]
    assert WHY["reason"] in Letter.objects.get(subject=subject).body
    shown = as_user(coordinator).get(url("safety", "alder")).content.decode()
    assert WHY["reason"] in shown
    assert "Questions that count as right" in shown


def test_what_is_another_partners_is_not_there(own):
    as_user(person(own.birch)).post(address("birch", "birch"), WHY)
    approver = as_user(person(own.alder))

    answers = [
        getattr(approver, method)(address(*whose), WHY).status_code
        for method in ("get", "post")
        for whose in (("alder", "birch"), ("birch", "birch"))
    ]

    assert answers == [404] * 4
    assert WHY["reason"] not in approver.get(url("safety", "alder")).content.decode()
    assert VoidedQuestion.objects.count() == 1


def test_lesson_has_no_question_and_a_foreign_id_names_none(own):
    approver, page = as_user(person(own.alder)), quiz()
    lesson = page.get_prev_siblings().first().specific
    for key, question_id in (
        (lesson.translation_key, lesson.body[0].id),
        (page.translation_key, quiz("birch").questions[0].id + "x"),
        (page.translation_key, "no-such"),
    ):
        assert (
            approver.post(url("safety-void", "alder", course_key(), key, question_id), WHY).status_code == 404
        )

    assert not VoidedQuestion.objects.exists()


def test_other_roles_may_not_and_strangers_sign_in(own):
    roles = [Role.TRAINER, Role.COORDINATOR, Role.MANAGER]

    answers = [as_user(person(own.alder, role)).post(address(), WHY).status_code for role in roles]
    stranger = Client().post(address(), WHY)

    assert answers == [403, 403, 403]
    assert stranger.status_code == 302
    assert "/sign-in/" in stranger["Location"] or "login" in stranger["Location"]
    assert not VoidedQuestion.objects.exists()


@pytest.mark.parametrize("screen", ["safety", "safety-activity"])
def test_screens_ask_the_same_of_the_database_for_one_question_and_for_three(own, screen):
    approver, counts = as_user(person(own.alder)), []
    args = [] if screen == "safety" else [course_key(), quiz().translation_key]
    for question in (0, 1, 2):
        approver.post(address(question=question), WHY)
        approver.get(url(screen, "alder", *args))
        with counting() as sql:
            approver.get(url(screen, "alder", *args))
        counts.append(sql.number)

    assert counts[0] == counts[2]
