"""Limits count for all web processes together: in the database, exactly, and without a word of whom."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client

from accounts.domain import count_try, forget_old_tries, take_back_try
from accounts.models import Tries, User
from accounts.rules import address_of_request
from certificates.domain import codes
from tests.factories.sql import counting

PASSWORD = "a long password of theirs"


@pytest.fixture
def clock(monkeypatch):
    """The time that limits go by; spans begin at whole minutes."""
    monkeypatch.setattr(time, "time", lambda: clock.now)
    clock.now = 1_200_000.0
    return clock


@pytest.fixture
def sam(db):
    return User.objects.create_user("sam@alder.example", PASSWORD)


def tried(**limits: int) -> bool:
    return count_try(kind="test", limits=limits, seconds=60)


def numbers() -> list[int]:
    return sorted(Tries.objects.values_list("number", flat=True))


def signed_in(password: str, mailbox: str = "sam@alder.example", **of) -> bool:
    """As a web process that has just started: it remembers nothing of its own."""
    cache.clear()
    page = Client(**of).post("/sign-in/", {"login": mailbox, "password": password})
    return page.status_code == 302


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_at_the_same_moment_are_counted_one_by_one(clock):
    start = Barrier(8, timeout=20)

    def run(number: int) -> list[bool]:
        """Each with a connection of its own, as web processes have; one name is its own, one is everybody's."""
        try:
            start.wait()
            return [
                count_try(kind="test", limits={f"from {number}": 99, "all": 20}, seconds=60) for _t in "1234"
            ]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        allowed = [each for one in pool.map(run, range(8)) for each in one]

    assert allowed.count(True) == 20
    assert max(numbers()) == 20
    assert sum(numbers()) == 40


@pytest.mark.django_db
def test_each_name_has_its_limit_and_its_minute(clock):
    assert [tried(here=2, all=3) for _time in range(3)] == [True, True, False]
    assert [tried(there=2, all=3) for _time in range(2)] == [True, False]
    clock.now += 60
    assert tried(here=2, all=3)


@pytest.mark.django_db
def test_one_that_goes_on_uses_up_its_own_limit_only_and_writes_nothing(clock):
    tried(here=1, all=3)

    with counting() as sql:
        assert not any(tried(here=1, all=3) for _time in range(5))

    assert numbers() == [1, 1]
    assert sql.number == 5, sql.queries
    assert tried(there=1, all=3)


@pytest.mark.django_db
def test_rows_say_nothing_and_go_when_their_time_is_over(clock):
    tried(**{"from 192.0.2.7": 5})
    first = Tries.objects.get()
    assert re.fullmatch("[0-9a-f]{64}", first.name_hash)
    clock.now += 60
    tried(**{"from 192.0.2.7": 5})
    # The same name reads differently a minute later.
    assert len(set(Tries.objects.values_list("name_hash", flat=True))) == 2

    clock.now += 180
    tried(**{"from 192.0.2.8": 5})
    assert numbers() == [1]
    clock.now += 600
    assert (forget_old_tries(), numbers()) == (1, [])


@pytest.mark.django_db
def test_what_is_taken_back_was_never_tried(clock):
    tries = {"kind": "test", "limits": {"here": 1}, "seconds": 60}

    assert [count_try(**tries), count_try(**tries)] == [True, False]
    take_back_try(**tries)
    take_back_try(**tries)
    assert numbers() == [0]
    assert count_try(**tries)


def test_wrong_passwords_for_a_mailbox_are_counted_over_all_processes(sam, clock):
    assert [signed_in("wrong", REMOTE_ADDR=f"192.0.2.{host}") for host in range(5)] == [False] * 5

    # Whoever guesses on, guesses in vain; another mailbox from the same address does not wait.
    assert not signed_in(PASSWORD, "Sam@Alder.example")
    User.objects.create_user("kim@alder.example", PASSWORD)
    assert signed_in(PASSWORD, "kim@alder.example")
    clock.now += 300
    assert signed_in(PASSWORD)


def test_right_passwords_are_not_counted(sam, clock):
    assert all(signed_in(PASSWORD) for _time in range(7))
    assert numbers() == [0, 0]


def test_wrong_passwords_from_an_address_are_counted_as_the_proxy_has_seen_it(
    sam, clock, monkeypatch, settings
):
    monkeypatch.setattr("accounts.adapters.WRONG_PASSWORDS_OF_ONE_ADDRESS", 2)
    settings.TRUSTED_PROXY_COUNT = 1
    for mailbox in ("a@x.example", "b@x.example"):
        signed_in("wrong", mailbox, HTTP_X_FORWARDED_FOR="198.51.100.1, 192.0.2.8")

    assert not signed_in(PASSWORD, HTTP_X_FORWARDED_FOR="198.51.100.2, 192.0.2.8")
    assert signed_in(PASSWORD, HTTP_X_FORWARDED_FOR="192.0.2.9")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        (0, "192.0.2.8", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "198.51.100.1, 192.0.2.8", "192.0.2.8"),
        (2, "198.51.100.1, 192.0.2.8, 10.0.0.2", "192.0.2.8"),
        (2, "192.0.2.8", "10.0.0.1"),
    ],
)
def test_who_asks_is_whom_the_outermost_proxy_has_seen(rf, settings, proxies, forwarded, client):
    settings.TRUSTED_PROXY_COUNT = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}

    assert address_of_request(rf.get("/check/", REMOTE_ADDR="10.0.0.1", **headers)) == client


@pytest.mark.parametrize(
    ("asks", "counted"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:4711", "192.0.2.7"),
        ("[2001:db8:1:2:3:4:5:6]:4711", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2:3:4:5:6]", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_a_line_is_one_address(rf, asks, counted):
    assert address_of_request(rf.get("/", REMOTE_ADDR=asks)) == counted


@pytest.mark.parametrize("at", ["SELECT", "INSERT"])
def test_a_database_that_is_away_asks_for_patience(two_partners, at):
    def run(execute, sql, params, many, context):
        if sql.startswith(at) and "accounts_tries" in sql:
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, params, many, context)

    patient = Client(raise_request_exception=False)
    with connection.execute_wrapper(run):
        pages = [
            patient.get(f"/check/{codes.printed(codes.new_code())}/"),
            patient.post("/code/e-mail/", {"address": "sam@x.example"}),
            patient.post("/sign-in/", {"login": "sam@x.example", "password": PASSWORD}),
        ]

    assert [page.status_code for page in pages] == [503] * 3
    assert PASSWORD not in pages[2].content.decode()
