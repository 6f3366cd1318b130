"""What a phone loads: hashed, bundled and compressed as in production. Pictures and media are not counted."""

import re
from email.message import Message
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings as project
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.storage import storages
from django.test import Client

from courses.queries import address_book
from tests.bench.phone import View, linked, views
from tests.bench.sites import ENCODINGS
from tests.factories.walking import form_around_primary, right_choices

# Bytes and requests of the first view, bytes and requests of the second.
MOST = (50_000, 6, 12_000, 1)
SECTION = "/clarion/"


class Served:
    """As tests.bench.sites.Site, without a process of its own."""

    def __init__(self, phone: Client | None = None) -> None:
        self.phone = phone or Client()

    def ask(self, path: str, *, encodings: str = ENCODINGS, **headers):
        response = self.phone.get(path, headers={"Accept-Encoding": encodings, **headers})
        told = Message()
        for name, value in response.items():
            told[name] = value
        body = b"".join(response.streaming_content) if response.streaming else response.content
        return SimpleNamespace(status=response.status_code, headers=told), body


@pytest.fixture
def collected(tmp_path, settings):
    """Our own static files as collectstatic leaves them, hashed and compressed."""
    settings.STATIC_ROOT = tmp_path
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = False
    backend = "config.staticfiles.InlinedStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}
    source = project.BASE_DIR / "static"
    origin = StaticFilesStorage(location=source)
    names = [path.relative_to(source).as_posix() for path in source.rglob("*.*")]
    for name in names:
        Path(tmp_path, name).parent.mkdir(parents=True, exist_ok=True)
        Path(tmp_path, name).write_bytes(Path(source, name).read_bytes())
    storage = storages["staticfiles"]
    for _name, _hashed, done in storage.post_process({name: (origin, name) for name in names}):
        assert not isinstance(done, Exception), done


def over(first: View, second: View) -> dict:
    """What is more than it may be; empty where all is well."""
    found = (first.bytes, first.requests, second.bytes, second.requests)
    return (
        {}
        if all(one <= most for one, most in zip(found, MOST, strict=True))
        else {"found": found, **first.parts}
    )


def lessons() -> list[str]:
    """Every lesson and quiz of every course of the section."""
    courses = [row for row in address_book().courses if row.address.startswith(SECTION)]
    return [course.address + row.address for course in courses for row in course.outline.activities]


def test_first_and_second_view_of_every_kind_of_page(collected, sample):
    site = Served()
    sizes = {page: len(site.ask(page)[1]) for page in lessons()}
    heaviest = sorted(sizes, key=sizes.get)[-3:]
    pages = ["/", SECTION, f"{SECTION}course-1/", f"{SECTION}help/", *heaviest]

    too_much = {page: found for page in pages if (found := over(*views(site, page)))}

    assert len(sizes) > 30
    assert too_much == {}


def test_question_its_answer_and_personal_pages(collected, small_course):
    phone = Client()
    page = phone.post("/learn/quiz/alder/course-1/1/3/", follow=True)
    action, fields = form_around_primary(page.content.decode())
    fields["choice"] = right_choices(action.split("/")[-3], fields["question"])
    answered = phone.post(action, fields)["Location"]
    pages = [page.request["PATH_INFO"], answered, "/my-learning/", "/phone/", "/reading/", "/code/"]

    too_much = {page: found for page in pages if (found := over(*views(Served(phone), page)))}

    assert too_much == {}


def test_nothing_comes_from_anybody_else_and_what_stays_the_same_is_kept(collected, small_course):
    site = Served()
    answer, body = site.ask("/alder/course-1/1/1/", encodings="identity")
    loaded = linked(body.decode())

    assert len(loaded) == 5
    assert all(re.match(r"/(?!/)", address) for address in loaded)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert {
        part.split()[1] for part in policy.split("; ") if part.startswith(("script", "style", "img", "media"))
    } == {"'self'"}
    answers = {address: site.ask(address)[0].headers for address in loaded}
    assert all("immutable" in told["Cache-Control"] for told in answers.values())
    static = [told for address, told in answers.items() if address.startswith("/static/")]
    assert [told.get("Content-Encoding") for told in static] == ["br"] * 4
