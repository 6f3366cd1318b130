"""A hard question has other ways; what is part-way, past, and new is found again on the course's pages."""

import pytest

from courses.models import CoursePage, LessonPage, ModulePage, QuizPage
from learning.domain.erasing import erase_old_answers
from learning.models import Attempt, Response
from learning.queries.keeping import add_months
from tests.factories.sql import counting

from .acts import LESSONS, asked, right, wrong
from .taking_away import COURSE, phone_of, progress

QUIZ = f"{COURSE}1/3/"
WAYS = ("Read the part again", "Do it with somebody", "Carry on, come back later")


def link(html: str, words: str) -> str:
    """The address of the link with these words."""
    return html.partition(f">{words}</a>")[0].rpartition('href="')[2].partition('"')[0]


def wrong_twice(resident) -> Attempt:
    """The first question has come round twice and is not right yet; the others are."""
    attempt = resident.begin("1/3/")
    first, *rest = asked(attempt)
    resident.answer(attempt, first, wrong(first))
    for question in rest:
        resident.answer(attempt, question, right(question))
    resident.answer(attempt, first, wrong(first))
    return attempt


def test_other_ways_are_offered_after_the_second_round_and_not_before(resident):
    attempt = resident.begin("1/3/")
    first, *rest = asked(attempt)
    resident.answer(attempt, first, wrong(first))
    for question in rest:
        resident.answer(attempt, question, right(question))
    phone = phone_of(resident)
    before = [
        phone.get(f"/learn/{attempt.public_id}/{page}").content.decode() for page in ("", "answered/1/")
    ]

    resident.answer(attempt, first, wrong(first))
    after = [phone.get(f"/learn/{attempt.public_id}/{page}").content.decode() for page in ("", "answered/4/")]

    for html in before:
        assert not [words for words in WAYS if words in html]
    for html in after:
        assert [words for words in WAYS if words in html] == list(WAYS)
        assert "data-listen-of" in html.partition("other-ways")[2]
        assert html.count("data-primary") == 1
        assert link(html, "Read the part again") == f"{COURSE}1/1/"
        assert link(html, "Carry on, come back later") == f"{COURSE}2/"


def test_nobody_is_told_a_nought(resident):
    attempt = resident.begin("1/3/")
    questions = asked(attempt)
    for question in questions:
        resident.answer(attempt, question, wrong(question))
    phone = phone_of(resident)
    answered = phone.get(f"/learn/{attempt.public_id}/answered/{len(questions)}/")
    for question in questions:
        resident.set_aside(attempt, question)
    looked_back = phone.get(f"/learn/{attempt.public_id}/")

    assert answered.context["here"]["summary"] == f"Let's look at {len(questions)} again."
    assert "You have finished the quiz" in looked_back.content.decode()
    assert looked_back.context["here"]["summary"] == ""


def test_somebody_to_do_it_with(resident):
    attempt = wrong_twice(resident)
    phone = phone_of(resident)
    html = phone.get(
        link(phone.get(f"/learn/{attempt.public_id}/").content.decode(), WAYS[1])
    ).content.decode()

    assert "A friend, a neighbour" in html
    assert "Alder" in html
    assert f'href="/learn/{attempt.public_id}/"' in html
    assert asked(attempt)[0].text not in html


def test_carrying_on_leaves_the_quiz_open_and_the_way_back_stands_on_the_course(resident):
    attempt = wrong_twice(resident)
    phone = phone_of(resident)

    later = phone.get(link(phone.get(f"/learn/{attempt.public_id}/").content.decode(), WAYS[2]))
    resident.read("2/1/")
    course = phone.get(COURSE).content.decode()
    module = phone.get(f"{COURSE}1/").content.decode()
    back = phone.post(f"/learn/quiz{QUIZ}", follow=True).content.decode()

    assert later.status_code == 200
    assert Attempt._base_manager.get().finished_at is None
    assert "Back to the quiz" in course
    assert f'href="{QUIZ}"' in course.partition("Back to the quiz")[0].rpartition("<a")[2]
    assert "Part-way" in module
    assert asked(attempt)[0].text in back
    assert progress(resident).done == 1


# Past quizzes


