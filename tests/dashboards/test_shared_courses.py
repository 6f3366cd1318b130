"""Shared courses as a partner's approvers and managers meet them: take, hide, show, end, and parts of their own."""

import pytest
from django.test import Client

from courses.domain import add_own_part, end_adoption, hide_adoption
from courses.domain.building import build_course
from courses.enums import ModuleStand
from courses.models import AdoptedCoursePage, CoursePage, LessonPage, ModulePage
from partners.enums import Role
from partners.models import AuditEntry
from tests.factories.courses import course_draft
from tests.factories.partners import signed_in
from tests.factories.sql import counting

LIST = "/staff/alder/courses/"
COURSE = f"{LIST}in/course-1/"
SCREENS = ["", "look/programme/course-1/", "in/course-1/", "in/course-1/hide/", "in/course-1/end/"]
SCREENS += ["in/course-1/changes/", "in/course-1/parts/"]
ACTS = ["take/", "in/course-1/hide/", "in/course-1/show/", "in/course-1/end/", "in/course-1/changes/read/"]
ACTS += ["in/course-1/parts/", "in/course-1/parts/own-xxxxxx/", "own/own/share/", "own/own/stop-sharing/"]


@pytest.fixture
def offered(two_partners) -> CoursePage:
    """A course that the programme offers to all, and nobody has taken."""
    return build_course(section=two_partners.programme, draft=course_draft(), is_shared=True)


@pytest.fixture
def manager(two_partners) -> Client:
    return signed_in(two_partners.alder)


def states(client: Client) -> list[tuple]:
    return [(row.title, str(row.state.value)) for row in client.get(LIST).context["courses"]]


def alders() -> list[tuple]:
    rows = AdoptedCoursePage.objects.filter(url_path__startswith="/home/alder/")
    return list(rows.values_list("url_path", "live", "is_hidden"))


# Who may come here


@pytest.mark.parametrize("role", [Role.APPROVER, Role.MANAGER])
def test_screens_open_for_those_who_choose_the_courses(small_course, role):
    client = signed_in(small_course.partners.alder, role)

    assert {path: client.get(LIST + path).status_code for path in SCREENS} == dict.fromkeys(SCREENS, 200)
    assert LIST in client.get(LIST).content.decode()


@pytest.mark.parametrize("role", [Role.TRAINER, Role.COORDINATOR, Role.COMMUNICATIONS])
def test_other_roles_are_refused(small_course, role):
    client = signed_in(small_course.partners.alder, role)

    found = {client.get(LIST + path).status_code for path in SCREENS}
    found |= {client.post(LIST + path).status_code for path in ACTS}
    assert found == {403}


def test_stranger_and_another_partners_staff_see_nothing(small_course):
    elsewhere = signed_in(small_course.partners.birch)

    for path in SCREENS:
        assert elsewhere.get(LIST + path).status_code == 404
        assert Client().get(LIST + path).status_code == 302
    for path in ACTS:
        assert elsewhere.post(LIST + path).status_code == 404
        assert Client().post(LIST + path).status_code == 302
    assert alders() == [("/home/alder/course-1/", True, False)]


def test_acts_are_no_links(small_course, manager):
    only_acts = [path for path in ACTS if path not in SCREENS and "stop" not in path]

    assert {manager.get(LIST + path).status_code for path in only_acts} == {405}


def test_nothing_of_a_stranger_appears(small_course, manager):
    birch = small_course.birch
    birch.title, birch.slug = "Birch has its own name for it", "birch-1"
    birch.save()
    build_course(section=small_course.partners.birch, draft=course_draft(slug="own", modules=1, lessons=1))
    CoursePage.objects.filter(slug="own").update(title="Birch's secret course")

    html = "".join(manager.get(LIST + path).content.decode() for path in SCREENS)

    assert "Birch" not in html
    assert manager.get(f"{LIST}in/birch-1/").status_code == 404
    assert manager.get(f"{LIST}look/birch/own/").status_code == 404
    for path in ("in/birch-1/hide/", "in/birch-1/end/", "own/own/share/", "own/own/stop-sharing/"):
        assert manager.post(LIST + path).status_code == 404
    assert AdoptedCoursePage.objects.get(slug="birch-1").live


