"""Two phones of one person at the same moment: nothing twice, nothing lost. In threads, on a real connection each."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from courses.models import Edition
from learning.domain import agree_to_share
from learning.domain.claiming import UnknownCode, open_with_code
from learning.domain.errors import StaleAnswer, WorkJoined
from learning.domain.merging import merge_learners
from learning.domain.resets import make_reset_code, note_resets_read
from learning.models import ActivityCompletion, Attempt, CourseCompletion, Enrolment, Learner, Response
from partners.enums import Role
from tests.factories.partners import make_person

from .acts import ENGLISH, LESSONS, QUIZZES, asked, guest, right, rows, stored, wrong

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

EVERYTHING = (*LESSONS, *QUIZZES)


def at_once(*acts):
    """Runs the acts in a thread each, let go together; gives what each returned or raised, in their order."""
    start = Barrier(len(acts), timeout=20)

    def run(act):
        try:
            connection.ensure_connection()
            start.wait()
            return act()
        except Exception as raised:
            return raised
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.parametrize("last", [("2/1/", "2/2/"), ("2/2/", "2/3/"), ("1/3/", "2/3/")])
def test_two_last_activities_complete_the_course_exactly_once(small_course, last):
    residents = [guest("alder") for _number in range(6)]
    for each in residents:
        for activity in EVERYTHING:
            if activity not in last:
                each.do(activity)

    told = [at_once(*(_last_act(each, activity) for activity in last)) for each in residents]

    for pair in told:
        assert sorted(completion is None for completion in pair) == [False, True]
        assert not [raised for raised in pair if isinstance(raised, Exception)]
    assert sorted(rows(CourseCompletion, "learner_id")) == sorted((each.learner.pk,) for each in residents)
    assert len(rows(ActivityCompletion, "pk")) == 6 * len(residents)


def _last_act(resident, activity: str):
    """All but the last answer is given beforehand."""
    if activity in LESSONS:
        return lambda: resident.read(activity)[1]
    attempt = resident.begin(activity)
    questions = asked(attempt)
    for question in questions[:-1]:
        resident.answer(attempt, question, right(question))
    return lambda: resident.answer(attempt, questions[-1], right(questions[-1])).completion


def test_last_answer_beside_a_lesson_read_again_completes_exactly_once(small_course):
    residents = [guest("alder") for _number in range(4)]
    for each in residents:
        for activity in EVERYTHING[:-1]:
            each.do(activity)

    for each in residents:
        last = _last_act(each, "2/3/")
        told = at_once(last, lambda each=each: each.read("2/2/")[1])
        assert [completion is None for completion in told] == [False, True]

    assert len(rows(CourseCompletion, "pk")) == len(residents)


def test_two_first_acts_begin_one_enrolment(small_course):
    residents = [guest("alder") for _number in range(6)]

    for each in residents:
        told = at_once(lambda each=each: each.read("1/1/")[0].pk, lambda each=each: each.read("1/2/")[0].pk)
        assert told[0] == told[1]

    assert sorted(rows(Enrolment, "learner_id")) == sorted((each.learner.pk,) for each in residents)
    assert len(rows(ActivityCompletion, "pk")) == 2 * len(residents)


def test_two_starts_of_a_quiz_begin_one_attempt(small_course):
    residents = [guest("alder") for _number in range(6)]

    for each in residents:
        told = at_once(*[lambda each=each: each.begin("1/3/").pk] * 2)
        assert told[0] == told[1]

    assert sorted(rows(Attempt, "learner_id")) == sorted((each.learner.pk,) for each in residents)


def test_one_form_sent_twice_is_one_response_and_one_reply(small_course):
    resident = guest("alder")
    attempt = resident.begin("1/3/")
    question = asked(attempt)[0]

    told = at_once(*[lambda: resident.answer(attempt, question, wrong(question), version=0, key="k")] * 4)

    assert [answered.sequence for answered in told] == [1, 1, 1, 1]
    assert rows(Response, "sequence", "choice_ids") == [(1, wrong(question))]
    assert stored(attempt).version == 1


def test_two_answers_from_two_phones_store_the_first_and_refuse_the_second(small_course):
    resident = guest("alder")
    attempt = resident.begin("1/3/")
    first, second, _third = asked(attempt)

    told = at_once(
        lambda: resident.answer(attempt, first, right(first), version=0),
        lambda: resident.answer(attempt, second, right(second), version=0),
    )

    assert sorted(isinstance(answered, StaleAnswer) for answered in told) == [False, True]
    assert len(rows(Response, "pk")) == 1
    assert stored(attempt).version == 1


def test_answers_while_two_phones_become_one_are_kept_or_refused_and_wait_for_nobody_in_a_ring(
    small_course,
):
    pairs = [(guest("alder"), guest("alder")) for _number in range(6)]

    for kept, joined in pairs:
        attempts = [(each, each.begin("1/3/")) for each in (kept, joined)]
        told = at_once(
            lambda kept=kept, joined=joined: merge_learners(
                learner_id=kept.learner.pk, joined_id=joined.learner.pk, language=ENGLISH
            ),
            *(partial(_answer_all, each, attempt) for each, attempt in attempts),
        )
        # The joined phone's page may be refused, as its work is another's by then.
        raised = [one for one in told if isinstance(one, Exception)]
        assert [one for one in raised if not isinstance(one, Attempt.DoesNotExist)] == []

    for kept, joined in pairs:
        assert _learners_of(kept) | _learners_of(joined) == {kept.learner.pk}


def test_course_begun_while_two_phones_become_one_is_begun_by_the_one_who_goes_on_or_by_nobody(small_course):
    pairs = [(guest("alder"), guest("birch")) for _number in range(6)]

    for kept, joined in pairs:
        told = at_once(
            lambda kept=kept, joined=joined: merge_learners(
                learner_id=kept.learner.pk, joined_id=joined.learner.pk, language=ENGLISH
            ),
            lambda joined=joined: joined.read("1/1/"),
        )
        assert [one for one in told if isinstance(one, Exception) and not isinstance(one, WorkJoined)] == []

    for kept, joined in pairs:
        assert _learners_of(kept) | _learners_of(joined) <= {kept.learner.pk}


def test_new_slip_while_the_one_before_is_used_and_read_of_waits_for_nobody_in_a_ring(small_course):
    alder = small_course.partners.alder
    coordinator = make_person(alder, Role.COORDINATOR)

    for resident in (guest("alder") for _number in range(5)):
        resident.read("1/1/")
        with resident.door():
            agree_to_share(learner=resident.learner, partner_id=alder.partner.pk)
        make = partial(
            make_reset_code,
            learner_public_id=resident.learner.public_id,
            partner=alder.partner,
            place="Hall",
            by=coordinator,
        )
        told = at_once(partial(open_with_code, code=make()), make, partial(_read_of_resets, resident))
        # Too late: it is another learner's by then, or the newer one stands in its place.
        late = (Learner.DoesNotExist, UnknownCode)
        assert [one for one in told if isinstance(one, Exception) and not isinstance(one, late)] == []


def _read_of_resets(resident) -> None:
    with resident.door():
        note_resets_read()


def _answer_all(resident, attempt):
    for question in asked(attempt):
        resident.answer(attempt, question, right(question))


def _learners_of(resident) -> set:
    """Who has any of what was done on this phone or the other: the one who goes on, and nobody else."""
    return {
        row.learner_id
        for model in (Response, ActivityCompletion, Attempt, Enrolment)
        for row in model._base_manager.filter(learner_id=resident.learner.pk)
    }


def test_two_first_learners_make_one_edition(small_course):
    residents = [guest("alder"), guest("birch")]

    told = at_once(*(lambda each=each: each.read("1/1/")[0].edition_id for each in residents))

    assert told[0] == told[1]
    assert rows(Edition, "pk") == [(told[0],)]
