"""How much a page may ask of the database; exact, so that nothing creeps in. With BEGIN and COMMIT."""

import pytest
from django.core.files.images import ImageFile
from django.test import Client

from courses.domain import adopt_course
from courses.domain.building import build_course
from courses.queries import address_book
from learning.models import Learner
from pages.models import SiteImage
from partners.queries import memory, within_request
from partners.scoping import Exemption, past_the_doors
from tests.factories.courses import course_draft, lesson_draft
from tests.factories.partners import make_partners
from tests.factories.pictures import picture_file
from tests.factories.sql import counting
from tests.factories.walking import form_around_primary, forward, right_choices, walk

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

LESSONS = pytest.mark.parametrize("lessons", [10, 100])
PLACES = pytest.mark.parametrize("place", ["programme", "alder"])


def build(lessons: int) -> None:
    """A shared course of this many lessons, the first with a picture, adopted by Alder."""
    partners = make_partners()
    image = SiteImage(title="Picture", file=ImageFile(picture_file(), name="picture.webp"))
    image.save()
    draft = course_draft(modules=1, lessons=lessons)
    picture = ("picture", {"image": "picture", "alt_text": "A path", "caption": ""})
    draft.modules[0].activities[0] = lesson_draft(
        "1", blocks=[picture, ("contacts", {"keys": ["childline"]})]
    )
    course = build_course(
        section=partners.programme, draft=draft, is_shared=True, images={"picture": image.pk}
    )
    adopt_course(section=partners.alder, course=course)


def sign_in(phone: Client, django_user_model) -> None:
    """The learner of this phone gets an account, and goes on by session alone."""
    user = django_user_model.objects.create_user("sam@example.org", "a long password")
    with past_the_doors(Exemption.MERGE):
        Learner.objects.update(user=user)
    del phone.cookies["learner"]
    phone.force_login(user)


def begin(place: str, django_user_model=None) -> Client:
    phone = Client()
    phone.post(f"/learn/finish/{place}/course-1/1/2/")
    if django_user_model:
        sign_in(phone, django_user_model)
    return phone


@LESSONS
@PLACES
def test_lesson_page_as_a_guest_warm(lessons, place):
    build(lessons)
    phone = begin(place)
    phone.get(f"/{place}/course-1/1/1/")

    with counting() as sql:
        response = phone.get(f"/{place}/course-1/1/1/")

    assert "<img" in response.content.decode()
    assert sql.number == 4, sql.queries


@LESSONS
@PLACES
def test_lesson_page_signed_in_warm(lessons, place, django_user_model):
    build(lessons)
    phone = begin(place, django_user_model)
    phone.get(f"/{place}/course-1/1/1/")

    with counting() as sql:
        response = phone.get(f"/{place}/course-1/1/1/")

    assert "1 of" in response.content.decode()
    assert sql.number == 6, sql.queries


@LESSONS
@PLACES
def test_lesson_page_cold(lessons, place, django_user_model):
    build(lessons)
    phone = begin(place, django_user_model)
    phone.get(f"/{place}/course-1/1/1/")
    memory.forget_everything()

    with counting() as sql:
        phone.get(f"/{place}/course-1/1/1/")

    assert sql.number <= 25, sql.queries


def open_question(phone: Client, place: str, lessons: int) -> tuple[str, dict]:
    """The form of the next question, rightly filled in."""
    quiz = f"{place}/course-1/1/{lessons + 1}/"
    page = phone.post(f"/learn/quiz/{quiz}", follow=True)
    action, fields = form_around_primary(page.content.decode())
    fields["choice"] = right_choices(action.split("/")[-3], fields["question"])
    return action, fields


@LESSONS
@PLACES
@pytest.mark.parametrize(("signed_in", "limit"), [(False, 8), (True, 10)])
def test_answer_warm(lessons, place, signed_in, limit, django_user_model):
    build(lessons)
    phone = begin(place, django_user_model if signed_in else None)
    phone.post(*open_question(phone, place, lessons))
    action, fields = open_question(phone, place, lessons)

    with counting() as sql:
        response = phone.post(action, fields)

    assert response.status_code == 302
    assert sql.number <= limit, sql.queries