@pytest.mark.parametrize("path", ["", "in/course-1/"])
def test_screens_ask_the_same_of_the_database_for_one_course_and_for_three(small_course, manager, path):
    def cost() -> int:
        manager.get(LIST + path)
        with counting() as sql:
            manager.get(LIST + path)
        return sql.number

    one = cost()
    for slug in ("course-2", "course-3"):
        draft = course_draft(slug=slug, modules=1, lessons=1)
        build_course(section=small_course.partners.programme, draft=draft, is_shared=True)
        manager.post(f"{LIST}take/", {"course": f"programme/{slug}"})

    assert len(manager.get(LIST).context["courses"]) == 3
    assert cost() == one


# Taking


def test_course_is_taken_with_one_button_and_learners_find_it(offered, manager, guest):
    assert states(manager) == [("Small signs", "not_taken")]
    assert "Programme Homes" in manager.get(LIST).content.decode()

    response = manager.post(f"{LIST}take/", {"course": "programme/course-1"}, follow=True)

    assert response.request["PATH_INFO"] == COURSE
    assert "is in your section now" in response.content.decode()
    assert guest.get("/alder/course-1/1/1/").status_code == 200
    entry = AuditEntry.objects.get(verb="take shared course")
    assert (entry.partner.slug, entry.actor.email) == ("alder", "manager@alder.example")
    assert entry.details == {"course": "Course 1"}


def test_second_tap_takes_nothing_more(offered, manager):
    for _tap in range(2):
        manager.post(f"{LIST}take/", {"course": "programme/course-1"})

    assert alders() == [("/home/alder/course-1/", True, False)]
    assert AuditEntry.objects.filter(verb="take shared course").count() == 1


@pytest.mark.parametrize(
    "wanted", ["", "programme/not-there", "birch/own", "1", "programme/course-1/../", "\x00"]
)
def test_course_that_is_not_offered_is_not_taken(offered, two_partners, manager, wanted):
    build_course(section=two_partners.birch, draft=course_draft(slug="own", modules=1, lessons=1))

    response = manager.post(f"{LIST}take/", {"course": wanted}, follow=True)

    assert "not offered any more" in response.content.decode()
    assert alders() == []


def test_course_that_was_taken_back_while_one_looked_is_not_taken(offered, manager):
    manager.get(LIST)
    CoursePage.objects.get(pk=offered.pk).unpublish()

    response = manager.post(f"{LIST}take/", {"course": "programme/course-1"}, follow=True)

    assert "not offered any more" in response.content.decode()
    assert alders() == []


def test_preview_is_in_ones_own_colours_and_nothing_can_be_pressed(offered, manager):
    html = manager.get(f"{LIST}look/programme/course-1/").content.decode()

    assert "/alder/theme.css" in html
    assert "Small signs" in html
    assert "Module 1" in html
    assert "Alder's course team" in html
    assert "/learn/" not in html
    assert alders() == []


def test_preview_of_a_course_that_was_taken_shows_ones_own_words(small_course, manager):
    small_course.alder.own_introduction = "<p>Ours.</p>"
    small_course.alder.save()

    assert "Ours." in manager.get(f"{LIST}look/programme/course-1/").content.decode()


# Hiding, showing, ending


def begin(section: str, people: int) -> None:
    for _person in range(people):
        Client().post(f"/learn/finish/{section}/course-1/1/1/")


@pytest.mark.parametrize("act", ["hide", "end"])
def test_what_will_happen_is_said_first_with_small_numbers_hidden(small_course, manager, act):
    begin("alder", 1)
    begin("birch", 2)
    few = manager.get(f"{COURSE}{act}/").context["people"]
    begin("alder", 9)

    response = manager.get(f"{COURSE}{act}/")

    assert (few.under_way, few.completed) == ("Fewer than 10", "Nobody")
    assert response.context["people"].under_way == "10 or more"
    assert "Nothing" in response.content.decode()
    assert alders() == [("/home/alder/course-1/", True, False)]


def test_course_is_hidden_shown_ended_and_taken_again(small_course, manager):
    seen = []
    for path in ("in/course-1/hide/", "in/course-1/show/", "in/course-1/end/"):
        response = manager.post(LIST + path, follow=True)
        assert response.request["PATH_INFO"] == COURSE
        seen += [state for _title, state in states(manager)]
    manager.post(f"{LIST}take/", {"course": "programme/course-1"})

    assert seen == ["hidden", "taken", "ended"]
    assert states(manager) == [("Small signs", "taken")]
    assert alders() == [("/home/alder/course-1/", True, False)]
    verbs = AuditEntry.objects.filter(partner__slug="alder", actor__isnull=False).order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "hide shared course",
        "show shared course",
        "end shared course",
        "take shared course",
    ]


