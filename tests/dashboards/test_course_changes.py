"""What is new in a shared course, side by side; and the letters to those who look after it."""

import json

import pytest
from django.core.files.images import ImageFile
from django.test import Client
from django.utils import timezone

from courses.domain import end_adoption, hide_adoption
from courses.models import AdoptedCoursePage, LessonPage, ModulePage
from letters.models import Letter
from pages.models import SiteImage
from partners.enums import Role
from partners.models import Membership
from tests.factories.partners import make_person
from tests.factories.pictures import picture_file
from tests.factories.sql import counting

COURSE = "/staff/alder/courses/in/course-1/"


@pytest.fixture
def manager(small_course) -> Client:
    client = Client()
    client.force_login(make_person(small_course.partners.alder, Role.MANAGER))
    return client


def lesson(slug: str = "1") -> LessonPage:
    return LessonPage.objects.get(url_path=f"/home/programme/course-1/1/{slug}/")


def reword(words: str, slug: str = "1") -> None:
    page = lesson(slug)
    data = list(page.body.raw_data)
    data[0]["value"] = f"<p>{words}</p>"
    page.body = json.dumps(data)
    page.save_revision().publish()


def letters() -> list[tuple]:
    rows = Letter.objects.filter(dedupe_key__startswith="shared_course").order_by("pk")
    return list(rows.values_list("address", flat=True))


def test_old_and_new_stand_side_by_side(manager):
    reword("One <b>calm</b> adult &amp; a friend help.")

    response = manager.get(f"{COURSE}changes/")

    html = response.content.decode()
    assert '<del><span class="visually-hidden">(gone: </span>steady ' in html
    assert '<ins><span class="visually-hidden">(new: </span>calm ' in html
    assert "&amp; a friend" in html
    assert "1.1 Lesson 1" in html
    assert len(response.context["changes"]) == 1
    assert "1 change to read" in manager.get("/staff/alder/courses/").content.decode()
    assert "differs from what you read last" in manager.get(COURSE).content.decode()


def test_another_picture_is_named(manager):
    pictures = []
    for title in ("A path", "A bench"):
        image = SiteImage(title=title, file=ImageFile(picture_file((60, 40)), name="p.webp"))
        image.save()
        pictures.append(image.pk)
    page = lesson()
    for pk in pictures:
        value = {"image": pk, "alt_text": "Outside", "caption": ""}
        page.body = json.dumps([{"type": "picture", "id": "one", "value": value}])
        page.save_revision().publish()
        if pk == pictures[0]:
            seen = manager.get(f"{COURSE}changes/").context["seen"]
            manager.post(f"{COURSE}changes/read/", {"seen": seen})

    html = manager.get(f"{COURSE}changes/").content.decode()

    assert "A path" in html
    assert "A bench" in html
    assert "Outside" not in html


def test_lesson_that_was_taken_out_and_one_that_is_new_are_shown_whole(manager, small_course):
    module = ModulePage.objects.child_of(small_course.course).first()
    module.add_child(instance=LessonPage(title="Quite new", slug="9", locale=module.locale, live=False))
    LessonPage.objects.get(title="Quite new").save_revision().publish()
    lesson().unpublish()

    html = manager.get(f"{COURSE}changes/").content.decode()

    assert (
        html.count("It was not part of the course.") == html.count("It is no longer part of the course.") == 1
    )
    assert "(gone: </span>One steady adult helps." in html
    assert "(new: </span>Quite new" in html


def test_what_was_read_is_new_no_more(manager):
    reword("One calm adult helps.")
    seen = manager.get(f"{COURSE}changes/").context["seen"]

    for _tap in range(2):
        response = manager.post(f"{COURSE}changes/read/", {"seen": seen}, follow=True)
        assert response.request["PATH_INFO"] == COURSE

    assert "Nothing has changed since" in manager.get(f"{COURSE}changes/").content.decode()
    assert "change to read" not in manager.get("/staff/alder/courses/").content.decode()


