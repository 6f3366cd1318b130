"""A manager looks after a shared course on a phone."""

import json

from courses.domain import add_own_part
from courses.enums import ModuleStand
from courses.models import AdoptedCoursePage, LessonPage
from partners.domain import give_role
from partners.enums import Role
from partners.models import Partner

LIST = "/staff/clarion/courses/"
COURSE = f"{LIST}in/course-1/"


def write() -> None:
    """A part of Clarion's own, and a sentence that the programme has corrected."""
    page = AdoptedCoursePage.objects.get(url_path="/home/clarion/course-1/")
    part = add_own_part(page=page, title="Near you", stands=ModuleStand.AFTER, by=None)
    part.add_child(instance=LessonPage(title="Where we meet", slug="1", locale_id=page.locale_id))
    part.get_latest_revision().publish()
    lesson = LessonPage.objects.get(url_path="/home/programme/course-1/1/1/")
    data = list(lesson.body.raw_data)
    data[0]["value"] = "<p>Quite other words.</p>"
    lesson.body = json.dumps(data)
    lesson.save_revision().publish()


def test_manager_looks_after_a_shared_course(site, phone, django_user_model):
    write()
    kim = django_user_model.objects.create_user("kim@example.org", "a long password")
    give_role(user=kim, partner=Partner.objects.get(slug="clarion"), role=Role.MANAGER)
    page = phone(javascript=False)
    page.goto(f"{site}/sign-in/?next={LIST}")
    page.fill("input[name=login]", "kim@example.org")
    page.fill("input[name=password]", "a long password")
    page.locator("form button[type=submit]").first.click()

    page.get_by_role("link", name="Look after it").first.click()
    page.get_by_role("link", name="See what is new").click()
    assert page.get_by_text("Quite other words.").is_visible()
    page.get_by_role("button", name="We have read this").click()
    page.get_by_role("link", name="Hide it").click()
    page.get_by_role("button", name="Hide it").click()
    assert page.goto(f"{site}/clarion/course-1/").status == 404
    page.goto(f"{site}{COURSE}")
    page.get_by_role("button", name="Show it again").click()

    assert page.goto(f"{site}/clarion/course-1/").status == 200
    assert page.get_by_role("link", name="Near you").is_visible()