@pytest.mark.parametrize("verb", [hide_adoption, end_adoption])
def test_screen_of_a_course_that_is_not_offered_leads_back(small_course, manager, verb):
    verb(page=small_course.alder, by=None)

    html = manager.get(COURSE).content.decode()

    assert "Whoever has begun" in html
    assert ("Show it again" in html) or ("Take it again" in html)


# Parts of one's own


def test_part_of_ones_own_is_added_as_a_draft_on_the_side_that_was_chosen(small_course, manager):
    response = manager.post(f"{COURSE}parts/", {"title": "Near you", "stands": "before"}, follow=True)

    part = ModulePage.objects.get(title="Near you")
    assert (part.live, part.stands, part.slug[:4]) == (False, "before", "own-")
    assert part.get_parent().specific == small_course.alder
    assert "Near you" in response.content.decode()
    assert AuditEntry.objects.get(verb="add own part").partner.slug == "alder"


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        ({"title": "", "stands": "before"}, 'value="before"'),
        ({"title": "Near you", "stands": "beside"}, "Near you"),
        ({"title": "N" * 121, "stands": "after"}, "NNN"),
        ({}, "Where it stands"),
    ],
)
def test_part_that_cannot_be_added_keeps_what_was_typed(small_course, manager, data, kept):
    response = manager.post(f"{COURSE}parts/", data)

    html = response.content.decode()
    assert response.status_code == 200
    assert "Please look at this again" in html
    assert kept in html
    assert not ModulePage.objects.child_of(small_course.alder).exists()


def test_part_is_put_on_the_other_side(small_course, manager):
    manager.post(f"{COURSE}parts/", {"title": "Near you", "stands": "before"})
    part = ModulePage.objects.get(title="Near you")

    manager.post(f"{COURSE}parts/{part.slug}/", {"stands": "after"})
    refused = manager.post(f"{COURSE}parts/{part.slug}/", {"stands": "beside"}, follow=True)

    assert ModulePage.objects.get(pk=part.pk).stands == "after"
    assert "Nothing was changed" in refused.content.decode()


def test_part_of_another_partner_is_not_ours_to_place(small_course, manager):
    part = add_own_part(page=small_course.birch, title="Theirs", stands=ModuleStand.AFTER, by=None)

    assert manager.post(f"{COURSE}parts/{part.slug}/", {"stands": "before"}).status_code == 404
    assert "Theirs" not in manager.get(COURSE).content.decode()
    assert ModulePage.objects.get(pk=part.pk).stands == "after"


def test_module_of_the_shared_course_is_no_part_of_ones_own(small_course, manager):
    assert manager.post(f"{COURSE}parts/1/", {"stands": "before"}).status_code == 404


def test_trainer_writes_a_lesson_of_the_part_in_the_editor_and_it_waits_for_approval(
    small_course, manager, guest
):
    manager.post(f"{COURSE}parts/", {"title": "Near you", "stands": "before"})
    part = ModulePage.objects.get(title="Near you")
    trainer = signed_in(small_course.partners.alder, Role.TRAINER)
    form = {"title": "Where we meet", "minutes": "3", "done_when": "Read.", "body-count": "0"}
    form |= {
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "content_note": "",
        "is_required": "on",
    }

    response = trainer.post(f"/admin/pages/add/courses/lessonpage/{part.pk}/", form)

    lesson = LessonPage.objects.get(title="Where we meet")
    assert response.status_code == 302
    assert (lesson.get_parent().pk, lesson.live) == (part.pk, False)
    assert "Where we meet" not in guest.get("/alder/course-1/").content.decode()


def test_trainer_writes_and_approver_looks_from_the_editor(small_course):
    approver = signed_in(small_course.partners.alder, Role.APPROVER)

    html = approver.get(COURSE).content.decode()

    assert f"/admin/pages/{small_course.alder.pk}/edit/" in html
    assert approver.get(f"/admin/pages/{small_course.alder.pk}/edit/").status_code == 200
