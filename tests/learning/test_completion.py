"""Completing a course: each required activity gone through, written once, in the transaction of the last act."""

import itertools

import pytest
from django.db.models import F

from courses.models import CoursePage, LessonPage, ModulePage, QuizPage
from courses.queries import outline_of_edition
from learning.domain import finish_lesson
from learning.models import ActivityCompletion, Attempt, CourseCompletion, Enrolment, Response
from learning.signals import course_completed

from .acts import ENGLISH, LESSONS, QUIZZES, asked, guest, in_order, key_at, right, rows, stored

pytestmark = pytest.mark.usefixtures("stranger")

BASE = "/home/programme/course-1"
EVERYTHING = (*LESSONS, *QUIZZES)


@pytest.fixture
def heard():
    """What our one signal said, in order."""
    told = []

    def hear(sender, **said):
        told.append((sender, said))

    course_completed.connect(hear)
    yield told
    course_completed.disconnect(hear)


@pytest.fixture
def refusing():
    """A receiver that fails: the whole act must then be as if it had not been."""

    def fail(sender, **said):
        raise RuntimeError("no")

    course_completed.connect(fail)
    yield
    course_completed.disconnect(fail)


def publish(page, **changes):
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def lesson(address: str) -> LessonPage:
    return LessonPage.objects.get(url_path=f"{BASE}/{address}")


def add_lesson() -> LessonPage:
    page = LessonPage(title="More", slug="9", locale=lesson("1/1/").locale, live=False)
    ModulePage.objects.get(url_path=f"{BASE}/2/").add_child(instance=page)
    return publish(page)


def completions() -> list[tuple]:
    return rows(CourseCompletion, "learner_id", "partner_id", "course_key", "means")


# Exactly once


def test_course_is_complete_with_the_last_of_its_activities(resident, small_course):
    told = [resident.do(activity) for activity in in_order("/alder/course-1/")]

    assert [completion is None for completion in told] == [True] * 5 + [False]
    enrolment = Enrolment._base_manager.get(learner_id=resident.learner.pk)
    found = stored(told[-1])
    assert (found.enrolment_id, found.edition_id, len(found.public_id)) == (
        enrolment.pk,
        enrolment.edition_id,
        22,
    )
    alder = small_course.partners.alder.partner_id
    assert completions() == [(resident.learner.pk, alder, small_course.course.translation_key, "online")]


@pytest.mark.parametrize("last", EVERYTHING)
def test_course_is_complete_whichever_activity_comes_last(resident, last):
    before = [resident.do(activity) for activity in EVERYTHING if activity != last]

    completion = resident.do(last)

    assert before == [None] * 5
    assert stored(completion).learner_id == resident.learner.pk
    assert len(completions()) == 1


def test_nothing_done_after_the_completion_completes_again(resident):
    first = resident.complete()
    before = stored(first)

    again = [resident.do(activity) for activity in EVERYTHING]

    assert again == [None] * 6
    assert rows(CourseCompletion, "pk", "completed_at") == [(before.pk, before.completed_at)]


def test_last_act_sent_twice_completes_once(resident):
    for activity in LESSONS + QUIZZES[:1]:
        resident.do(activity)
    attempt = resident.begin("2/3/")
    first, second, third = asked(attempt)
    for question in (first, second):
        resident.answer(attempt, question, right(question))

    told = [resident.answer(attempt, third, right(third), version=2, key="last") for _time in range(2)]

    # The same reply: whoever presses twice is led to the end all the same.
    assert told[0].completion == told[1].completion is not None
    assert len(completions()) == 1


def test_completion_carries_the_partner_of_the_act_that_brought_it(resident, small_course):
    for activity in EVERYTHING[:-1]:
        resident.do(activity)

    resident.at("birch").do(EVERYTHING[-1])

    birch = small_course.partners.birch.partner_id
    assert completions() == [(resident.learner.pk, birch, small_course.course.translation_key, "online")]


def test_two_residents_complete_their_own_courses(resident, small_course):
    other = guest("birch")

    resident.complete()
    other.complete()

    assert [learner for learner, *_rest in completions()] == [resident.learner.pk, other.learner.pk]


# In one transaction


