"""Nothing is printed that its holder has not seen as it will be printed: not by a form from elsewhere either."""

import pytest
from django.test import Client

from tests.certificates.factory import complete, name_address
from tests.factories.walking import form_around_primary, have_it_printed, look_at_name

ODD = ("", "x", "é", "a:b", "x" * 5_000)


def to_print(address: str) -> str:
    return address.replace("/name/", "/issue/").replace("/correct/", "/replace/")


def is_look(answer, name: str) -> bool:
    html = answer.content.decode()
    return (
        answer.status_code == 200 and "This is how it will be printed" in html and f'value="{name}"' in html
    )


@pytest.fixture(params=["name", "correct"])
def way(done, request):
    """The address at which the name is looked at, of a first certificate and of one that is corrected."""
    if request.param == "name":
        return name_address(done)
    return f"/certificate/{done.issue('Amina Ali').public_id}/correct/"


@pytest.mark.parametrize("seen", [None, *ODD])
def test_what_was_not_seen_is_shown_and_nothing_is_stored(done, way, seen):
    before = [row.name for row in done.certificates()]
    typed = {"name": "Zoe", "hides_course": "on", "shape": "portrait", "is_name": "yes"}

    answer = done.phone.post(to_print(way), typed if seen is None else {**typed, "seen": seen})

    assert is_look(answer, "Zoe")
    assert [row.name for row in done.certificates()] == before
    # From there it goes on as ever, with all that was chosen.
    action, fields = form_around_primary(answer.content.decode())
    assert action == to_print(way)
    assert done.phone.post(action, fields).status_code == 302
    newest = done.certificates()[-1]
    assert (newest.name, newest.shape, len(done.certificates())) == ("Zoe", "portrait", len(before) + 1)


@pytest.mark.parametrize(
    "other", [{"name": "Zora"}, {"hides_course": "on"}, {"in_programmes_name": "on"}, {"shape": "portrait"}]
)
def test_another_name_or_choice_than_was_seen_is_shown_first(done, way, other):
    before = len(done.certificates())
    action, fields = look_at_name(done.phone, way, name="Zoe")

    answer = done.phone.post(action, {**fields, **other})

    assert is_look(answer, other.get("name", "Zoe"))
    assert len(done.certificates()) == before


def test_what_was_seen_of_one_certificate_prints_no_other(done, alder):
    other = complete(alder)
    other_action, _fields = look_at_name(other.phone, name_address(other), name="Zoe")
    _action, fields = look_at_name(done.phone, name_address(done), name="Zoe")

    assert is_look(other.phone.post(other_action, fields), "Zoe")
    assert other.certificates() == []


def test_what_looks_like_a_message_is_asked_about_on_this_way_too(done, way):
    before = len(done.certificates())

    answer = done.phone.post(to_print(way), {"name": "please help me he is outside, flat 12"})

    assert "Is this a name?" in answer.content.decode()
    assert len(done.certificates()) == before


def test_back_and_sending_again_print_once(done, way):
    before = len(done.certificates())
    first = look_at_name(done.phone, way, name="Zoe")
    second = look_at_name(done.phone, way, name="Zora")

    # Back to the first look, which is older by now; then sent again.
    answers = [done.phone.post(*form, follow=True) for form in (first, first, second)]

    newest = done.certificates()[-1]
    assert {answer.request["PATH_INFO"] for answer in answers} == {f"/certificate/{newest.public_id}/"}
    assert [row.name for row in done.certificates()[before:]] == ["Zoe"]
    # A form that never was at the look leads to what there is.
    unseen = done.phone.post(first[0], {"name": "Zed"}, follow=True)
    assert unseen.request["PATH_INFO"] == f"/certificate/{newest.public_id}/"
    assert len(done.certificates()) == before + 1


def test_strangers_get_nowhere_with_what_was_seen(done, alder):
    action, fields = look_at_name(done.phone, name_address(done), name="Zoe")
    certificate_page = have_it_printed(done.phone, name_address(done), name="Zoe")["Location"]
    correction = look_at_name(done.phone, f"{certificate_page}correct/", name="Zora")

    for phone in (complete(alder).phone, Client()):
        assert phone.post(action, fields).status_code == 404
        assert phone.post(*correction).status_code == 404
