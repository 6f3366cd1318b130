"""Text size and colours: chosen once, kept on the phone, on every page, at no cost."""

import re
from pathlib import Path

import pytest
from django.test import Client

from partners.queries.reading import TEXT_SIZES, Reading, reading_of
from tests.factories.sql import counting

TOKENS = Path(__file__).parents[2] / "static/css/tokens.css"
PAGES = ("/", "/alder/", "/alder/course-1/", "/alder/course-1/1/1/", "/my-learning/", "/phone/", "/check/")


def html_tag(response) -> str:
    return re.search(r"<html[^>]*>", response.content.decode())[0]


def choose(phone: Client, **choice) -> str:
    """Where the phone is led back to."""
    return phone.post("/reading/", {"next": "/alder/", **choice})["Location"]


@pytest.mark.django_db
def test_what_was_chosen_stays_on_every_page_until_the_phone_is_cleared(small_course):
    phone = Client()
    before = {html_tag(phone.get(page)) for page in PAGES}

    assert choose(phone, text="larger", scheme="dark") == "/alder/"

    assert before == {'<html lang="en-gb" dir="ltr">'}
    dressed = '<html lang="en-gb" dir="ltr" data-text="larger" data-scheme="dark">'
    assert {html_tag(phone.get(page)) for page in (*PAGES, "/reading/", "/nothing/here/")} == {dressed}
    assert '<meta name="color-scheme" content="dark">' in phone.get("/").content.decode()
    assert phone.cookies["reading"].value == "larger.dark"
    phone.post("/phone/clear/")
    assert html_tag(phone.get("/")) == '<html lang="en-gb" dir="ltr">'


@pytest.mark.django_db
def test_the_page_shows_what_is_chosen_in_the_look_of_where_one_came_from(small_course):
    phone = Client()
    choose(phone, text="large", scheme="light")

    page = phone.get("/reading/", headers={"Referer": "http://testserver/alder/course-1/"}).content.decode()

    assert re.findall(r'value="(\w+)" checked', page) == ["large", "light"]
    assert '<input type="hidden" name="next" value="/alder/course-1/">' in page
    assert 'class="site-name" href="/alder/"' in page


@pytest.mark.django_db
def test_the_way_to_it_stands_at_the_foot_of_every_page(small_course):
    assert all('href="/reading/"' in Client().get(page).content.decode() for page in PAGES)


@pytest.mark.parametrize(
    "choice",
    [
        {},
        {"text": "huge", "scheme": "<b>"},
        {"text": ["normal", "\x00"], "scheme": "\u202edark"},
        {"text": "x" * 5000},
    ],
)
@pytest.mark.django_db
def test_what_is_not_offered_counts_as_normal(choice, small_course):
    phone = Client()
    choose(phone, text="large", scheme="dark")

    choose(phone, **choice)

    assert html_tag(phone.get("/")) == '<html lang="en-gb" dir="ltr">'
    assert phone.cookies["reading"].value == ""


@pytest.mark.parametrize(
    "forged", ["", "x", "large", "large.", ".dark.dark", "larger.dark\u00e9", '"><script>']
)
def test_a_forged_cookie_is_as_good_as_none(forged):
    found = reading_of(forged)

    assert found == Reading(found.text if found.text in TEXT_SIZES else "", "phone")


@pytest.mark.parametrize(
    "target", ["", "//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:x", "/reading/"]
)
@pytest.mark.django_db
def test_it_leads_back_to_pages_of_ours_alone(target, small_course):
    assert Client().post("/reading/", {"next": target, "text": "large"})["Location"] == "/"


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("/learn/{id}/", "/learn/{id}/"),
        ("/learn/{id}/answer/", "/learn/{id}/"),
        ("/learn/{id}/set-aside/", "/learn/{id}/"),
        ("/code/new/", "/code/"),
        ("/learn/finish/alder/course-1/1/1/", "/"),
        ("/phone/pause/", "/phone/"),
    ],
)
@pytest.mark.django_db
def test_it_leads_back_to_what_can_be_opened(came_from, back, small_course):
    """What was said about a form that was sent stands at an address that takes nothing but forms."""
    number = "A" * 22
    referer = f"http://testserver{came_from.format(id=number)}"

    page = Client().get("/reading/", headers={"Referer": referer}).content.decode()

    assert f'name="next" value="{back.format(id=number)}"' in page
    assert Client().post("/reading/", {"next": came_from.format(id=number)})["Location"] == back.format(
        id=number
    )


@pytest.mark.django_db
def test_it_costs_no_sql_and_no_cache_gives_it_to_somebody_else(small_course):
    phone = Client()
    phone.get("/alder/course-1/1/1/")
    choose(phone, text="large", scheme="dark")

    with counting() as sql:
        response = phone.get("/alder/course-1/1/1/")

    assert sql.number == 1, sql.queries  # the version of the content, as for everybody
    assert "Cookie" in response["Vary"]


def test_dark_by_choice_is_dark_as_the_phone_has_it():
    """The two blocks of tokens.css hold the same."""
    text = TOKENS.read_text()
    by_phone = re.search(r"prefers-color-scheme: dark\) \{\s*:root[^{]*\{(.*?)\}", text, re.S)[1]
    by_choice = re.search(r'^ +\[data-scheme="dark"\] \{(.*?)\}', text, re.S | re.M)[1]

    by_phone, by_choice = (
        [line.strip() for line in block.split("\n") if "--" in line] for block in (by_phone, by_choice)
    )

    assert by_phone == by_choice
    assert len(by_phone) > 15
