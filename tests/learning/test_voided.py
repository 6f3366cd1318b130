"""A question that was found wrong counts as right for everybody: a pass is gained by it, never lost."""

import pytest
from django.test import Client

from certificates.models import AvailableCertificate
from courses.domain.voiding import void_question
from courses.models import CoursePage, QuizPage, VoidedQuestion
from courses.queries import address_book, live_quiz, voided_ids
from learning.domain import give_all_marks, give_mark, give_marks, people_concerned, voiding
from learning.domain.erasing import erase_learner, erase_old_answers
from learning.domain.merging import merge_learners, undo_merger
from learning.models import ActivityCompletion, Attempt, CourseCompletion, Enrolment, Response, VoidedMark
from learning.tasks import give_marks as give_marks_task
from partners.models import AuditEntry
from tests.factories.walking import form_around_primary, right_choices

from .acts import ENGLISH, LESSONS, asked, guest, key_at, right, rows, stored, wrong
from .taking_away import COURSE, approver, completions, owner_of, phone_of, press, progress, take_away

QUIZ = "1/3/"


@pytest.fixture
def asking_for_a_pass(small_course):
    """The course asks that two of three be right at the first answer, in each quiz."""
    for quiz in QuizPage.objects.descendant_of(small_course.course):
        quiz.pass_mark = 60
        quiz.save_revision().publish()
    course = CoursePage.objects.get(pk=small_course.course.pk)
    course.asks_for_pass = True
    course.save_revision().publish()


def void(question_id: str, attempt: Attempt | None = None) -> VoidedQuestion:
    """Of the quiz as it stands, or of one that is in the course no more."""
    found = address_book().find(f"{COURSE}{QUIZ}")
    course_key = attempt.course_key if attempt else found.course_key
    owner = owner_of(course_key)
    return void_question(
        partner=owner,
        course_key=course_key,
        activity_key=attempt.activity_key if attempt else found.key,
        question_id=question_id,
        by=approver(owner),
        reason="Two answers were right.",
    )


def sit(resident, *acts: str) -> Attempt:
    """Answers the first round like this: right, wrong or aside; then all that comes round again rightly."""
    attempt = resident.begin(QUIZ)
    for question, act in zip(asked(attempt), acts, strict=True):
        if act == "aside":
            resident.set_aside(attempt, question)
        else:
            resident.answer(attempt, question, right(question) if act == "right" else wrong(question))
    for question, act in zip(asked(attempt), acts, strict=True):
        if act == "wrong":
            resident.answer(attempt, question, right(question))
    return stored(attempt)


# Open attempts


def test_open_attempt_asks_it_no_more_and_counts_it_right(resident):
    attempt = resident.begin(QUIZ)
    first, second, third = asked(attempt)
    resident.answer(attempt, first, wrong(first))
    void(first.id)
    page = phone_of(resident).get(f"/learn/{attempt.public_id}/").content.decode()

    resident.answer(attempt, second, wrong(second))
    resident.answer(attempt, third, right(third))
    resident.answer(attempt, second, right(second))

    assert "Question 1 of 2" in page
    assert second.text in page
    assert (stored(attempt).finished_at is not None, stored(attempt).score) == (True, 66)
    assert len(stored(attempt).questions) == 3


def test_answer_to_what_was_found_wrong_meanwhile_is_not_stored_and_says_so(resident):
    attempt = resident.begin(QUIZ)
    first, second, _third = asked(attempt)
    phone = phone_of(resident)
    action, fields = form_around_primary(phone.get(f"/learn/{attempt.public_id}/").content.decode())
    void(first.id)

    page = phone.post(action, {**fields, "choice": right_choices(attempt.public_id, first.id)})

    assert page.status_code == 409
    assert "It counts as right for everybody" in page.content.decode()
    assert second.text in page.content.decode()
    assert Response._base_manager.count() == 0


