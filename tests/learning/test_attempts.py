"""A sitting of a quiz: kept as it was asked, whatever is edited meanwhile, to its end."""

import copy
from dataclasses import replace

import pytest

from courses.models import QuizPage
from courses.queries import live_quiz
from learning.domain import attempts
from learning.models import ActivityCompletion, Attempt, CourseCompletion, Enrolment
from partners.scoping import for_learner

from .acts import asked, key_at, responses, right, rows, stored, unchanged, wrong

pytestmark = pytest.mark.usefixtures("stranger")

QUIZ = "1/3/"


def quiz_page() -> QuizPage:
    return QuizPage.objects.get(url_path="/home/programme/course-1/1/3/")


def rewrite(change) -> None:
    page = quiz_page()
    data = copy.deepcopy(list(page.questions.raw_data))
    change(data)
    page.questions = data
    page.save_revision().publish()


# Beginning


def test_attempt_keeps_the_questions_as_asked_and_where_it_was_begun(resident, small_course):
    page = quiz_page()
    page.pass_mark = 60
    page.save_revision().publish()

    attempt = stored(resident.begin(QUIZ))

    enrolment = Enrolment._base_manager.get(learner_id=resident.learner.pk)
    assert {
        "learner": attempt.learner_id,
        "partner": attempt.partner_id,
        "course_key": attempt.course_key,
        "activity_key": attempt.activity_key,
        "enrolment": attempt.enrolment_id,
        "edition": attempt.edition_id,
        "course_address": attempt.course_address,
        "pass_mark": attempt.pass_mark,
        "standing": attempt.standing,
        "version": attempt.version,
        "finished_at": attempt.finished_at,
        "score": attempt.score,
    } == {
        "learner": resident.learner.pk,
        "partner": small_course.partners.alder.partner_id,
        "course_key": small_course.course.translation_key,
        "activity_key": page.translation_key,
        "enrolment": enrolment.pk,
        "edition": enrolment.edition_id,
        "course_address": "/alder/course-1/",
        "pass_mark": 60,
        "standing": {},
        "version": 0,
        "finished_at": None,
        "score": None,
    }
    assert tuple(asked(attempt)) == live_quiz(page.pk).questions


def test_begin_again_carries_on_with_the_open_attempt(resident, stranger):
    first = resident.begin(QUIZ)
    resident.answer(first, asked(first)[0], right(asked(first)[0]))

    again = resident.begin(QUIZ)

    assert again.pk == first.pk
    assert stored(again).version == 1
    assert rows(Attempt, "pk") == [(stranger.pk,), (first.pk,)]


def test_begin_in_another_section_carries_on_with_the_open_attempt(resident):
    first = resident.begin(QUIZ)

    again = resident.at("birch").begin(QUIZ)

    assert again.pk == first.pk
    assert stored(again).course_address == "/alder/course-1/"


def test_begin_after_finishing_is_a_new_attempt(resident):
    finished = resident.finish_quiz(QUIZ).attempt

    again = resident.begin(QUIZ)

    assert again.pk != finished.pk
    assert (stored(again).standing, stored(again).version) == ({}, 0)
    assert stored(finished).finished_at is not None


def test_shuffled_choices_keep_their_order_within_an_attempt(resident):
    def change(data):
        value = data[0]["value"]
        value["is_shuffled"] = True
        value["choices"] += [
            {
                "type": "item",
                "value": {"text": str(at), "is_right": False, "feedback": "No."},
                "id": f"more-{at}",
            }
            for at in range(5)
        ]

    rewrite(change)
    attempt = resident.begin(QUIZ)
    order = [choice.id for choice in asked(attempt)[0].choices]

    resident.answer(attempt, asked(attempt)[0], wrong(asked(attempt)[0]))
    resident.begin(QUIZ)

    assert [choice.id for choice in asked(attempt)[0].choices] == order


