"""An owner offers a course and takes it back: whoever has taken it is named first, and told."""

import pytest
from django.test import Client

from courses.domain import adopt_course, share_course, stop_sharing_course
from courses.domain.building import build_course
from courses.models import AdoptedCoursePage, CoursePage
from courses.queries import address_book
from letters.models import Letter
from partners.enums import Role
from partners.models import AuditEntry
from tests.factories.courses import course_draft
from tests.factories.partners import make_person, make_section
from tests.factories.sql import counting

LIST = "/staff/programme/courses/"
OWN = f"{LIST}own/course-1/"


@pytest.fixture
def approver(small_course) -> Client:
    """At the owner; and somebody who chooses the courses at each adopter."""
    for section in (small_course.partners.alder, small_course.partners.birch):
        make_person(section, Role.MANAGER)
    client = Client()
    client.force_login(make_person(small_course.partners.programme, Role.APPROVER))
    return client


def told() -> list[str]:
    rows = Letter.objects.filter(dedupe_key__startswith="shared_course_gone").order_by("address")
    return list(rows.values_list("address", flat=True))


ADOPTERS = ["manager@alder.example", "manager@birch.example"]


def test_owner_sees_who_has_taken_its_course(approver):
    html = approver.get(LIST).content.decode()

    assert "Taken by Alder Homes, Birch Homes." in html
    assert "Offered to all partners" in html


def test_list_asks_the_same_of_the_database_for_two_adopters_and_for_six(approver, small_course):
    def cost() -> int:
        approver.get(LIST)
        with counting() as sql:
            approver.get(LIST)
        return sql.number

    two = cost()
    for slug in ("cedar", "damson", "elder", "fir"):
        section = make_section(small_course.partners.home, slug)
        adopt_course(section=section, course=small_course.course)

    assert approver.get(LIST).content.decode().count("Cedar Homes, Damson Homes, Elder Homes, Fir Homes") == 1
    assert cost() == two


def test_stopping_names_the_adopters_and_asks(approver, small_course):
    page = approver.get(f"{OWN}stop-sharing/").content.decode()

    assert "Alder Homes" in page
    assert "Birch Homes" in page
    assert "2 partners have it in their sections" in page
    assert CoursePage.objects.get(pk=small_course.course.pk).is_shared
    assert told() == []


def test_course_that_is_offered_no_more_is_finished_by_whoever_has_begun(approver, small_course, guest):
    guest.post("/learn/finish/alder/course-1/1/1/")

    for _tap in range(2):
        approver.post(f"{OWN}stop-sharing/")

    assert not CoursePage.objects.get(pk=small_course.course.pk).is_shared
    assert address_book().find("/alder/course-1/") is None
    assert guest.get("/alder/course-1/1/2/").status_code == 200
    assert Client().get("/programme/course-1/").status_code == 200
    assert told() == ADOPTERS
    assert AuditEntry.objects.filter(verb="stop sharing course").count() == 1


def test_course_offered_again_is_back_where_it_was_kept(approver, small_course):
    stop_sharing_course(course=small_course.course, by=None)

    approver.post(f"{OWN}share/")

    assert address_book().find("/alder/course-1/1/1/") is not None
    assert AuditEntry.objects.get(verb="share course").actor.email == "approver@programme.example"


def test_adopter_sees_that_its_owner_offers_it_no_more(small_course, approver):
    stop_sharing_course(course=small_course.course, by=None)
    client = Client()
    client.login(username="manager@alder.example", password="a long password")

    html = client.get("/staff/alder/courses/in/course-1/").content.decode()

    assert "Its owner offers it no more" in html


def test_no_draft_shares_a_course_again(small_course):
    course = small_course.course
    course.title = "Later words"
    course.save_revision()
    stop_sharing_course(course=course, by=None)

    CoursePage.objects.get(pk=course.pk).get_latest_revision().publish()

    stored = CoursePage.objects.get(pk=course.pk)
    assert (stored.title, stored.is_shared) == ("Later words", False)


def test_copy_of_a_shared_course_is_not_shared(small_course):
    copied = small_course.course.copy(update_attrs={"slug": "copied"})

    assert not CoursePage.objects.get(pk=copied.pk).is_shared


def test_share_course_twice_is_once(small_course):
    for _time in range(2):
        share_course(course=small_course.course, by=None)

    assert not AuditEntry.objects.filter(verb="share course").exists()


# In the editor. Approvers take pages down; a course with all its parts is deleted by the operator alone.