@LESSONS
@pytest.mark.parametrize("signed_in", [False, True])
def test_answer_that_completes_the_course(lessons, signed_in, django_user_model):
    build(lessons)
    phone = begin("alder", django_user_model if signed_in else None)
    for number in range(1, lessons + 1):
        phone.post(f"/learn/finish/alder/course-1/1/{number}/")
    for _question in range(2):
        phone.post(*open_question(phone, "alder", lessons))
    action, fields = open_question(phone, "alder", lessons)

    with counting() as sql:
        response = phone.post(action, fields)

    assert "finished the course" in phone.get(response["Location"]).content.decode()
    assert sql.number <= 13, sql.queries


@pytest.mark.parametrize(("signed_in", "limit"), [(False, 9), (True, 11)])
def test_question_and_the_next_in_place(signed_in, limit, django_user_model):
    """Both requests of a question with its script: the answer with what follows, and the next question."""
    build(2)
    phone = begin("alder", django_user_model if signed_in else None)
    phone.post(*open_question(phone, "alder", 2))
    action, fields = open_question(phone, "alder", 2)

    with counting() as answer:
        phone.post(action, fields, headers={"X-In-Place": "yes"})
    with counting() as question:
        phone.get(action.removesuffix("answer/"), headers={"X-In-Place": "yes"})

    assert answer.number <= limit, answer.queries
    assert question.number <= (5 if signed_in else 3), question.queries


def code_of(phone: Client) -> str:
    page = phone.post("/code/new/", follow=True).content.decode()
    return page.split('class="slip__code">')[1].split('">')[1].split("<")[0]


@LESSONS
def test_opening_ones_work_with_a_code(lessons):
    """As much for long work as for short."""
    build(lessons)
    code = code_of(begin("alder"))
    Client().get("/code/open/")

    with counting() as sql:
        response = Client().post("/code/open/", {"code": code})

    assert response["Location"] == "/my-learning/"
    assert sql.number <= 7, sql.queries


@LESSONS
def test_pause_page(lessons):
    build(lessons)
    phone = begin("alder")
    del phone.cookies["seen"]
    phone.get("/alder/course-1/1/1/")

    with counting() as sql:
        response = phone.get("/alder/course-1/1/1/")

    assert "Paused" in response.content.decode()
    assert sql.number <= 2, sql.queries


@LESSONS
@pytest.mark.parametrize(("signed_in", "limit"), [(False, 8), (True, 9)])
def test_my_learning_warm(lessons, signed_in, limit, django_user_model):
    build(lessons)
    phone = begin("alder", django_user_model if signed_in else None)
    phone.get("/my-learning/")

    with counting() as sql:
        response = phone.get("/my-learning/")

    assert "Small signs" in response.content.decode()
    assert sql.number <= limit, sql.queries


def test_public_check_of_a_certificate():
    build(2)
    phone = begin("alder")
    pages = walk(phone, "/alder/course-1/", until="/name/")
    preview = forward(phone, *pages[-1])
    page = forward(phone, pages[-1][0], preview.content.decode()).content.decode()
    check = page.split('href="')
    address = next(
        part.split('"')[0]
        for part in check
        if "/check/" in part.split('"')[0] and len(part.split('"')[0]) > 12
    )
    stranger = Client()
    stranger.get(address)

    with counting() as sql:
        response = stranger.get(address)

    assert "Sam Example" in response.content.decode()
    assert sql.number <= 3, sql.queries


def test_reader_who_has_begun_nothing_costs_one_query():
    build(2)
    Client().get("/alder/course-1/1/1/")

    with counting() as sql:
        Client().get("/alder/course-1/1/1/")

    assert sql.number == 1, sql.queries


def test_book_of_addresses_does_not_grow_with_adopters():
    """The cold page asks the same of the database for one adopter and for the two of these tests."""
    build(2)
    memory.forget_everything()

    with within_request(), counting() as sql:
        book = address_book()

    assert len(book.courses) == 2
    assert sql.number <= 13, sql.queries