def test_completion_is_told_once_with_the_course_as_the_edition_has_it(resident, heard):
    completion = resident.complete()
    resident.read("1/1/")

    assert heard == [
        (
            CourseCompletion,
            {
                "signal": course_completed,
                "completion": completion,
                "outline": outline_of_edition(completion.edition_id),
                "language": ENGLISH,
            },
        )
    ]


def test_answer_whose_completion_fails_leaves_nothing_behind(resident, refusing):
    for activity in EVERYTHING[:-1]:
        resident.do(activity)
    attempt = resident.begin("2/3/")
    first, second, third = asked(attempt)
    for question in (first, second):
        resident.answer(attempt, question, right(question))
    before = stored(attempt), rows(Response, "pk"), rows(ActivityCompletion, "pk")

    with pytest.raises(RuntimeError):
        resident.answer(attempt, third, right(third))

    found = stored(attempt)
    assert (found.version, found.finished_at, found.score) == (2, None, None)
    assert (found, rows(Response, "pk"), rows(ActivityCompletion, "pk")) == before
    assert completions() == []


def test_lesson_whose_completion_fails_leaves_nothing_behind(resident, refusing):
    for activity in QUIZZES + LESSONS[:-1]:
        resident.do(activity)
    before = rows(ActivityCompletion, "pk")

    with pytest.raises(RuntimeError):
        resident.read(LESSONS[-1])

    assert rows(ActivityCompletion, "pk") == before
    assert completions() == []


# What is needed


def test_optional_activities_are_not_needed(resident):
    publish(lesson("1/1/"), is_required=False)
    publish(QuizPage.objects.get(url_path=f"{BASE}/2/3/"), is_required=False)

    told = [resident.do(activity) for activity in ("1/2/", "1/3/", "2/1/", "2/2/")]

    assert [completion is None for completion in told] == [True, True, True, False]


def test_optional_activity_done_completes_nothing(resident):
    publish(lesson("1/1/"), is_required=False)

    assert resident.read("1/1/")[1] is None
    assert completions() == []


def test_lesson_added_later_is_not_needed_by_those_who_began_before(resident):
    resident.read("1/1/")
    add_lesson()

    told = [resident.do(activity) for activity in EVERYTHING[1:]]

    assert [completion is None for completion in told] == [True] * 4 + [False]


def test_lesson_added_later_leaves_a_complete_course_complete(resident):
    completion = resident.complete()
    before = stored(completion)

    add_lesson()
    told = resident.read("2/9/")[1]

    assert told is None
    assert rows(CourseCompletion, "pk", "completed_at", "edition_id") == [
        (before.pk, before.completed_at, before.edition_id)
    ]


def test_lesson_added_later_is_needed_by_those_who_begin_after(small_course):
    add_lesson()
    newcomer = guest("alder")

    told = [newcomer.do(activity) for activity in EVERYTHING]
    last = newcomer.read("2/9/")[1]

    assert told == [None] * 6
    assert last is not None


def test_lesson_whose_page_is_gone_still_counts_for_those_who_began_before(resident):
    act = resident.act("2/2/")
    resident.read("1/1/")
    lesson("2/2/").delete()

    told = [resident.do(activity) for activity in EVERYTHING[1:] if activity != "2/2/"]
    with resident.door():
        _enrolment, completion = finish_lesson(**act, language=ENGLISH)

    assert told == [None] * 4
    assert completion is not None


def test_quiz_begun_and_not_ended_is_not_gone_through(resident):
    for activity in (*LESSONS, "1/3/"):
        resident.do(activity)

    attempt = resident.begin("2/3/")
    resident.answer(attempt, asked(attempt)[0], right(asked(attempt)[0]))

    assert completions() == []


# Skipped is read


def test_skipped_lesson_is_stored_exactly_as_a_read_one(small_course, client):
    page = publish(lesson("1/1/"), content_note="harm")
    reader = guest("alder")
    reader.read("1/1/")

    html = client.get("/alder/course-1/1/1/").content.decode()
    skip = next(part for part in html.split("<form ") if "Skip this page" in part)
    client.post(skip.split('action="')[1].split('"')[0])

    taken = [field.attname for field in ActivityCompletion._meta.concrete_fields]
    own = {"id", "learner_id", "enrolment_id", "completed_at"}
    alike = ActivityCompletion._base_manager.filter(activity_key=page.translation_key).order_by("pk")
    first, second = alike.values(*(name for name in taken if name not in own))
    assert first == second
    assert alike.values("learner_id").distinct().count() == 2


