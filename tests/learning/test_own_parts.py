"""A section's own parts around a shared course: offered in order and recorded, never counted, never required."""

import pytest
from django.test import Client
from django.utils import timezone

from courses.domain.adoption import end_adoption
from courses.domain.own_parts import add_own_part, place_own_part
from courses.enums import ModuleStand
from courses.models import Edition, EditionActivity, LessonPage, ModulePage, QuizPage
from courses.queries import address_book, live_outline
from dashboards.domain.departures import leave_partnership
from dashboards.domain.mergers import merge_partners
from learning.models import ActivityCompletion, Attempt, CourseCompletion, Enrolment
from learning.queries import open_enrolment, progress_of
from partners.domain import public_content_changed
from partners.enums import Role
from partners.scoping import Exemption, for_learner, past_the_doors
from tests.factories.partners import make_person
from tests.factories.sql import counting
from tests.factories.walking import form_around_primary, right_choices, walk

TODAY = timezone.localdate()
BEFORE, AFTER = ModuleStand.BEFORE, ModuleStand.AFTER


def own_part(page, title: str, stands: ModuleStand, *, quiz: bool = False) -> str:
    """A published part with one lesson (and a quiz); its address within the course."""
    part = add_own_part(page=page, title=title, stands=stands, by=None)
    part.add_child(instance=LessonPage(title=f"{title}: read", slug="1", locale_id=page.locale_id, body=[]))
    if quiz:
        questions = list(QuizPage.objects.filter(slug="3").first().questions.raw_data)[:1]
        part.add_child(
            instance=QuizPage(title="Own quiz", slug="2", locale_id=page.locale_id, questions=questions)
        )
    part.get_latest_revision().publish()
    return f"{part.slug}/"


@pytest.fixture
def around(small_course):
    """Alder's course with a part of its own on either side."""
    return {
        "before": own_part(small_course.alder, "Welcome from us", BEFORE),
        "after": own_part(small_course.alder, "Near you", AFTER, quiz=True),
    }


def records(model) -> list:
    with past_the_doors(Exemption.MERGE):
        return list(model.objects.order_by("pk"))


def progress(phone: Client):
    here = phone.get("/alder/course-1/").context["here"]
    return here["progress"].done, here["progress"].total


def finish(phone: Client, relative: str) -> str:
    return phone.post(f"/learn/finish/alder/course-1/{relative}").headers["Location"]


def test_own_part_gets_an_address_that_no_part_of_the_course_has(small_course, around):
    assert all(address.startswith("own-") for address in around.values())
    assert not {row.address for row in live_outline(small_course.course.pk).modules} & set(around.values())


def test_part_added_in_the_editor_gets_such_an_address_too(small_course):
    part = small_course.alder.add_child(
        instance=ModulePage(title="Ours", locale_id=small_course.alder.locale_id)
    )

    assert part.slug.startswith("own-")
    assert part.url_path.endswith(f"/{part.slug}/")


def test_shared_course_keeps_an_address_that_a_part_was_moved_onto(small_course, around):
    ModulePage.objects.child_of(small_course.alder).update(slug="1")
    public_content_changed()

    found = address_book().find("/alder/course-1/1/1/")

    assert found.key in live_outline(small_course.course.pk).by_key


def test_own_part_changes_nothing_of_the_course(small_course):
    before = live_outline(small_course.course.pk)
    own_part(small_course.alder, "Ours", AFTER)
    Client().post("/learn/finish/alder/course-1/1/1/")

    assert live_outline(small_course.course.pk) == before
    assert Edition.objects.get().fingerprint == before.fingerprint
    assert set(EditionActivity.objects.values_list("activity_key", flat=True)) == set(before.by_key)


def test_first_page_names_the_parts_in_order_and_says_whose_they_are(around, guest):
    response = guest.get("/alder/course-1/")

    parts = [
        (part["title"], part["number"], part["from_partner"]) for part in response.context["here"]["parts"]
    ]
    assert parts == [
        ("Welcome from us", None, "Alder"),
        ("Module 1", 1, ""),
        ("Module 2", 2, ""),
        ("Near you", None, "Alder"),
    ]
    html = response.content.decode()
    assert html.count("From Alder") == 2
    assert html.index("Module 2") < html.index("The end of the course") < html.index("Near you")
    assert "2 parts" in html


@pytest.mark.parametrize("section", ["birch", "programme"])
def test_other_sections_know_nothing_of_it(around, guest, section):
    html = guest.get(f"/{section}/course-1/").content.decode()

    assert "Near you" not in html
    assert "Welcome from us" not in html
    assert guest.get(f"/{section}/course-1/{around['after']}").status_code == 404
    assert guest.get(f"/{section}/course-1/{around['after']}1/").status_code == 404
    assert guest.post(f"/learn/finish/{section}/course-1/{around['after']}1/").status_code == 404