def test_shuffling_moves_choices_and_nothing_else():
    page_questions = [
        replace(question, is_shuffled=shuffled)
        for question, shuffled in zip(many_choices(), (True, False), strict=True)
    ]

    orders = {tuple(attempts.as_asked(page_questions)[0].choices) for _time in range(40)}
    other = {tuple(attempts.as_asked(page_questions)[1].choices) for _time in range(40)}

    assert len(orders) > 1
    assert {frozenset(order) for order in orders} == {frozenset(page_questions[0].choices)}
    assert other == {page_questions[1].choices}


def many_choices():
    question = live_quiz(quiz_page().pk).questions[0]
    choices = tuple(replace(question.choices[0], id=f"c{at}") for at in range(8))
    return [replace(question, choices=choices), replace(question, choices=choices)]


# Immune to edits


def test_attempt_is_immune_to_what_a_trainer_publishes_meanwhile(resident):
    attempt = resident.begin(QUIZ)
    before = stored(attempt)

    def change(data):
        first, second, _third = data[0]["value"]["choices"]
        first["value"]["is_right"], second["value"]["is_right"] = False, True
        data[0]["value"]["text"] = "Something else?"
        data.pop()

    rewrite(change)
    resident.begin(QUIZ)
    assert unchanged(before)
    resident.answer(attempt, asked(attempt)[0], right(asked(before)[0]))

    assert [question.text for question in asked(attempt)] == [
        "What helps most?",
        "What helps too?",
        "Nobody can help.",
    ]
    assert [row[2] for row in responses(attempt)] == [True]


def test_attempt_can_be_finished_when_its_page_is_gone(resident, small_course):
    attempt = resident.begin(QUIZ)

    small_course.course.delete()
    for question in asked(attempt):
        answered = resident.answer(attempt, question, right(question))

    assert stored(answered.attempt).score == 100


# The end


def test_finish_writes_the_time_and_the_score(resident):
    attempt = resident.finish_quiz(QUIZ, wrong_first=1).attempt

    found = stored(attempt)
    assert (found.score, found.version) == (66, 4)
    assert found.finished_at is not None
    assert found.finished_at >= found.begun_at


def test_finish_with_all_set_aside_ends_the_attempt_and_passes_nothing(resident):
    attempt = resident.begin(QUIZ)
    for question in asked(attempt):
        resident.set_aside(attempt, question)

    found = stored(attempt)
    assert (found.score, found.version) == (None, 3)
    assert rows(ActivityCompletion, "activity_key") == [(attempt.activity_key,)]


def test_finish_writes_the_activity_completion(resident, small_course):
    attempt = resident.finish_quiz(QUIZ).attempt

    columns = (
        "enrolment_id",
        "learner_id",
        "partner_id",
        "course_key",
        "activity_key",
        "edition_id",
        "means",
    )
    assert rows(ActivityCompletion, *columns) == [
        (
            attempt.enrolment_id,
            resident.learner.pk,
            small_course.partners.alder.partner_id,
            small_course.course.translation_key,
            key_at("/alder/course-1/1/3/"),
            stored(attempt).edition_id,
            "online",
        )
    ]
    assert rows(CourseCompletion, "pk") == []


def test_quiz_finished_twice_is_completed_once_at_the_first_time(resident):
    resident.finish_quiz(QUIZ)
    first = rows(ActivityCompletion, "pk", "completed_at")

    resident.finish_quiz(QUIZ, wrong_first=3)

    assert rows(ActivityCompletion, "pk", "completed_at") == first
    own = Attempt._base_manager.filter(learner_id=resident.learner.pk).order_by("pk")
    assert list(own.values_list("score", flat=True)) == [100, 0]


def test_attempt_belongs_to_the_enrolment_of_its_learner(resident, stranger):
    attempt = resident.begin(QUIZ)

    with for_learner(resident.learner.pk):
        own = list(Attempt.objects.values_list("pk", flat=True))
        enrolments = list(Enrolment.objects.values_list("pk", flat=True))

    assert own == [attempt.pk]
    assert enrolments == [attempt.enrolment_id]
    assert attempt.enrolment_id != stranger.enrolment_id