def test_attempt_of_which_nothing_else_was_left_is_finished_with_the_marks(resident):
    attempt = resident.begin(QUIZ)
    first, second, third = asked(attempt)
    for question in (second, third):
        resident.answer(attempt, question, right(question))

    voided = void(first.id)
    looked = phone_of(resident).get(f"/learn/{attempt.public_id}/").content.decode()
    assert "There is nothing more to answer here" in looked
    give_marks(voided_id=voided.pk)

    assert (stored(attempt).finished_at is not None, stored(attempt).score) == (True, 100)
    assert progress(resident).done == 1
    assert rows(VoidedMark, "attempt_id", "score_before", "score_after") == [(attempt.pk, None, 100)]


def test_next_act_finishes_it_too(resident):
    attempt = resident.begin(QUIZ)
    first, second, third = asked(attempt)
    for question in (second, third):
        resident.answer(attempt, question, right(question))
    void(first.id)

    press(phone_of(resident), f"/learn/{attempt.public_id}/")

    assert stored(attempt).score == 100


def test_new_attempt_and_a_quiz_of_which_all_was_found_wrong(resident, asking_for_a_pass):
    for question in live_quiz(address_book().find(f"{COURSE}{QUIZ}").outline.activities[2].page_id).questions:
        void(question.id)
    phone = phone_of(resident)

    page = phone.get(f"{COURSE}{QUIZ}").content.decode()
    phone.post(f"/learn/quiz{COURSE}{QUIZ}")

    assert "0 questions" in page
    assert (Attempt._base_manager.get().score, progress(resident).done) == (100, 1)


def test_while_the_whole_quiz_is_taken_away_its_attempts_wait(resident):
    attempt = resident.begin(QUIZ)
    first, *rest = asked(attempt)
    for question in rest:
        resident.answer(attempt, question, right(question))
    take_away(f"{COURSE}{QUIZ}")

    give_marks(voided_id=void(first.id).pk)

    assert stored(attempt).finished_at is None


# Finished attempts


@pytest.mark.parametrize(
    ("acts", "before", "after"),
    [
        (("wrong", "wrong", "right"), 33, 66),
        (("right", "wrong", "right"), 66, 66),
        (("aside", "aside", "aside"), None, 100),
        (("aside", "wrong", "right"), 50, 66),
    ],
)
def test_finished_attempt_gets_its_mark(resident, acts, before, after):
    attempt = sit(resident, *acts)
    assert attempt.score == before

    voided = void(asked(attempt)[0].id)
    give_marks(voided_id=voided.pk)
    give_marks(voided_id=voided.pk)

    assert stored(attempt).score == after
    assert rows(VoidedMark, "score_before", "score_after") == [(before, after)]


def test_score_that_was_higher_stays(resident):
    """It was worked out while another question was taken away for safety, which is back by now."""
    attempt = sit(resident, "wrong", "wrong", "right")
    Attempt._base_manager.filter(pk=attempt.pk).update(score=90)

    give_marks(voided_id=void(asked(attempt)[0].id).pk)

    assert stored(attempt).score == 90


def all_but_the_pass(resident) -> Attempt:
    for lesson in LESSONS:
        resident.read(lesson)
    resident.finish_quiz("2/3/")
    return sit(resident, "wrong", "wrong", "right")


def test_whoever_passes_by_it_completes_the_course_today_and_reads_why(resident, asking_for_a_pass):
    attempt = all_but_the_pass(resident)
    assert completions() == 0
    phone = phone_of(resident)
    asked_again = phone.get(f"/learn/{attempt.public_id}/").content.decode()

    voided = void(asked(attempt)[0].id)
    give_marks(voided_id=voided.pk)
    give_all_marks()

    completion = CourseCompletion._base_manager.get()
    mark = VoidedMark._base_manager.get()
    assert (completion.is_by_voiding, completion.partner_id) == (True, attempt.partner_id)
    assert completion.completed_at.date() == mark.given_at.date()
    # Its learner reads why. Whoever is shown the certificate would read that there was something to put right.
    assert "counted as right" not in str(AvailableCertificate._base_manager.get().facts)
    assert "Do the quiz again" in asked_again
    assert "2 of the 3 answers" in asked_again
    for address in (COURSE, f"/learn/complete/{attempt.enrolment.public_id}/", "/my-learning/"):
        assert "was counted as right for everybody" in phone.get(address).content.decode()
    end = phone.get(f"/learn/{attempt.public_id}/").content.decode()
    assert "Counts as right" in end
    assert "Do the quiz again" not in end