@pytest.fixture
def by(approver, django_user_model) -> dict[str, Client]:
    operator = Client()
    operator.force_login(
        django_user_model.objects.create_superuser("operator@example.org", "a long password")
    )
    return {"unpublish": approver, "delete": operator}


def act_on(page, act: str) -> str:
    return f"/admin/pages/{page.pk}/{act}/"


@pytest.mark.parametrize("act", ["unpublish", "delete"])
def test_editor_names_the_adopters_before_a_shared_course_goes(small_course, by, act):
    address = act_on(small_course.course, act)

    asked = by[act].post(address, {"next": "/admin/"})

    html = asked.content.decode()
    assert asked.status_code == 200
    assert "Course 1 stands in the sections of 2 other partners" in html
    assert "Alder Homes" in html
    assert 'name="next" value="/admin/"' in html
    assert CoursePage.objects.get(pk=small_course.course.pk).live
    assert told() == []


@pytest.mark.parametrize("act", ["unpublish", "delete"])
def test_editor_goes_on_once_they_were_named_and_they_are_told(small_course, by, act):
    asked = by[act].post(act_on(small_course.course, act), {"adopters_told": "yes"})

    assert asked.status_code == 302
    assert not CoursePage.objects.live().filter(pk=small_course.course.pk).exists()
    assert told() == ADOPTERS
    assert AdoptedCoursePage.objects.filter(live=True).count() == 2


def test_adopters_are_told_when_the_owners_section_goes(small_course, approver):
    small_course.partners.programme.unpublish()

    assert told() == ADOPTERS


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_editor_asks_before_many_go_at_once(small_course, by, action):
    address = f"/admin/bulk/wagtailcore/page/{action}/?id={small_course.course.pk}"

    asked = by[action].post(address)

    assert "Alder Homes" in asked.content.decode()
    assert CoursePage.objects.get(pk=small_course.course.pk).live
    assert told() == []


def test_editor_asks_nothing_where_nobody_has_taken_it(small_course, approver):
    for page in AdoptedCoursePage.objects.all():
        page.unpublish()

    assert approver.post(act_on(small_course.course, "unpublish")).status_code == 302
    assert not CoursePage.objects.get(pk=small_course.course.pk).live


@pytest.mark.parametrize(
    ("act", "leads_to"),
    [("unpublish", "/staff/alder/courses/in/course-1/"), ("delete", "/staff/alder/courses/in/course-1/")],
)
def test_editor_leads_to_the_screen_for_a_course_that_was_taken(small_course, act, leads_to):
    client = Client()
    client.force_login(make_person(small_course.partners.alder, Role.APPROVER))

    response = client.post(act_on(small_course.alder, act))

    assert response.headers["Location"] == leads_to
    assert AdoptedCoursePage.objects.live().filter(pk=small_course.alder.pk).exists()


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_editor_leaves_it_out_of_what_goes_at_once(small_course, action):
    client = Client()
    client.force_login(make_person(small_course.partners.alder, Role.APPROVER))

    client.post(f"/admin/bulk/wagtailcore/page/{action}/?id={small_course.alder.pk}")

    assert AdoptedCoursePage.objects.live().filter(pk=small_course.alder.pk).exists()


def test_editor_copies_no_course_that_was_taken(small_course):
    client = Client()
    client.force_login(make_person(small_course.partners.alder, Role.TRAINER))
    section = small_course.partners.alder
    form = {"new_title": "Two", "new_slug": "two", "new_parent_page": section.pk, "copy_subpages": "on"}

    response = client.post(act_on(small_course.alder, "copy"), form)

    assert response.headers["Location"] == f"/admin/pages/{section.pk}/"
    assert AdoptedCoursePage.objects.child_of(section).count() == 1


def test_sharing_is_not_in_the_editor(small_course, approver):
    html = approver.get(act_on(small_course.course, "edit")).content.decode()

    assert 'name="is_shared"' not in html


def test_section_cannot_take_its_own_course_from_the_screen(small_course, approver):
    response = approver.post(f"{LIST}take/", {"course": "programme/course-1"}, follow=True)

    assert "not offered any more" in response.content.decode()


def test_programme_may_take_what_a_partner_offers(small_course, approver):
    draft = course_draft(slug="own", modules=1, lessons=1)
    build_course(section=small_course.partners.birch, draft=draft, is_shared=True)

    approver.post(f"{LIST}take/", {"course": "birch/own"})

    assert address_book().find("/programme/own/1/1/") is not None
    with pytest.raises(AdoptedCoursePage.DoesNotExist):
        AdoptedCoursePage.objects.child_of(small_course.partners.alder).get(slug="own")
