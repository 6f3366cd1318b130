"""A course kept on one's own phone: offered to nobody else, neutral, and gone where it must be. The server's part."""

import json
import re

import pytest
from django.test import Client, RequestFactory
from django.utils.translation import override

from courses.queries import address_book, questions_from_json
from learning.models import Attempt, Enrolment
from learning.views.kept.contents import contents_of
from learning.views.kept.course import kept_course
from partners.domain import public_content_changed
from partners.models import HelpPage, SupportContact
from tests.factories.sql import counting

from .keeping import FINISH, LESSON, QUIZ, ask, bundle, enrolment, keep_address, make_own_phone, quiz_in
from .taking_away import bring_back, take_away

WORKER = "/worker.js"
# What only a learner's own page holds, or must not hold before its time.
NEVER_KEPT = (
    "csrfmiddlewaretoken",
    "You have finished",
    "That helps.",
    "Listening helps.",
    "Saved on this phone",
)


@pytest.fixture(autouse=True)
def _course(small_course):
    home = small_course.partners.home
    for section in (small_course.partners.alder, home):
        section.add_child(instance=HelpPage(title="Get help", locale=home.locale))
    return small_course


@pytest.fixture
def own_phone() -> Client:
    return make_own_phone()


def test_offered_only_where_somebody_said_that_the_phone_is_their_own(own_phone):
    assert keep_address() in own_phone.get("/phone/").content.decode()

    own_phone.post("/phone/own/", {"own": "no"})

    assert keep_address() not in own_phone.get("/phone/").content.decode()
    assert own_phone.get(keep_address())["Location"] == "/phone/"
    assert own_phone.get(f"{keep_address()}pages/").status_code == 404


def test_strangers_course_is_not_there(own_phone):
    make_own_phone("birch")

    for phone in (own_phone, Client()):
        for address in ("", "pages/"):
            assert phone.get(keep_address() + address).status_code == 404


def test_page_says_who_can_read_it_how_large_it_is_and_until_when(own_phone):
    html = own_phone.get(keep_address()).content.decode()

    assert "Anyone who opens this phone can read it." in html
    assert re.search(r"It takes \d+(\.\d)?\xa0KB on this phone", html)
    assert re.search(r"it stays until \d+ \w+ 20\d\d", html)
    assert "<title>This phone" in html


def test_size_is_that_of_what_is_handed_over(own_phone):
    kept = bundle(own_phone)
    with override("en-gb"):
        told = contents_of(kept_course(enrolment(), RequestFactory().get("/")))

    of_pages = sum(len(html.encode()) for html in kept["pages"].values())
    assert of_pages < told.bytes < of_pages + 60_000
    assert set(kept["digests"]) == set(kept["pages"])


def test_whole_course_is_there_with_help_and_exit_on_every_page(own_phone):
    kept = bundle(own_phone)

    inner = ("", "1/", "1/1/", "1/2/", "1/3/", "2/", "2/3/")
    assert {f"/alder/course-1/{path}" for path in inner} <= set(kept["pages"])
    assert {"/alder/help/", "/help/", "/phone/clear/", "/phone/fresh/", "/phone/kept/"} <= set(kept["pages"])
    for address, html in kept["pages"].items():
        assert "data-exit" in html, address
        assert re.search(r'class="get-help" href="([^"]+)"', html)[1] in kept["pages"], address
        assert [mark for mark in NEVER_KEPT if mark in html] == [], address
    assert kept["lessons"][FINISH] == "/alder/course-1/1/2/"


def test_stored_pause_page_names_no_course_and_no_partner(own_phone):
    html = bundle(own_phone)["pages"]["/phone/kept/paused/"]

    assert "Was it you who used this phone last?" in html
    assert [word for word in ("Alder", "Small signs", "Course 1", "not sent yet") if word in html] == []


def test_every_file_a_stored_page_loads_is_listed_and_is_there(own_phone):
    kept = bundle(own_phone)
    loaded = {
        found
        for html in kept["pages"].values()
        for found in re.findall(r'<(?:script[^>]* src|link rel="(?:stylesheet|icon)" href)="([^"]+)"', html)
    }

    assert loaded
    assert loaded <= set(kept["files"])
    assert all(own_phone.get(file).status_code == 200 for file in kept["files"])


