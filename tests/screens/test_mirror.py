"""The made-up language turns a page round and leaves alone what is the same in every language."""

import pytest

from tests.screens.mirror import COOKIE, LANGUAGE, mirrored_page

PAGE = (
    '<!doctype html><html lang="en-gb" dir="ltr"><body><a href="/help/" aria-label="Get help">Help &amp; more</a>'
    '<bdi dir="ltr">0800 AB</bdi><script src="/a.js">let a;</script> end</body></html>'
)


def test_words_are_in_other_letters_and_addresses_stay():
    page = mirrored_page(PAGE)

    assert f'<html lang="{LANGUAGE}" dir="rtl">' in page
    assert 'href="/help/" aria-label="غهت حهلپ">حهلپ &amp; موره<' in page
    assert '<bdi dir="ltr">0800 AB</bdi><script src="/a.js">let a;</script> هند<' in page


@pytest.mark.parametrize("address", ["/my-learning/", "/alder/", "/alder/nothing-here/"])
def test_a_browser_with_the_cookie_gets_each_page_turned_round(guest, small_course, address):
    plain = guest.get(address).content.decode()
    guest.cookies[COOKIE] = "1"
    turned = guest.get(address).content.decode()

    assert ('dir="ltr">' in plain[:200], 'dir="rtl">' in turned[:200]) == (True, True)
    assert "Get help" in plain
    assert "Get help" not in turned
    assert turned.count('href="') == plain.count('href="')
