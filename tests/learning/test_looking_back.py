"""A question leads back to the lesson that it names, by address or by the number that learners read."""

from types import SimpleNamespace

import pytest

from learning.views.sitting import lesson_url


def activity(number: str, slug: str) -> SimpleNamespace:
    return SimpleNamespace(number=number, address=f"/alder/own/part/{slug}/")


QUIZ = activity("2.3", "looking")


@pytest.mark.parametrize(
    ("named", "slug"),
    [("2", "hkqm7z"), ("2.2", "hkqm7z"), ("hkqm7z", "hkqm7z"), ("1", "2"), ("3", ""), ("9", ""), ("", "")],
)
def test_lesson_is_found_by_its_number_or_its_address(named, slug):
    lessons = [activity("2.1", "2" if named == "1" else "bcdfgh"), activity("2.2", "hkqm7z"), QUIZ]
    way = SimpleNamespace(
        activity=QUIZ,
        module_of=lambda _activity: SimpleNamespace(activities=lessons),
        url_of=lambda row: row.address,
    )

    url = lesson_url(way, SimpleNamespace(lesson=named))

    assert url == (f"/alder/own/part/{slug}/" if slug else "")


def test_address_goes_before_number():
    first, second = activity("1.1", "2"), activity("1.2", "1")
    way = SimpleNamespace(
        activity=QUIZ,
        module_of=lambda _activity: SimpleNamespace(activities=[first, second, QUIZ]),
        url_of=lambda row: row.address,
    )

    assert lesson_url(way, SimpleNamespace(lesson="2")) == first.address