def test_two_phones_keep_the_same_pages(own_phone):
    ours = bundle(own_phone)
    theirs = bundle(make_own_phone())

    assert theirs["pages"] == ours["pages"]
    assert theirs["owner"] != ours["owner"]


def test_attempt_under_way_is_kept_as_it_was_asked(own_phone, small_course):
    own_phone.post(f"/learn/quiz{QUIZ}")
    attempt = Attempt._base_manager.get()

    quiz = quiz_in(bundle(own_phone))

    assert (quiz["attempt"], quiz["version"]) == (attempt.public_id, 0)
    assert [row["id"] for row in quiz["questions"]] == [row["id"] for row in attempt.questions]
    assert list(bundle(own_phone, "?only=attempts")) == ["finished", "pages", "quizzes"]


def test_phone_is_told_what_has_been_gone_through(own_phone):
    own_phone.post(f"/learn/quiz{QUIZ}")
    attempt = Attempt._base_manager.get()
    for number, question in enumerate(questions_from_json(attempt.questions)):
        fields = {"question": question.id, "version": number, "key": f"k{number}"}
        own_phone.post(f"/learn/{attempt.public_id}/set-aside/", fields)

    kept = bundle(own_phone)
    assert kept["finished"] == [LESSON, QUIZ]
    assert quiz_in(kept)["attempt"] == ""


def test_news_cost_one_query_and_name_nobody(own_phone):
    kept = bundle(own_phone)
    ask(own_phone, kept)

    with counting() as sql:
        same = ask(own_phone, kept, kept["version"])
    with counting() as whole:
        told = ask(own_phone, kept)

    assert (same.status_code, told.status_code) == (304, 200)
    assert (sql.number, whole.number) == (1, 1), sql.queries
    assert told.json() == {"digests": kept["digests"]}
    assert "no-store" in told["Cache-Control"]
    assert Enrolment._base_manager.get().learner.public_id not in told.content.decode() + kept["news"]


def test_part_taken_away_for_safety_is_in_the_news_and_not_in_the_pages(own_phone):
    kept = bundle(own_phone)
    withdrawal = take_away("/alder/course-1/1/2/")

    told = ask(own_phone, kept, kept["version"])
    without = bundle(own_phone)["pages"]["/alder/course-1/1/2/"]

    assert told.status_code == 200
    assert told.json()["digests"]["/alder/course-1/1/2/"] != kept["digests"]["/alder/course-1/1/2/"]
    assert "One steady adult helps." not in without
    assert "being looked at again" in without
    bring_back(withdrawal)
    assert ask(own_phone, kept).json()["digests"] == kept["digests"]


def test_changed_contact_is_in_the_news(own_phone):
    kept = bundle(own_phone)
    SupportContact.objects.create(key="childline", name="Childline", number="0800 000 000")
    public_content_changed()

    digests = ask(own_phone, kept, kept["version"]).json()["digests"]

    assert digests["/alder/course-1/"] != kept["digests"]["/alder/course-1/"]
    assert digests[LESSON] == kept["digests"][LESSON]


ENDS = {
    "/phone/own/": {"own": "no"},
    "/phone/fresh/": {},
    "/phone/clear/": {},
    "/my-data/remove/": {},
}


def test_phone_that_is_nobodys_own_any_more_is_told_to_keep_nothing():
    for address, fields in ENDS.items():
        phone = make_own_phone()
        kept = bundle(phone)
        assert ask(phone, kept).status_code == 200
        phone.post(address, fields)

        assert ask(phone, kept).status_code == 410, address


def test_size_of_text_and_colours_stay_as_chosen(own_phone):
    kept = bundle(own_phone)
    own_phone.cookies["reading"] = "large.dark"

    told = ask(own_phone, kept, kept["version"])

    assert told.status_code == 200
    assert 'data-text="large" data-scheme="dark"' in bundle(own_phone)["pages"][LESSON]
    own_phone.cookies["reading"] = "x.<script>"
    assert bundle(own_phone)["pages"] == kept["pages"]


