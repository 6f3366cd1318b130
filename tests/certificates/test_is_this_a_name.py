"""Somebody may write in the one box there is that they need help. Nobody reads it, so the page says where to turn."""

import logging
import re

import pytest

from learning.validators import looks_like_message
from tests.certificates.factory import name_address

HELP = "please help me he is outside"


@pytest.mark.parametrize(
    ("name", "is_asked"),
    [
        ("Amina Ali", False),
        ("Zoë Ní Bhriain-O’Connor", False),
        ("محمد عبد الله", False),
        ("x" * 60, False),
        ("x" * 61, True),
        ("call 07700 900123", True),
        ("٠٧٧٠٠", True),
        ("sam@example.org", True),
        ("Help me. Please", True),
        ("J. Smith", True),
    ],
)
def test_what_looks_like_a_message(name, is_asked):
    assert looks_like_message(name) is is_asked


def test_asks_once_shows_help_and_is_never_in_the_way(done, caplog):
    address, typed = name_address(done), f"{HELP}, flat 12"
    with caplog.at_level(logging.DEBUG):
        asked = done.phone.post(address, {"name": typed})
    html = asked.content.decode()

    assert "Is this a name?" in html
    assert typed in html
    assert '<a class="button button--plain" href="/' in html
    assert 'href="tel:999"' in html
    assert HELP not in caplog.text
    assert done.certificates() == []

    kept = done.phone.post(address, {"name": typed, "is_name": "no"}).content.decode()
    assert f'value="{typed}"' in kept
    assert "errors" not in kept
    preview = done.phone.post(address, {"name": typed, "is_name": "yes"}).content.decode()
    assert "This is how it will be printed" in preview


def test_ordinary_names_go_straight_on(done):
    response = done.phone.post(name_address(done), {"name": "Amina Ali"})

    assert "This is how it will be printed" in response.content.decode()


def test_whoever_changes_it_after_all_finds_what_was_typed(done):
    preview = done.phone.post(name_address(done), {"name": "Amina Ali"}).content.decode()
    button = re.search(r'<button[^>]*formaction="([^"]+)" name="(\w+)" value="(\w+)">Change it', preview)
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', preview))

    form = done.phone.post(button[1], {**hidden, button[2]: button[3]}).content.decode()

    assert 'name="name" value="Amina Ali"' in form
    assert "errors" not in form


def test_bad_input_is_answered_as_before(done):
    response = done.phone.post(name_address(done), {"name": "x" * 121, "is_name": "yes"})

    assert "can have up to 120" in response.content.decode()