def test_course_is_walked_from_the_part_before_to_its_end(around, guest):
    pages = [address for address, _html in walk(guest, "/alder/course-1/", until="/learn/complete/")]

    assert pages[1] == f"/alder/course-1/{around['before']}1/"
    assert pages.index(pages[1]) < pages.index("/alder/course-1/1/1/")
    assert not any(around["after"] in address for address in pages)
    complete = guest.get(pages[-1]).content.decode()
    assert f"/alder/course-1/{around['after']}" in complete
    assert "Near you" in complete


def test_part_after_is_what_the_button_leads_to_once_the_course_is_finished(around, guest):
    walk(guest, "/alder/course-1/", until="/learn/complete/")

    here = guest.get("/alder/course-1/").context["here"]

    assert here["start_url"] == f"/alder/course-1/{around['after']}1/"
    assert here["start_label"] == "Carry on with the part from Alder"
    assert (here["progress"].percent, progress(guest)) == (100, (6, 6))


def test_part_before_is_offered_and_never_in_the_way(around, guest):
    finish(guest, "1/1/")

    here = guest.get("/alder/course-1/").context["here"]

    assert here["start_url"] == "/alder/course-1/1/2/"
    assert progress(guest) == (1, 6)


def test_course_is_begun_from_a_lesson_of_the_part(around, guest):
    onward = finish(guest, f"{around['before']}1/")

    enrolment = records(Enrolment)[0]
    done = records(ActivityCompletion)
    assert onward == "/alder/course-1/1/"
    assert enrolment.course_address == "/alder/course-1/"
    assert [(row.enrolment_id, row.activity_key) for row in done] == [
        (enrolment.pk, address_book().find(f"/alder/course-1/{around['before']}1/").key)
    ]
    assert progress(guest) == (0, 6)
    assert "Finished" in guest.get("/alder/course-1/").content.decode()


def test_finishing_it_twice_is_stored_once(around, guest):
    for _time in range(2):
        finish(guest, f"{around['before']}1/")

    assert len(records(ActivityCompletion)) == 1


def test_finishing_all_own_parts_completes_nothing(around, guest):
    finish(guest, f"{around['before']}1/")
    finish(guest, f"{around['after']}1/")

    assert records(CourseCompletion) == []
    enrolment = records(Enrolment)[0]
    with for_learner(enrolment.learner_id):
        found = progress_of(open_enrolment(enrolment.course_key))
    assert (found.done, found.total) == (0, 6)


def test_own_quiz_is_taken_and_keeps_its_questions(around, guest):
    quiz = f"/learn/quiz/alder/course-1/{around['after']}2/"
    page = guest.post(quiz, follow=True).content.decode()
    QuizPage.objects.get(title="Own quiz").delete()
    action, fields = form_around_primary(page)
    fields["choice"] = right_choices(action.split("/")[-3], fields["question"])

    answered = guest.post(action, fields, follow=True)
    end = guest.get(action.removesuffix("answer/"))

    assert answered.status_code == end.status_code == 200
    attempt = records(Attempt)[0]
    assert (attempt.score, len(attempt.questions)) == (100, 1)
    assert guest.get("/my-learning/").status_code == 200


def test_own_quiz_says_whose_part_it_is_and_leads_on(around, guest):
    page = guest.post(f"/learn/quiz/alder/course-1/{around['after']}2/", follow=True).content.decode()
    action, fields = form_around_primary(page)
    fields["choice"] = right_choices(action.split("/")[-3], fields["question"])
    guest.post(action, fields)

    end = guest.get(action.removesuffix("answer/"))

    assert "From Alder" in end.content.decode()
    assert end.context["here"]["next_url"].startswith("/alder/course-1/")
    assert "From Alder" in guest.get("/my-learning/").content.decode()


def test_part_without_anything_to_do_is_not_offered(small_course, guest):
    part = add_own_part(page=small_course.alder, title="Empty", stands=AFTER, by=None)
    part.get_latest_revision().publish()

    assert "Empty" not in guest.get("/alder/course-1/").content.decode()


def test_draft_part_is_not_offered(small_course, guest):
    part = add_own_part(page=small_course.alder, title="Not yet", stands=AFTER, by=None)
    part.add_child(instance=LessonPage(title="Read", slug="1", locale_id=part.locale_id))

    assert "Not yet" not in guest.get("/alder/course-1/").content.decode()
    assert guest.get(f"/alder/course-1/{part.slug}/1/").status_code == 404