def test_shared_tablet_keeps_nothing_whatever_was_said_before(own_phone):
    kept = bundle(own_phone)
    own_phone.cookies["tablet"] = "signed by staff"

    assert keep_address() not in own_phone.get("/phone/").content.decode()
    assert own_phone.get(f"{keep_address()}pages/").status_code == 404
    assert ask(own_phone, kept).status_code == 410


def test_what_ends_it_says_so_before(own_phone):
    pages = ("/phone/", "/phone/pin/")
    before = [own_phone.get(page).content.decode() for page in pages]
    own_phone.post(keep_address(), {"kept": "yes"})
    after = [own_phone.get(page).content.decode() for page in pages]

    said = ["others use it too, what is kept on it goes", "a PIN could not guard it"]
    assert not any(words in page for words, page in zip(said, before, strict=True))
    assert all(words in page for words, page in zip(said, after, strict=True))


def test_forged_address_of_news_is_not_there(own_phone):
    kept = bundle(own_phone)

    assert own_phone.get(kept["news"].replace("/news/", "/news/x")).status_code == 404


def test_worker_is_asked_for_anew_each_time_and_reaches_the_whole_site():
    client = Client()
    response = client.get(WORKER)

    assert response["Content-Type"].startswith("text/javascript")
    assert (response["Cache-Control"], response["Service-Worker-Allowed"]) == ("no-cache", "/")
    assert "worker-src 'self'" in response["Content-Security-Policy"]
    assert client.get(WORKER, headers={"if-none-match": response["ETag"]}).status_code == 304
    text = response.content.decode()
    assert [name for name in ('"push"', "pushManager", "showNotification") if name in text] == []


def test_pages_bring_its_script_only_after_a_course_is_kept(own_phone):
    address = "/alder/course-1/1/1/"
    before = [Client().get(address), own_phone.get(address)]
    own_phone.post(keep_address(), {"kept": "yes"})
    after = own_phone.get(address)
    own_phone.post(keep_address(), {"kept": "no"})

    assert [page.content.decode().count("<script") for page in before] == [
        own_phone.get(address).content.decode().count("<script")
    ] * 2
    assert all(b"kept" not in page.content and b"worker" not in page.content for page in before)
    assert b"js/kept.js" in after.content
    assert b'rel="manifest"' not in after.content


def test_cookie_of_keeping_ends_with_the_fourteenth_day(own_phone):
    cookie = own_phone.post(keep_address(), {"kept": "yes"}).cookies["kept"]

    assert cookie["max-age"] == 14 * 86_400
    assert cookie.value == "yes"


def test_clearing_and_starting_fresh_let_go_of_it():
    for address in ("/phone/clear/", "/phone/fresh/"):
        phone = make_own_phone()
        phone.post(keep_address(), {"kept": "yes"})
        assert "data-unsent" in phone.get(address).content.decode()

        assert phone.post(address).cookies["kept"]["max-age"] == 0


def test_cleared_page_deletes_by_our_own_script(own_phone):
    own_phone.post(keep_address(), {"kept": "yes"})

    html = own_phone.post("/phone/clear/").content.decode()

    assert "js/clear.js" in html
    assert "js/kept.js" not in html


def test_what_waits_is_listed_by_the_phone_alone(own_phone):
    own_phone.post(keep_address(), {"kept": "yes"})

    html = own_phone.get("/phone/kept/").content.decode()

    assert "js/kept_list.js" in html
    assert "<title>This phone" in html


def test_hard_lesson_is_kept_behind_its_note(own_phone, small_course):
    from courses.models import LessonPage  # noqa: PLC0415

    page = LessonPage.objects.get(url_path="/home/programme/course-1/1/1/")
    LessonPage.objects.filter(pk=page.pk).update(content_note="a knife")
    public_content_changed()

    pages = bundle(own_phone)["pages"]

    assert "One steady adult helps." not in pages[LESSON]
    assert "One steady adult helps." in pages[f"{LESSON}?open=1"]


def test_course_whose_page_is_gone_is_kept_as_it_was_begun(own_phone, small_course):
    own_phone.get(LESSON)
    small_course.alder.delete()

    pages = bundle(own_phone)["pages"]

    assert address_book("en-gb").find(LESSON) is None
    assert "One steady adult helps." in pages[LESSON]
    assert json.dumps(pages).count("One steady adult helps.") == 4
