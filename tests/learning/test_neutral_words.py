"""What an onlooker reads of a page without opening it says nothing: titles, addresses, names of files, letters."""

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.template.loader import get_template
from django.test import Client

from courses.domain import adopt_course
from courses.domain.building import build_course
from courses.models import LessonPage
from pages.validators import telling_words
from partners.domain import public_content_changed
from tests.architecture.house import REPOSITORY, files
from tests.factories.courses import course_draft, lesson_draft
from tests.factories.walking import walk

# Whatever a learner may come to besides the way through a course.
OTHER_PAGES = (
    "/",
    "/alder/",
    "/alder/help/",
    "/help/",
    "/alder/privacy/",
    "/alder/accessibility/",
    "/my-learning/",
    "/my-data/",
    "/my-data/remove/",
    "/phone/",
    "/phone/clear/",
    "/phone/fresh/",
    "/code/",
    "/code/open/",
    "/tablet/finished/",
    "/check/",
    "/check/AAAA-BBBB/",
    "/nowhere/",
    "/sign-in/",
)
# A name on the certificate, and codes that are typed; everything else is chosen.
ASKED_FOR = {"name", "code"}
NOT_WRITTEN = ("hidden", "radio", "checkbox", "submit", "button")
# What a phone shows of a page that is shared, kept or put on its first screen.
SHOWN_ELSEWHERE = re.compile(r"og:|twitter:|application-name|apple-mobile|description|itemprop", re.I)


@pytest.fixture
def hard_course(two_partners):
    """Its own words are as hard as they come."""
    draft = course_draft(lessons=1)
    draft.title, draft.summary = "Knives, gangs and violence", "About exploitation and abuse."
    for module in draft.modules:
        module.title = "Grooming and drugs"
    draft.modules[0].activities[0] = lesson_draft(
        "1", title="When a weapon is found", content_note="violence", blocks=[("paragraph", "<p>Knife.</p>")]
    )
    course = build_course(section=two_partners.programme, draft=draft, is_shared=True)
    return adopt_course(section=two_partners.alder, course=course)


def said_outside(address: str, html: str) -> list[str]:
    """Title, addresses and whatever else of a page is read without opening it."""
    soup = BeautifulSoup(html, "html.parser")
    shown = [address, soup.title.get_text() if soup.title else ""]
    shown += [tag[name] for name in ("href", "src", "action") for tag in soup.find_all(attrs={name: True})]
    shown += [
        tag.get("content", "")
        for tag in soup.find_all("meta")
        if SHOWN_ELSEWHERE.search(f"{tag.get('name', '')} {tag.get('property', '')}")
    ]
    shown += [tag["title"] for tag in soup.find_all(attrs={"title": True})]
    ours = [text for text in shown if not text.startswith(("http", "tel:", "sms:", "mailto:"))]
    return [text for text in ours if telling_words(text)]


def test_no_kind_of_learners_page_says_what_it_is_about(hard_course):
    phone = Client()
    pages = walk(phone, "/alder/course-1/", until="/name/")
    pages += [(address, phone.get(address).content.decode()) for address in OTHER_PAGES]
    posted = phone.post(pages[0][0].replace("course-1/", "course-1/1/1/"))
    assert posted.status_code in (404, 405)
    phone.post("/code/new/")
    pages.append(("/code/slip/", phone.get("/code/slip/").content.decode()))
    phone.post("/phone/pause/")
    pages.append(("/my-learning/", phone.get("/my-learning/").content.decode()))

    titles = {address: BeautifulSoup(html, "html.parser").title.get_text() for address, html in pages}
    told = {address: found for address, html in pages if (found := said_outside(address, html))}

    assert len(titles) > 25
    assert told == {}
    # The words are there, inside.
    assert any("Knives, gangs" in html for _address, html in pages)
    assert all(settings.SITE_NAME in title or len(title) < 25 for title in titles.values())


@pytest.mark.parametrize(
    ("kind", "said"),
    [("picture", "violence, with pictures."), ("check_in", "There are no pictures and no details.")],
)
def test_note_before_a_hard_lesson_promises_no_more_than_is_so(hard_course, kind, said):
    page = LessonPage.objects.get(content_note="violence")
    page.body = json.dumps([*page.body.raw_data, {"type": kind, "value": {}, "id": "one-more"}])
    page.save()
    public_content_changed()

    assert said in Client().get("/alder/course-1/1/1/").content.decode()


def typed_into(html: str) -> set[str]:
    """Names of the fields of a page in which words could be written."""
    soup = BeautifulSoup(html, "html.parser")
    fields = [tag for tag in soup.find_all(["input", "textarea"]) if tag.get("type") not in NOT_WRITTEN]
    return {field.get("name", "") for field in fields}


def test_every_page_has_exit_then_help_first_and_asks_for_no_words_but_a_name(hard_course):
    phone = Client()
    pages = walk(phone, "/alder/course-1/", until="/name/")
    pages += [(address, phone.get(address).content.decode()) for address in OTHER_PAGES]
    pages += [("500", get_template("500.html").render()), ("400", get_template("400.html").render())]
    pages += [("503", get_template("503.html").render())]

    for address, html in pages:
        body = html.partition("<body")[2]
        in_order = [body.index(sign) for sign in ("data-exit", 'class="get-help"', 'class="site-name"')]
        assert in_order == sorted(in_order), address
        assert body.index('rel="nofollow noreferrer" data-exit') < body.index("<main"), address
        assert "js/exit" in html, address
        assert "This is not a police service." in html, address
        if address != "/sign-in/":
            assert typed_into(html) <= ASKED_FOR, address


def test_partner_whose_name_says_it_is_not_named_in_the_title(two_partners):
    brand = two_partners.alder.partner.brand
    brand.short_name = "Violence Reduction"
    brand.save()

    html = Client().get("/alder/").content.decode()

    assert f"<title>{settings.SITE_NAME}</title>" in html


def test_subjects_of_letters_say_nothing():
    letters = files("*.txt", folders=("templates/letters", "templates/account"))
    subjects = {
        path.name: re.search(r"block subject %}(.*?){% endblock", path.read_text("utf-8"), re.S)
        for path in letters
    }

    assert len([found for found in subjects.values() if found]) > 8
    assert {name: found[1] for name, found in subjects.items() if found and telling_words(found[1])} == {}


def test_names_of_files_and_downloads_say_nothing():
    names = re.compile(r"""filename="([^"{]*)""")
    code = files("*.py", folders=("learning", "dashboards", "certificates", "partners"))
    told = [name for path in code for name in names.findall(path.read_text("utf-8")) if telling_words(name)]
    served = [path.relative_to(REPOSITORY / "static") for path in (REPOSITORY / "static").rglob("*")]

    assert told == []
    assert [str(path) for path in served if telling_words(str(path))] == []


def test_sample_courses_have_neutral_titles_and_addresses():
    samples = Path(REPOSITORY / "courses/samples").rglob("*.md")
    lines = re.compile(r"^(slug|neutral title): (.*)$", re.M)
    found = [text for path in samples for _name, text in lines.findall(path.read_text("utf-8"))]

    assert len(found) > 60
    assert [text for text in found if telling_words(text)] == []