@pytest.mark.parametrize("seen", ["", "forged", None])
def test_what_changed_while_one_read_stays_new(manager, seen):
    reword("One calm adult helps.")
    before = manager.get(f"{COURSE}changes/").context["seen"]
    reword("One warm adult helps.", slug="2")

    response = manager.post(f"{COURSE}changes/read/", {"seen": before if seen is None else seen}, follow=True)

    assert "changed again in the meantime" in response.content.decode()
    assert len(response.context["changes"]) == 2


def test_words_that_were_never_read_are_asked_for(manager, small_course):
    AdoptedCoursePage.objects.update(seen_words=None, seen_at=None)

    response = manager.get(f"{COURSE}changes/")
    manager.post(f"{COURSE}changes/read/", {"seen": response.context["seen"]})

    assert "We do not know which words you read last" in response.content.decode()
    assert AdoptedCoursePage.objects.get(pk=small_course.alder.pk).seen_words
    assert AdoptedCoursePage.objects.get(pk=small_course.birch.pk).seen_words is None


def test_course_that_is_offered_no_more_has_nothing_to_compare(manager, small_course):
    small_course.course.unpublish()

    response = manager.get(f"{COURSE}changes/")

    assert "nothing to compare" in response.content.decode()
    assert manager.post(f"{COURSE}changes/read/", {"seen": ""}).status_code == 302


def test_screen_asks_the_same_of_the_database_for_one_change_and_for_three(manager, small_course):
    def cost() -> int:
        manager.get(f"{COURSE}changes/")
        with counting() as sql:
            manager.get(f"{COURSE}changes/")
        return sql.number

    reword("One calm adult helps.")
    one = cost()
    reword("One warm adult helps.", slug="2")
    module = ModulePage.objects.child_of(small_course.course).last()
    module.title = "Anew"
    module.save_revision().publish()

    assert cost() == one


# Letters


@pytest.fixture
def staff(small_course):
    """Those who choose the courses, at both partners; and some who do not."""
    alder, birch = small_course.partners.alder, small_course.partners.birch
    for section, role in ((alder, Role.MANAGER), (alder, Role.APPROVER), (birch, Role.MANAGER)):
        make_person(section, role)
    make_person(alder, Role.TRAINER)
    make_person(alder, Role.COORDINATOR)
    left = make_person(birch, Role.APPROVER)
    Membership.objects.filter(user=left).update(ended_on=timezone.localdate())


def test_those_who_choose_the_courses_hear_once_a_day(staff, small_course):
    reword("One calm adult helps.")
    reword("One warm adult helps.", slug="2")

    assert sorted(letters()) == ["approver@alder.example", "manager@alder.example", "manager@birch.example"]
    letter = Letter.objects.get(address="manager@alder.example")
    assert "/staff/alder/courses/in/course-1/" in letter.body
    assert "Course 1" in letter.body
    assert "Small signs" not in letter.subject + letter.body


def test_next_day_is_told_again_and_what_was_read_is_not(staff, manager, small_course):
    reword("One calm adult helps.")
    for letter in Letter.objects.all():
        letter.dedupe_key = letter.dedupe_key.replace(timezone.localdate().isoformat(), "2026-01-01")
        letter.save()
    seen = manager.get(f"{COURSE}changes/").context["seen"]
    manager.post(f"{COURSE}changes/read/", {"seen": seen})
    Letter.objects.all().delete()

    lesson().save_revision().publish()

    assert letters() == ["manager@birch.example"]


def test_publishing_the_same_words_tells_nobody(staff):
    lesson().save_revision().publish()

    assert letters() == []


@pytest.mark.parametrize(
    ("verb", "told"), [(hide_adoption, True), (end_adoption, False)], ids=["hidden", "ended"]
)
def test_whoever_has_ended_the_course_hears_nothing(staff, small_course, verb, told):
    verb(page=small_course.alder, by=None)

    reword("One calm adult helps.")

    assert ("manager@alder.example" in letters()) is told
    assert "manager@birch.example" in letters()
