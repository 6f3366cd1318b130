"""A learner begins without a form; a phone is known by a random token that is stored nowhere."""

from datetime import UTC, datetime

import pytest
import time_machine

from accounts.models import User
from learning.domain import begin_as_guest, note_visit
from learning.models import DeviceToken, Learner
from learning.queries import learner_of_device, learner_of_user
from learning.queries.people import token_hash
from partners.scoping import for_learner

from .acts import ENGLISH, rows, stored

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stranger() -> tuple[Learner, str]:
    return begin_as_guest(language="so")


def test_guest_is_a_learner_with_a_language_and_nothing_else(stranger):
    with time_machine.travel(datetime(2026, 3, 1, 23, 30, tzinfo=UTC), tick=False):
        learner, _token = begin_as_guest(language=ENGLISH)

    found = stored(learner)
    assert (found.name, found.language, found.user_id, found.last_visit_on.isoformat()) == (
        "",
        ENGLISH,
        None,
        "2026-03-01",
    )
    assert len(found.public_id) == 22
    assert found.public_id != stored(stranger[0]).public_id


def test_token_is_256_random_bits_and_only_its_hash_is_stored(stranger):
    learner, token = begin_as_guest(language=ENGLISH)

    assert len(token) == 43
    assert token != stranger[1]
    columns = [field.attname for field in DeviceToken._meta.concrete_fields]
    device = DeviceToken._base_manager.get(learner_id=learner.pk)
    assert device.token_hash == token_hash(token)
    assert not [name for name in columns if token in str(getattr(device, name))]


def test_phone_is_known_by_its_token(stranger):
    learner, token = begin_as_guest(language=ENGLISH)

    assert (learner_of_device(token), learner_of_device(stranger[1])) == (learner, stranger[0])


@pytest.mark.parametrize(
    "forge",
    [
        lambda token: "",
        lambda token: token[:-1],
        lambda token: token + "x",
        lambda token: token.swapcase(),
        lambda token: token_hash(token),
        lambda token: "x" * 5000,
        lambda token: "\x00",
        lambda token: "' OR 1=1 --",
        lambda token: "مفتاح",
    ],
)
def test_forged_token_is_nobody(stranger, forge):
    assert learner_of_device(forge(stranger[1])) is None


def test_closed_token_is_nobody(stranger):
    learner, token = stranger

    DeviceToken._base_manager.update(closed_at=learner.begun_at)

    assert learner_of_device(token) is None


def test_finding_a_phone_costs_one_query(stranger, django_assert_num_queries):
    with django_assert_num_queries(1):
        learner_of_device(stranger[1])


def test_person_who_signed_in_is_their_own_learner_only():
    sam, alex = (
        User.objects.create_user(f"{name}@example.org", "a long password") for name in ("sam", "alex")
    )
    learner, _token = begin_as_guest(language=ENGLISH)

    Learner._base_manager.filter(pk=learner.pk).update(user=sam)

    assert (learner_of_user(sam.pk), learner_of_user(alex.pk)) == (learner, None)


@pytest.fixture
def yesterday() -> Learner:
    """Somebody who was last here on 1 March."""
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        learner, _token = begin_as_guest(language=ENGLISH)
    return learner


def visits() -> dict[int, str]:
    return {pk: day.isoformat() for pk, day in rows(Learner, "pk", "last_visit_on")}


def test_visit_is_noted_once_a_day(stranger, yesterday, django_assert_num_queries):
    before = visits()

    with time_machine.travel(datetime(2026, 3, 2, 12, tzinfo=UTC), tick=False), for_learner(yesterday.pk):
        with django_assert_num_queries(1):
            note_visit(learner=yesterday)
        with django_assert_num_queries(0):
            note_visit(learner=yesterday)

    assert visits() == before | {yesterday.pk: "2026-03-02"}


def test_visit_on_the_same_day_writes_nothing(yesterday, django_assert_num_queries):
    with (
        time_machine.travel(datetime(2026, 3, 1, 23, tzinfo=UTC), tick=False),
        for_learner(yesterday.pk),
        django_assert_num_queries(0),
    ):
        note_visit(learner=yesterday)


def test_visit_is_dated_by_the_clock_of_london(yesterday):
    with time_machine.travel(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), tick=False), for_learner(yesterday.pk):
        note_visit(learner=yesterday)

    assert visits()[yesterday.pk] == "2026-07-02"


def test_act_on_a_later_day_notes_the_visit_and_renews_the_cookie(small_course, guest):
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        guest.post("/learn/finish/alder/course-1/1/1/")
    first = guest.cookies["learner"].value
    learner = learner_of_device(first)

    with time_machine.travel(datetime(2026, 3, 9, 12, tzinfo=UTC), tick=False):
        response = guest.post("/learn/finish/alder/course-1/1/2/")

    assert response.status_code == 302
    assert visits()[learner.pk] == "2026-03-09"
    cookie = response.cookies["learner"]
    assert (cookie.value, cookie["max-age"], cookie["httponly"]) == (first, 400 * 86_400, True)
