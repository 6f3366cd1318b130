"""Every activity of every sample course, in two partners' sections, by a phone that follows its links."""

import pytest
from django.test import Client

from courses.queries import address_book
from learning.models import ActivityCompletion, CourseCompletion
from partners.models import Partner
from partners.scoping import for_partners
from tests.factories.walking import have_it_printed, walk

SECTIONS = ("clarion", "peabody")


@pytest.mark.parametrize("slug", SECTIONS)
@pytest.mark.parametrize("course", ["course-1", "course-2", "course-3"])
def test_sample_course_can_be_completed(sample, slug, course):
    partner = Partner.objects.get(slug=slug)
    outline = address_book().find(f"/{slug}/{course}/").outline
    phone = Client()

    pages = walk(phone, f"/{slug}/{course}/", until="/certificate/")

    with for_partners([partner.pk]):
        completion = CourseCompletion.objects.get()
        done = set(ActivityCompletion.objects.values_list("activity_key", flat=True))
    assert completion.course_key == outline.course_key
    assert done == set(outline.by_key)
    addresses = {address for address, _html in pages}
    for activity in outline.activities:
        assert f"/{slug}/{course}/{activity.address}" in addresses


def test_following_the_primary_alone_leads_to_the_certificates_page(sample, guest):
    """Each page on the way carries exactly one data-primary: walk() refuses any other number."""
    pages = walk(guest, "/programme/course-3/", until="/name/")
    completion = pages[-1][0].split("/")[2]

    last = walk(guest, pages[-1][0], until="/certificate/", limit=1)
    response = guest.get(have_it_printed(guest, pages[-1][0], name="Sam Example")["Location"])

    assert last[-1][0] == f"/certificate/{completion}/name/"
    assert response.status_code == 200
    assert "Sam Example" in response.content.decode()


def test_own_course_of_one_partner_is_found_in_its_section_only(sample, guest):
    assert guest.get("/clarion/short-course/").status_code == 200
    assert guest.get("/peabody/short-course/").status_code == 404


def test_no_page_holds_a_right_answer_before_the_answer_is_given(sample, guest):
    """Explanations and feedback of a quiz stand on no page before its own question was answered."""
    outline = address_book().find("/clarion/course-1/").outline
    quiz = next(row for row in outline.activities if row.kind == "quiz")

    pages = walk(guest, f"/clarion/course-1/{quiz.address}", until="/answered/")

    before = "".join(html for _address, html in pages[:-1])
    assert "It raises the chance of harm" not in before
    assert "is_right" not in before
    assert "It raises the chance of harm" in pages[-1][1]


def test_two_taps_from_the_partners_address_to_the_first_lesson(sample, guest):
    pages = walk(guest, "/clarion/", until="/clarion/course-1/1/1/")

    assert [address for address, _html in pages] == [
        "/clarion/",
        "/clarion/course-1/",
        "/clarion/course-1/1/1/",
    ]
    assert all("<form" not in html for _address, html in pages[:2])