def test_every_past_sitting_stays_readable_as_it_was_asked(resident, small_course):
    for lesson in LESSONS:
        resident.read(lesson)
    resident.finish_quiz("2/3/")
    first = resident.finish_quiz("1/3/").attempt
    second = resident.finish_quiz("1/3/", wrong_first=1).attempt
    words = asked(first)[0].text
    page = QuizPage.objects.get(url_path="/home/programme/course-1/1/3/")
    page.questions[0].value["text"] = "Something else?"
    page.save_revision().publish()
    phone = phone_of(resident)

    pages = {address: phone.get(address).content.decode() for address in (COURSE, QUIZ, "/my-learning/")}
    CoursePage.objects.get(pk=small_course.course.pk).delete()
    pages["gone"] = phone.get(COURSE).content.decode()

    for address, html in pages.items():
        for attempt in (first, second):
            assert f'href="/learn/{attempt.public_id}/"' in html, address
    for attempt in (first, second):
        html = phone.get(f"/learn/{attempt.public_id}/").content.decode()
        assert words in html
        assert "Something else?" not in html


def test_answers_that_are_past_their_date_are_spoken_of_calmly(resident):
    resident.read("1/1/")
    attempt = resident.finish_quiz("1/3/").attempt
    phone = phone_of(resident)
    kept = phone.get(f"/learn/{attempt.public_id}/").content.decode()
    last = Response._base_manager.last().answered_at
    Response._base_manager.update(answered_at=last.replace(year=last.year - 2))
    Attempt._base_manager.update(begun_at=last.replace(year=last.year - 2))

    erase_old_answers()
    html = phone.get(f"/learn/{attempt.public_id}/").content.decode()

    until = add_months(last.date(), 12)
    assert f"They are kept until {until.day} " in kept
    assert Response._base_manager.count() == 0
    assert "the questions are still here" in html
    assert asked(attempt)[0].text in html


def test_quiz_whose_sitting_is_gone_says_how_long_answers_are_kept(resident):
    resident.complete()
    phone = phone_of(resident)
    old = Attempt._base_manager.first().begun_at
    Response._base_manager.update(answered_at=old.replace(year=old.year - 2))
    Attempt._base_manager.update(begun_at=old.replace(year=old.year - 2))

    erase_old_answers()
    html = phone.get(QUIZ).content.decode()

    assert Attempt._base_manager.count() == 0
    assert "Answers are kept for 12 months" in html
    assert phone.get(COURSE).status_code == 200


# New since then


def add_lesson() -> LessonPage:
    page = LessonPage(title="One more step", slug="9", locale=LessonPage.objects.first().locale, live=False)
    ModulePage.objects.get(url_path="/home/programme/course-1/2/").add_child(instance=page)
    page.save_revision().publish()
    return page


def test_what_is_added_after_the_end_is_new_and_the_course_stays_finished(resident):
    completion = resident.complete()
    phone = phone_of(resident)
    before = [phone.get(address).content.decode() for address in (COURSE, "/my-learning/")]
    add_lesson()

    after = [phone.get(address).content.decode() for address in (COURSE, "/my-learning/")]
    lesson = phone.get(f"{COURSE}2/9/")
    phone.post(f"/learn/finish{COURSE}2/9/")
    read = [phone.get(address).content.decode() for address in (COURSE, "/my-learning/")]

    for html in after:
        assert "New since then" in html
        assert "Finished" in html
    assert f'href="{COURSE}2/9/"' in after[0]
    assert lesson.status_code == 200
    for html in (*before, *read):
        assert "New since then" not in html
    assert progress(resident).percent == 100
    assert resident.read("2/1/")[1] is None
    assert completion.public_id


def test_it_is_not_new_to_whoever_is_part_way(resident):
    resident.read("1/1/")
    add_lesson()
    phone = phone_of(resident)

    assert "New since then" not in phone.get(COURSE).content.decode()
    assert "New since then" not in phone.get("/my-learning/").content.decode()


@pytest.mark.parametrize("address", [COURSE, f"{COURSE}1/", QUIZ])
def test_pages_ask_the_same_for_one_sitting_and_for_three(resident, address):
    phone, counts = phone_of(resident), []
    resident.read("1/1/")
    for _time in range(3):
        resident.finish_quiz("1/3/")
        phone.get(address)
        with counting() as sql:
            phone.get(address)
        counts.append(sql.number)

    assert counts[0] == counts[2] <= 7
