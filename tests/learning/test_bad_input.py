"""What comes wrong, twice, late or forged: a clear message, nothing lost, never a 500."""

import pytest
from django.test import Client

from courses.models import CoursePage, LessonPage, QuizPage
from learning.models import ActivityCompletion, Attempt, Learner, Response
from partners.scoping import Exemption, past_the_doors
from tests.factories.walking import form_around_primary, right_choices

QUIZ = "alder/course-1/1/3/"
LESSON = "alder/course-1/1/1/"


@pytest.fixture(autouse=True)
def _course(small_course):
    return small_course


def count(model) -> int:
    with past_the_doors(Exemption.MERGE):
        return model.objects.count()


def begin_quiz(phone: Client) -> tuple[str, dict]:
    page = phone.post(f"/learn/quiz/{QUIZ}", follow=True)
    return form_around_primary(page.content.decode())


def rightly(action: str, fields: dict) -> dict:
    return {**fields, "choice": right_choices(action.split("/")[-3], fields["question"])}


@pytest.mark.parametrize(
    "address",
    [
        "/nobody/",
        "/alder/no-course/",
        "/alder/course-1/9/",
        "/alder/course-1/1/99/",
        "/learn/AAAAAAAAAAAAAAAAAAAAAA/",
        "/learn/complete/AAAAAAAAAAAAAAAAAAAAAA/",
        "/learn/sharing/AAAAAAAAAAAAAAAAAAAAAA/",
        "/certificate/AAAAAAAAAAAAAAAAAAAAAA/",
        "/certificate/AAAAAAAAAAAAAAAAAAAAAA/certificate.pdf",
        "/check/BBBB/",
    ],
)
def test_unknown_address_gets_a_helpful_page(guest, address):
    response = guest.get(address)

    assert response.status_code == 404
    html = response.content.decode()
    assert "Get help" in html
    assert 'href="/' in html


def test_unknown_address_below_a_partner_keeps_its_brand(guest):
    response = guest.get("/alder/no-course/")

    html = response.content.decode()
    assert "/alder/theme.css" in html
    assert "Birch" not in html


@pytest.mark.parametrize(
    "address", ["/learn/finish/alder/course-1/9/9/", "/learn/quiz/nobody/x/", f"/learn/quiz/{LESSON}"]
)
def test_form_for_an_unknown_activity_stores_nothing(guest, address):
    response = guest.post(address)

    assert response.status_code == 404
    assert count(Learner) == 0


def test_reading_stores_nothing(guest):
    for address in ("/", "/alder/", "/alder/course-1/", "/alder/course-1/1/", f"/{LESSON}", f"/{QUIZ}"):
        guest.get(address)

    assert count(Learner) == 0
    assert "learner" not in guest.cookies


def test_state_never_changes_on_get(guest):
    assert guest.get(f"/learn/finish/{LESSON}").status_code == 405
    assert guest.get(f"/learn/quiz/{QUIZ}").status_code == 405
    # A browser that was closed after a form may ask for its address: there is a way on, and Exit.
    led_on = guest.get("/phone/carry-on/")
    assert (led_on.status_code, led_on["Allow"]) == (405, "POST")
    assert 'href="/my-learning/"' in led_on.content.decode()
    assert "data-exit" in led_on.content.decode()
    assert count(Learner) == 0


def test_lesson_finished_twice_is_once(guest):
    first = guest.post(f"/learn/finish/{LESSON}")
    second = guest.post(f"/learn/finish/{LESSON}")

    assert first["Location"] == second["Location"]
    assert count(ActivityCompletion) == 1


def test_answer_sent_twice_is_one_response_and_the_same_reply(guest):
    action, fields = begin_quiz(guest)

    first = guest.post(action, rightly(action, fields))
    second = guest.post(action, rightly(action, fields))

    assert first["Location"] == second["Location"]
    assert count(Response) == 1


def test_empty_answer_is_asked_again_beside_the_field(guest):
    action, fields = begin_quiz(guest)

    response = guest.post(action, fields)

    html = response.content.decode()
    assert response.status_code == 422
    assert "Choose an answer first" in html
    assert html.count("data-primary") == 1
    assert count(Response) == 0


def test_choice_that_was_not_offered_is_refused(guest):
    action, fields = begin_quiz(guest)

    response = guest.post(action, {**fields, "choice": ["no-such-choice"]})

    assert response.status_code == 422
    assert count(Response) == 0


def test_two_choices_where_one_is_asked_are_refused_and_kept(guest):
    action, fields = begin_quiz(guest)
    attempt = Attempt._base_manager.get()
    ids = [choice["id"] for choice in attempt.questions[0]["choices"]]

    response = guest.post(action, {**fields, "choice": ids})

    assert response.status_code == 422
    assert "checked" in response.content.decode()
    assert count(Response) == 0


@pytest.mark.parametrize("version", ["", "x", "-5", "999999999999999999999", "7"])
def test_forged_version_is_stale_and_keeps_what_was_chosen(guest, version):
    action, fields = begin_quiz(guest)

    response = guest.post(action, {**rightly(action, fields), "version": version})

    assert response.status_code == 409
    assert "Nothing is lost" in response.content.decode()
    assert "checked" in response.content.decode()
    assert count(Response) == 0