def test_completion_of_ones_own_says_nothing_of_it(resident):
    completion = resident.complete()

    assert not completion.is_by_voiding
    assert "counted as right" not in phone_of(resident).get(COURSE).content.decode()


def test_it_reaches_every_section_and_every_edition(small_course, asking_for_a_pass):
    early, late = guest("alder"), guest("birch")
    first = all_but_the_pass(early)
    quiz = QuizPage.objects.get(url_path="/home/programme/course-1/2/3/")
    quiz.pass_mark = 30
    quiz.save_revision().publish()
    second = all_but_the_pass(late)
    assert first.edition_id != second.edition_id
    QuizPage.objects.get(url_path="/home/programme/course-1/1/3/").unpublish()

    give_marks(voided_id=void(asked(first)[0].id, first).pk)

    assert sorted(rows(CourseCompletion, "learner_id")) == [(early.learner.pk,), (late.learner.pk,)]


def test_completion_is_written_together_with_the_mark_or_not_at_all(resident, asking_for_a_pass, monkeypatch):
    attempt = all_but_the_pass(resident)
    voided = void(asked(attempt)[0].id)

    def fail(**_given):
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(voiding, "complete_when_all_is_done", fail)
        give_marks(voided_id=voided.pk)
        assert (stored(attempt).score, VoidedMark._base_manager.count()) == (33, 0)
    give_all_marks()

    assert (stored(attempt).score, completions()) == (66, 1)


def test_many_learners_are_served_some_at_a_time_and_none_twice(small_course):
    attempts = [sit(guest("alder"), "wrong", "right", "right") for _number in range(3)]
    voided = void(asked(attempts[0])[0].id)
    ids = sorted(row.learner_id for row in attempts)

    seen = [0]
    while seen[-1] is not None:
        seen.append(give_marks(voided_id=voided.pk, after=seen[-1], limit=2))

    assert seen == [0, ids[1], None]
    assert [stored(row).score for row in attempts] == [100, 100, 100]
    assert len(rows(VoidedMark, "pk")) == 3


def test_task_takes_ids_alone(resident):
    attempt = sit(resident, "wrong", "right", "right")
    voided = void(asked(attempt)[0].id)

    give_marks_task.func(voided.pk)

    assert stored(attempt).score == 100


def test_finished_course_gains_nothing_new_from_it(resident):
    resident.complete()
    attempt = Attempt._base_manager.order_by("pk").first()
    before = rows(CourseCompletion, "pk", "completed_at", "is_by_voiding")

    give_marks(voided_id=void(asked(attempt)[0].id).pk)

    assert rows(CourseCompletion, "pk", "completed_at", "is_by_voiding") == before


def test_voiding_twice_is_once_and_is_written_down_with_its_reason(resident):
    question = asked(resident.begin(QUIZ))[0]

    assert void(question.id).pk == void(question.id).pk
    key = address_book().find(f"{COURSE}{QUIZ}").key
    entry = AuditEntry.objects.get(verb="void a question")
    assert voided_ids(key) == {question.id}
    assert entry.details["reason"] == "Two answers were right."
    assert entry.actor == approver(owner_of(address_book().find(COURSE).course_key))


def test_people_are_counted_once_each(small_course):
    first, second = guest("alder"), guest("birch")
    sit(first, "right", "right", "right")
    sit(first, "right", "right", "right")
    attempt = second.begin(QUIZ)

    concerned = people_concerned(activity_key=attempt.activity_key)

    assert (concerned.under_way, concerned.finished) == (1, 1)