def test_part_that_was_taken_down_leaves_the_way_on_and_what_was_done(around, guest):
    finish(guest, f"{around['before']}1/")
    ModulePage.objects.get(title="Welcome from us").unpublish()

    response = guest.get("/alder/course-1/")

    assert response.context["here"]["start_url"] == "/alder/course-1/1/1/"
    assert guest.get(f"/alder/course-1/{around['before']}1/").status_code == 404
    assert len(records(ActivityCompletion)) == 1


def test_place_own_part_moves_it_to_the_other_side(small_course, around, guest):
    part = ModulePage.objects.get(title="Near you")

    for _time in range(2):
        place_own_part(part=part, stands=BEFORE, by=None)

    titles = [row["title"] for row in guest.get("/alder/course-1/").context["here"]["parts"]]
    assert titles == ["Welcome from us", "Near you", "Module 1", "Module 2"]


def test_draft_of_a_part_does_not_move_it_back(small_course, around, guest):
    part = ModulePage.objects.get(title="Near you")
    part.title = "Nearer to you"
    part.save_revision()
    place_own_part(part=part, stands=BEFORE, by=None)

    ModulePage.objects.get(pk=part.pk).get_latest_revision().publish()

    titles = [row["title"] for row in guest.get("/alder/course-1/").context["here"]["parts"]]
    assert titles[:2] == ["Welcome from us", "Nearer to you"]


def test_add_own_part_twice_is_once(small_course):
    for _time in range(2):
        add_own_part(page=small_course.alder, title="Ours", stands=AFTER, by=None)

    assert ModulePage.objects.child_of(small_course.alder).count() == 1


def test_lesson_moved_to_another_own_part_answers_at_its_former_address(small_course, around, guest):
    lesson = LessonPage.objects.get(title="Near you: read")
    LessonPage.objects.get(title="Welcome from us: read").delete()

    lesson.move(ModulePage.objects.get(title="Welcome from us"), pos="last-child")

    former = guest.get(f"/alder/course-1/{around['after']}1/")
    assert (former.status_code, former.headers["Location"]) == (301, f"/alder/course-1/{around['before']}1/")


@pytest.mark.parametrize("model", [ModulePage, LessonPage, QuizPage])
def test_preview_of_an_own_part_says_whose_it_is(small_course, around, client, model):
    client.force_login(make_person(small_course.partners.alder, Role.TRAINER))
    page = model.objects.descendant_of(small_course.alder).last()

    html = client.get(f"/admin/pages/{page.pk}/view_draft/").content.decode()

    assert "From Alder" in html
    assert "/learn/" not in html
    assert model is ModulePage or "Module 1" in html


def test_own_parts_cost_learners_no_query(small_course, guest):
    def cost(path: str) -> int:
        guest.get(path)
        with counting() as sql:
            guest.get(path)
        return sql.number

    finish(guest, "1/2/")
    plain = [cost("/alder/course-1/1/1/"), cost("/alder/course-1/")]
    address = own_part(small_course.alder, "Near you", AFTER, quiz=True)

    assert [cost("/alder/course-1/1/1/"), cost("/alder/course-1/")] == plain
    assert cost(f"/alder/course-1/{address}1/") == plain[0]


def leaves(small_course) -> None:
    leave_partnership(partner=small_course.partners.alder.partner, left_on=TODAY, notice="Gone.", by=None)


def merges(small_course) -> None:
    partners = small_course.partners
    merge_partners(source=partners.alder.partner, target=partners.birch.partner, dated_on=TODAY, by=None)


@pytest.mark.parametrize(
    "happens",
    [
        pytest.param(lambda small_course: end_adoption(page=small_course.alder, by=None), id="ended"),
        pytest.param(lambda small_course: small_course.alder.delete(), id="deleted"),
        leaves,
        merges,
    ],
)
def test_quiz_of_an_own_part_and_its_course_are_finished_whatever_happens_to_the_section(
    small_course, happens
):
    part, phone = own_part(small_course.alder, "Ours", BEFORE, quiz=True), Client()
    phone.post("/learn/finish/alder/course-1/1/1/")
    question = phone.post(f"/learn/quiz/alder/course-1/{part}2/").headers["Location"]

    happens(small_course)
    walk(phone, question, until="/learn/complete/")

    assert not any(attempt.finished_at is None for attempt in records(Attempt))
    assert len(records(CourseCompletion)) == 1
    assert phone.get("/my-learning/").status_code == 200
    assert phone.get("/my-data/download/").status_code == 200
