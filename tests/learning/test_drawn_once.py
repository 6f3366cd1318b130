"""What is drawn once for all who read the same says on each page what belongs there."""

import re

from django.test import Client

from partners.domain import public_content_changed
from partners.models import Brand

HERE = re.compile(r'<a href="([^"]+)" aria-current="step">')
NAME = re.compile(r'<a class="site-name" href="([^"]+)"')


def page(path: str) -> str:
    return Client().get(path).content.decode()


def head(html: str) -> str:
    return html.partition('<header class="site-header">')[2].partition("</header>")[0]


def test_each_page_marks_the_part_it_stands_in(small_course):
    # One after the other and back: what is kept of a part must not be that of another page.
    paths = ("/alder/course-1/1/1/", "/alder/course-1/2/1/", "/alder/course-1/", "/alder/course-1/1/1/")

    marked = [HERE.findall(page(path)) for path in paths]

    assert marked == [["/alder/course-1/1/"], ["/alder/course-1/2/"], [], ["/alder/course-1/1/"]]


def test_head_and_foot_are_the_sections_own(small_course):
    for slug in ("alder", "birch", "alder"):
        html = page(f"/{slug}/course-1/1/1/")
        assert NAME.findall(html) == [f"/{slug}/"]
        assert {"alder": "Alder", "birch": "Birch"}[slug] in head(html)


def test_a_name_that_changes_is_shown_at_once(small_course):
    page("/alder/")

    Brand.objects.filter(partner=small_course.partners.alder.partner).update(short_name="Another name")
    public_content_changed()

    assert "Another name" in head(page("/alder/"))