# What becomes of the mark


def test_marks_go_with_the_work_when_two_phones_become_one_and_back(resident):
    other = guest("alder")
    attempt = sit(other, "wrong", "right", "right")
    give_marks(voided_id=void(asked(attempt)[0].id).pk)

    merger = merge_learners(learner_id=resident.learner.pk, joined_id=other.learner.pk, language=ENGLISH)
    together = rows(VoidedMark, "learner_id")
    undo_merger(merger_id=merger.public_id, learner_id=resident.learner.pk)

    assert together == [(resident.learner.pk,)]
    assert rows(VoidedMark, "learner_id") == [(other.learner.pk,)]


def test_marks_are_erased_with_their_learner_and_with_old_answers(resident, small_course):
    other = guest("alder")
    sit(other, "wrong", "right", "right")
    resident.complete()
    attempt = Attempt._base_manager.get(learner_id=resident.learner.pk, activity_key=key_at(COURSE + QUIZ))
    voided = void(asked(attempt)[0].id)
    give_mark(voided_id=voided.pk, learner_id=resident.learner.pk)
    long_ago = attempt.begun_at.replace(year=attempt.begun_at.year - 3)
    Attempt._base_manager.filter(learner_id=resident.learner.pk).update(begun_at=long_ago)
    Response._base_manager.filter(learner_id=resident.learner.pk).update(answered_at=long_ago)

    erase_old_answers()
    assert rows(VoidedMark, "pk") == []
    give_mark(voided_id=voided.pk, learner_id=other.learner.pk)
    erase_learner(learner_id=other.learner.pk)

    assert (rows(VoidedMark, "pk"), rows(Attempt, "pk")) == ([], [])
    assert ActivityCompletion._base_manager.filter(learner_id=other.learner.pk).exists()


def test_enrolment_that_is_closed_is_not_completed_by_it(resident, asking_for_a_pass):
    attempt = all_but_the_pass(resident)
    Enrolment._base_manager.update(closed_at=attempt.finished_at)

    give_marks(voided_id=void(asked(attempt)[0].id).pk)

    assert (stored(attempt).score, completions()) == (66, 0)


# A pass needs one right answer


def test_setting_everything_aside_passes_nothing(resident, asking_for_a_pass):
    for lesson in LESSONS:
        resident.read(lesson)
    resident.finish_quiz("2/3/")
    sit(resident, "aside", "aside", "aside")
    phone = phone_of(resident)
    unfinished = completions()

    course = phone.get(COURSE).content.decode()
    sit(resident, "right", "aside", "aside")

    assert unfinished == 0
    assert "more answers of one quiz are to be right" in course
    assert completions() == 1


def test_where_no_pass_is_asked_everything_may_be_set_aside(resident):
    for lesson in LESSONS:
        resident.read(lesson)
    resident.finish_quiz("2/3/")
    sit(resident, "aside", "aside", "aside")

    assert completions() == 1


def test_stranger_sees_nothing_of_it(resident):
    attempt = sit(resident, "wrong", "right", "right")
    give_marks(voided_id=void(asked(attempt)[0].id).pk)

    assert Client().get(f"/learn/{attempt.public_id}/").status_code == 404


def test_pass_of_a_sitting_left_open_on_the_other_phone_is_a_pass_on_the_pages_too(asking_for_a_pass):
    kept, joined = guest("alder"), guest("alder")
    kept.read("1/1/")
    left_open = joined.begin(QUIZ)
    kept.begin(QUIZ)
    merge_learners(learner_id=kept.learner.pk, joined_id=joined.learner.pk, language=ENGLISH)
    sit(kept, "wrong", "wrong", "wrong")
    for question in asked(left_open):
        kept.answer(left_open, question, right(question))

    assert "Do the quiz again" not in phone_of(kept).get(COURSE).content.decode()
