"""Progress has one definition: never above 100 %, and always what a count by hand gives."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models import LessonPage, ModulePage, QuizPage
from learning.domain import finish_lesson
from learning.models import ActivityCompletion, Enrolment
from learning.queries import (
    Progress,
    completed_keys,
    course_completion_of,
    open_enrolment,
    open_enrolments,
    progress_of,
    with_progress,
)
from partners.queries import memory, within_request
from partners.scoping import for_partners

from .acts import ENGLISH, LESSONS, QUIZZES, guest, in_order, key_at, required_in

BASE = "/home/programme/course-1"


def publish(page, **changes):
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def lesson(address: str) -> LessonPage:
    return LessonPage.objects.get(url_path=f"{BASE}/{address}")


def progress(resident) -> Progress:
    with resident.door():
        return progress_of(with_progress(Enrolment.objects.all()).get())


# Per cent


@pytest.mark.parametrize(
    ("done", "total", "percent"),
    [(0, 3, 0), (1, 3, 33), (2, 3, 66), (3, 3, 100), (199, 200, 99), (0, 0, 100)],
)
def test_percent_is_rounded_down_so_that_100_means_all(done, total, percent):
    assert Progress(done=done, total=total).percent == percent


# Counts


def test_progress_counts_what_is_gone_through(resident, stranger):
    resident.read("1/1/")
    resident.finish_quiz("1/3/")
    resident.begin("2/3/")

    assert progress(resident) == Progress(done=2, total=6)


def test_progress_counts_nobody_elses(resident, stranger):
    guest("alder").complete()
    resident.read("1/1/")

    assert progress(resident) == Progress(done=1, total=6)


def test_progress_leaves_out_what_is_optional(resident):
    publish(lesson("1/1/"), is_required=False)

    resident.read("1/1/")
    resident.read("1/2/")

    assert progress(resident) == Progress(done=1, total=5)


def test_progress_of_a_course_that_requires_nothing_is_100(resident):
    for activity in LESSONS:
        publish(lesson(activity), is_required=False)
    for activity in QUIZZES:
        publish(QuizPage.objects.get(url_path=f"{BASE}/{activity}"), is_required=False)

    resident.read("1/1/")

    assert (progress(resident), progress(resident).percent) == (Progress(done=0, total=0), 100)


def test_progress_leaves_out_a_lesson_that_came_after_the_edition(resident):
    resident.complete()
    page = LessonPage(title="More", slug="9", locale=lesson("1/1/").locale, live=False)
    ModulePage.objects.get(url_path=f"{BASE}/2/").add_child(instance=page)
    publish(page)

    resident.read("2/9/")

    assert progress(resident) == Progress(done=6, total=6)
    own = ActivityCompletion._base_manager.filter(learner_id=resident.learner.pk)
    assert own.count() == 7


def test_progress_of_many_enrolments_costs_one_query(small_course, django_assert_num_queries):
    residents = [guest("alder") for _number in range(3)]
    for number, each in enumerate(residents):
        for activity in LESSONS[: number + 1]:
            each.read(activity)
    guest("birch").read("1/1/")

    with (
        within_request(),
        for_partners([small_course.partners.alder.partner_id]),
        # One more to read the version of public content, as each request does once.
        django_assert_num_queries(2),
    ):
        found = [progress_of(row) for row in with_progress(Enrolment.objects.order_by("pk"))]

    assert found == [Progress(done=1, total=6), Progress(done=2, total=6), Progress(done=3, total=6)]


# What a learner's page asks


def test_open_enrolment_has_progress_and_the_time_of_completion(resident, stranger, small_course):
    key = small_course.course.translation_key
    resident.read("1/1/")
    with resident.door():
        before = open_enrolment(key)
        assert (progress_of(before), before.completed_at) == (Progress(done=1, total=6), None)

    completion = resident.complete()

    with resident.door():
        after = open_enrolment(key)
        assert (after.pk, progress_of(after).percent, after.completed_at) == (
            before.pk,
            100,
            completion.completed_at,
        )
        assert course_completion_of(after.pk) == completion


def test_open_enrolment_of_a_course_not_begun_is_none(resident, stranger, small_course):
    with resident.door():
        assert open_enrolment(small_course.course.translation_key) is None
        assert list(open_enrolments()) == []


def test_completed_keys_are_those_gone_through(resident, stranger):
    enrolment, _completion = resident.read("1/2/")
    resident.finish_quiz("1/3/")

    with resident.door():
        found = completed_keys(enrolment.pk)
        assert completed_keys(stranger.enrolment_id) == frozenset()

    assert found == {key_at("/alder/course-1/1/2/"), key_at("/alder/course-1/1/3/")}


# Any history


class History:
    """What one resident and the trainers do, in any order; `gone_through` is the count by hand."""

    def __init__(self):
        self.resident = guest("alder")
        self.addresses = in_order("/alder/course-1/")
        self.acts = {address: self.resident.act(address) for address in self.addresses}
        self.edition_id = None
        self.gone_through = set()
        self.completions = 0

    def do(self, number: int) -> None:
        """A lesson or a quiz, as the learner's page would give it, or from the edition when its page is gone."""
        address = self.addresses[number % len(self.addresses)]
        act = self.acts[address]
        if address in in_order("/alder/course-1/"):
            completion = self.resident.do(address)
        else:
            with self.resident.door():
                _enrolment, completion = finish_lesson(**act, language=ENGLISH)
        self.gone_through.add(act["activity_key"])
        self.completions += completion is not None

    def optional(self, number: int) -> None:
        page = LessonPage.objects.filter(url_path=f"{BASE}/{LESSONS[number % 4]}").first()
        if page:
            publish(page, is_required=not page.is_required)

    def add(self, number: int) -> None:
        module = ModulePage.objects.get(url_path=f"{BASE}/{number % 2 + 1}/")
        page = LessonPage(title="More", slug=f"more-{number}", locale=module.locale, live=False)
        if not module.get_children().filter(slug=page.slug).exists():
            module.add_child(instance=page)
            publish(page)
            self.addresses.append(f"{number % 2 + 1}/more-{number}/")
            self.acts[self.addresses[-1]] = self.resident.act(self.addresses[-1])

    def take_down(self, number: int) -> None:
        page = LessonPage.objects.live().filter(url_path=f"{BASE}/{LESSONS[number % 4]}").first()
        if page:
            page.unpublish()


events = st.tuples(
    st.sampled_from(["do", "do", "do", "do", "optional", "add", "take_down"]),
    st.integers(min_value=0, max_value=9),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(events, max_size=14))
def test_progress_is_what_a_count_by_hand_gives_after_any_history(small_course, history):
    with transaction.atomic():
        lived = History()
        for name, number in history:
            getattr(lived, name)(number)
            _compare(lived)
        for number in range(len(lived.addresses)):
            lived.do(number)
        _compare(lived)
        assert lived.completions == 1
        transaction.set_rollback(True)
    memory.forget_everything()


def _compare(lived: History) -> None:
    enrolment = Enrolment._base_manager.filter(learner_id=lived.resident.learner.pk).first()
    if enrolment is None:
        assert lived.gone_through == set()
        return
    required = required_in(enrolment.edition_id)
    found = progress(lived.resident)
    assert found == Progress(done=len(required & lived.gone_through), total=len(required))
    assert 0 <= found.percent <= 100
    assert lived.completions == (1 if required <= lived.gone_through else 0)
