"""With production's setting, a section that still holds a sample text is not for the public."""

import pytest

from courses.models import AdoptedCoursePage, CoursePage
from partners.domain import public_content_changed
from partners.models import Brand

PAGES = ("/alder/", "/alder/course-1/", "/alder/course-1/1/1/")


@pytest.fixture(autouse=True)
def _production(settings, small_course):
    settings.SERVE_SAMPLE_TEXTS = False


def statuses(guest) -> set[int]:
    public_content_changed()
    return {guest.get(address).status_code for address in PAGES}


def test_section_with_its_own_texts_is_served(guest):
    assert statuses(guest) == {200}


@pytest.mark.parametrize("field", ["welcome", "safeguarding_statement", "help_statement"])
def test_section_with_a_sample_brand_text_is_not_served(guest, field):
    Brand.objects.filter(partner__slug="alder").update(
        **{field: "Sample. Alder Homes has not written or approved this."}
    )

    assert statuses(guest) == {404}
    assert guest.get("/birch/course-1/1/1/").status_code == 200
    assert guest.get("/alder/theme.css").status_code == 404


def test_section_with_a_sample_introduction_is_not_served(guest, small_course):
    AdoptedCoursePage.objects.filter(pk=small_course.alder.pk).update(
        own_introduction="<p>Sample. Hello.</p>"
    )

    assert statuses(guest) == {404}


def test_sample_course_takes_its_owner_and_its_adopters_addresses_away(guest):
    CoursePage.objects.update(is_sample=True)

    public_content_changed()
    assert guest.get("/programme/").status_code == 404
    assert guest.get("/alder/").status_code == 200
    assert guest.get("/alder/course-1/1/1/").status_code == 404


def test_form_for_a_hidden_section_stores_nothing(guest):
    CoursePage.objects.update(is_sample=True)
    public_content_changed()

    assert guest.post("/learn/finish/alder/course-1/1/1/").status_code == 404