# Courses that ask for a pass


@pytest.fixture
def asking(small_course):
    """The shared course asks for 60 % in its first quiz; the second asks for nothing."""
    publish(CoursePage.objects.get(url_path=f"{BASE}/"), asks_for_pass=True)
    publish(QuizPage.objects.get(url_path=f"{BASE}/1/3/"), pass_mark=60)


def scores(resident) -> list[int]:
    own = Attempt._base_manager.filter(learner_id=resident.learner.pk).order_by("pk")
    return list(own.filter(finished_at__isnull=False).values_list("score", flat=True))


def test_pass_is_asked_of_the_quiz_that_has_a_mark_and_of_no_other(resident, asking):
    for activity in LESSONS:
        resident.do(activity)

    first = resident.finish_quiz("1/3/", wrong_first=1).completion
    second = resident.finish_quiz("2/3/", wrong_first=3).completion

    assert scores(resident) == [66, 0]
    assert first is None
    assert second is not None


def test_quiz_gone_through_without_a_pass_does_not_complete(resident, asking):
    for activity in (*LESSONS, "2/3/"):
        resident.do(activity)

    answered = resident.finish_quiz("1/3/", wrong_first=2)

    assert scores(resident) == [100, 33]
    assert answered.completion is None
    assert key_at("/alder/course-1/1/3/") in dict(rows(ActivityCompletion, "activity_key", "pk"))
    assert completions() == []


def test_pass_at_a_later_attempt_completes(resident, asking):
    for activity in (*LESSONS, "2/3/"):
        resident.do(activity)
    resident.finish_quiz("1/3/", wrong_first=2)

    answered = resident.finish_quiz("1/3/", wrong_first=1)

    assert scores(resident) == [100, 33, 66]
    assert answered.completion is not None
    assert len(completions()) == 1


def test_pass_stays_a_pass_when_a_later_attempt_is_worse(resident, asking):
    resident.finish_quiz("1/3/")
    resident.finish_quiz("1/3/", wrong_first=3)
    for activity in LESSONS:
        resident.do(activity)

    assert resident.do("2/3/") is not None


def test_pass_of_somebody_else_is_not_ones_own(resident, asking):
    guest("alder").finish_quiz("1/3/")
    for activity in (*LESSONS, "2/3/"):
        resident.do(activity)

    assert resident.finish_quiz("1/3/", wrong_first=2).completion is None


def test_pass_of_an_enrolment_that_was_left_does_not_count_in_the_next(resident, asking):
    resident.finish_quiz("1/3/")
    Enrolment._base_manager.filter(learner_id=resident.learner.pk).update(closed_at=F("begun_at"))

    told = [resident.do(activity) for activity in (*LESSONS, "2/3/")]
    answered = resident.finish_quiz("1/3/", wrong_first=2)

    assert told == [None] * 5
    assert (scores(resident), answered.completion) == ([100, 100, 33], None)


def test_pass_mark_of_the_edition_counts_when_it_was_raised_meanwhile(resident, asking):
    resident.read("1/1/")
    publish(QuizPage.objects.get(url_path=f"{BASE}/1/3/"), pass_mark=100)

    for activity in (*LESSONS[1:], "2/3/"):
        resident.do(activity)
    answered = resident.finish_quiz("1/3/", wrong_first=1)

    assert answered.completion is not None


def test_low_score_completes_a_course_that_does_not_ask_for_a_pass(resident):
    publish(QuizPage.objects.get(url_path=f"{BASE}/1/3/"), pass_mark=60)
    for activity in (*LESSONS, "2/3/"):
        resident.do(activity)

    answered = resident.finish_quiz("1/3/", wrong_first=3)

    assert (scores(resident), answered.completion is None) == ([100, 0], False)


def test_course_completes_in_any_order_of_its_modules(small_course):
    orders = itertools.islice(itertools.permutations(EVERYTHING), 0, 720, 179)

    for order in orders:
        learner = guest("alder")
        told = [learner.do(activity) for activity in order]
        assert [completion is None for completion in told] == [True] * 5 + [False]