def test_answer_from_a_second_page_is_shown_and_not_counted(guest):
    action, fields = begin_quiz(guest)
    other_page = {**rightly(action, fields), "key": "from-another-page"}
    guest.post(action, rightly(action, fields))

    response = guest.post(action, other_page)

    assert response.status_code == 409
    assert count(Response) == 1


def test_quiz_unpublished_in_the_middle_is_finished_all_the_same(guest, small_course):
    action, fields = begin_quiz(guest)
    QuizPage.objects.descendant_of(small_course.course).first().unpublish()

    for _question in range(3):
        answered = guest.post(action, rightly(action, fields), follow=True)
        assert answered.status_code == 200
        page = guest.get(f"/learn/{action.split('/')[2]}/")
        if "question" in page.content.decode() and "<fieldset" in page.content.decode():
            action, fields = form_around_primary(page.content.decode())

    assert count(ActivityCompletion) == 1
    assert guest.get(f"/{QUIZ}").status_code == 200
    assert Client().get(f"/{QUIZ}").status_code == 404


def test_course_deleted_in_the_middle_stays_for_whoever_began_it(guest, small_course):
    guest.post(f"/learn/finish/{LESSON}")
    CoursePage.objects.get(pk=small_course.course.pk).delete()

    response = guest.get("/alder/course-1/1/2/")
    finished = guest.post("/learn/finish/alder/course-1/1/2/", follow=True)

    assert response.status_code == 200
    assert "One steady adult helps." in response.content.decode()
    assert finished.status_code == 200
    assert count(ActivityCompletion) == 2
    assert Client().get("/alder/course-1/1/2/").status_code == 404


@pytest.mark.parametrize("page_model", [CoursePage, LessonPage])
def test_unpublished_page_is_served_at_no_address(guest, small_course, page_model):
    page = page_model.objects.first()
    page.unpublish()

    for section in ("programme", "alder", "birch"):
        assert guest.get(f"/{section}/course-1/1/1/").status_code == 404


def test_unpublished_section_serves_nothing_of_its_own(guest, two_partners):
    two_partners.alder.unpublish()

    assert guest.get("/alder/").status_code == 404
    assert guest.get(f"/{LESSON}").status_code == 404
    assert guest.get("/birch/course-1/1/1/").status_code == 200


def test_unpublished_owner_takes_the_shared_course_away_everywhere(guest, two_partners):
    two_partners.programme.unpublish()

    assert guest.get("/alder/course-1/1/1/").status_code == 404
    assert guest.get("/birch/course-1/").status_code == 404


@pytest.mark.parametrize("cookie", ["", "forged", "a" * 5000, "ü§", "../../etc/passwd"])
def test_forged_cookie_is_nobody(small_course, cookie):
    phone = Client()
    phone.cookies["learner"] = cookie

    assert phone.get(f"/{LESSON}").status_code == 200
    assert phone.get("/my-learning/").status_code == 200
    assert phone.post(f"/learn/finish/{LESSON}").status_code == 302
    assert count(Learner) == 1


def test_somebody_elses_attempt_is_not_found(guest):
    action, fields = begin_quiz(guest)
    stranger = Client()
    stranger.post(f"/learn/finish/{LESSON}")

    assert stranger.get(action.replace("answer/", "")).status_code == 404
    assert stranger.post(action, rightly(action, fields)).status_code == 404
    assert count(Response) == 0


def test_cookie_holds_a_random_token_that_is_stored_hashed(guest):
    guest.post(f"/learn/finish/{LESSON}")

    cookie = guest.cookies["learner"]
    assert len(cookie.value) >= 43
    assert cookie["max-age"] == 400 * 86_400
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    with past_the_doors(Exemption.MERGE):
        stored = Learner.objects.get().devices.get().token_hash
    assert cookie.value not in stored


def test_personal_pages_are_in_no_cache(guest):
    guest.post(f"/learn/finish/{LESSON}")

    for address in (f"/{LESSON}", "/alder/", "/my-learning/"):
        assert "no-store" in guest.get(address)["Cache-Control"]


def test_skipped_lesson_is_stored_exactly_as_a_read_one(small_course):
    reader, skipper = Client(), Client()
    reader.post(f"/learn/finish/{LESSON}")
    skipper.post(f"/learn/finish/{LESSON}", {"skip": "1"})

    with past_the_doors(Exemption.MERGE):
        rows = list(ActivityCompletion.objects.values("activity_key", "edition_id", "means", "partner_id"))
    assert rows[0] == rows[1]


def test_resume_leads_back_to_the_same_place(guest):
    guest.post(f"/learn/finish/{LESSON}")

    html = guest.get("/alder/course-1/").content.decode()

    assert "Carry on" in html
    assert 'href="/alder/course-1/1/2/"' in html


def test_browser_title_is_neutral(guest):
    for address, title in [
        (f"/{LESSON}", "Part 1.1 – Course 1 – Neighbourhood Learning"),
        (f"/{QUIZ}", "Part 1.3 – Course 1 – Neighbourhood Learning"),
        ("/alder/course-1/", "Course 1 – Neighbourhood Learning"),
    ]:
        assert f"<title>{title}</title>" in guest.get(address).content.decode()
