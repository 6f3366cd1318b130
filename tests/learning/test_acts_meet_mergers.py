"""A merger on one phone while another is at it: what is done in that moment is found again, and it can be undone."""

import pytest

from learning.domain.claim_codes import parse
from learning.domain.claiming import learner_behind
from learning.domain.errors import WorkJoined
from learning.models import ActivityCompletion, Attempt, DeviceToken, Enrolment, Response
from learning.queries.people import token_hash
from learning.views import people
from learning.views.kept.screens import _tag
from tests.certificates.factory import phone_of

from .acts import LESSONS, QUIZZES, asked, key_at, right, rows, stored
from .test_claiming import get_code
from .test_merging import done, merge, undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged_in_between(two, monkeypatch):
    """The merger comes with the first act, right after its request has found whose phone it is."""
    kept, joined = two
    joined.read(LESSONS[0])
    found = people.device_of

    def find(token: str):
        device = found(token)
        monkeypatch.setattr(people, "device_of", found)
        merge(kept, joined)
        return device

    monkeypatch.setattr(people, "device_of", find)


def test_nothing_is_begun_for_somebody_whose_work_is_anothers(two):
    kept, joined = two
    joined.read(LESSONS[0])
    merge(kept, joined)

    with pytest.raises(WorkJoined):
        joined.read(LESSONS[1])

    assert rows(Enrolment, "learner_id") == [(kept.learner.pk,)]


def test_lesson_finished_while_work_is_put_together_counts_where_it_is_now(two, merged_in_between):
    kept, joined = two

    response = phone_of(joined.token).post("/learn/finish/birch/course-1/1/2/")

    assert response.status_code == 302
    assert len(done(kept)) == 2
    assert rows(Enrolment, "learner_id") == [(kept.learner.pk,)]


def test_quiz_begun_while_work_is_put_together_is_theirs_whose_it_is_now(two, merged_in_between):
    kept, joined = two

    response = phone_of(joined.token).post("/learn/quiz/birch/course-1/1/3/", follow=True)

    assert response.status_code == 200
    assert rows(Attempt, "learner_id") == [(kept.learner.pk,)]


def test_answer_given_while_work_is_put_together_is_stored(two, request):
    kept, joined = two
    attempt = joined.begin(QUIZZES[0])
    question = asked(attempt)[0]
    form = {"question": question.id, "version": 0, "key": "once", "choice": right(question)}
    request.getfixturevalue("merged_in_between")

    response = phone_of(joined.token).post(f"/learn/{attempt.public_id}/answer/", form)

    assert response.status_code == 302
    assert rows(Response, "learner_id", "question_id") == [(kept.learner.pk, question.id)]


def test_answer_that_waited_on_a_phone_is_stored_while_work_is_put_together(two, request):
    kept, joined = two
    attempt = joined.begin(QUIZZES[0])
    question = asked(attempt)[0]
    form = {
        "act": "answer",
        "attempt": attempt.public_id,
        "question": question.id,
        "version": 0,
        "key": "once",
    }
    phone = phone_of(joined.token)
    owner = _tag(token_hash(joined.token))
    request.getfixturevalue("merged_in_between")

    response = phone.post("/phone/kept/send/", {**form, "owner": owner, "choice": right(question)})

    assert response.json()["outcome"] == "stored"
    assert rows(Response, "learner_id", "question_id") == [(kept.learner.pk, question.id)]


def test_code_made_while_work_is_put_together_opens_it(two, merged_in_between):
    kept, joined = two

    code = get_code(phone_of(joined.token))

    assert learner_behind(code=parse(code)) == kept.learner


def test_removing_everything_while_work_is_put_together_removes_it(two, merged_in_between):
    kept, joined = two

    phone_of(joined.token).post("/my-data/remove/")

    assert stored(kept.learner).removal_asked_at
    assert not DeviceToken._base_manager.filter(closed_at=None).exists()


@pytest.mark.parametrize("is_joined_ahead", [True, False])
def test_quiz_finished_again_on_an_open_page_does_not_keep_a_merger_from_being_undone(two, is_joined_ahead):
    """The closed one of the two has had the quiz before: that goes back, and so does what was finished again."""
    kept, joined = two
    ahead, behind = (joined, kept) if is_joined_ahead else (kept, joined)
    for lesson in LESSONS:
        ahead.read(lesson)
    ahead.begin(QUIZZES[0])
    behind.finish_quiz(QUIZZES[0])
    again = behind.begin(QUIZZES[0])
    before = done(kept), done(joined), rows(ActivityCompletion, "pk", "completed_at")
    merger = merge(kept, joined)
    for question in asked(again):
        kept.answer(again, question, right(question))

    undo(merger)

    quiz = key_at(f"/alder/course-1/{QUIZZES[0]}")
    assert (done(kept), done(joined), rows(ActivityCompletion, "pk", "completed_at")) == before
    assert quiz in done(behind)
    assert quiz not in done(ahead)
    assert stored(again).finished_at
