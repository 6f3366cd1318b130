"""Sixty words that never stand where an onlooker could read them; what a trainer types is looked at, too."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from courses.domain.building import build_course
from pages.conf import TELLING_WORDS
from pages.models import SiteDocument, StandardPage
from pages.validators import telling_words
from tests.factories.courses import course_draft


def test_list_is_sixty_words():
    assert len(set(TELLING_WORDS)) == len(TELLING_WORDS) == 60
    assert all(telling_words(word) for word in TELLING_WORDS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Knife crime", ["crime", "knife"]),
        ("/alder/KNIFECRIME/2/", ["crime", "knife"]),
        ("county-lines", ["county lines"]),
        ("countylines.pdf", ["county lines"]),
        ("stabbed", ["stab"]),
        ("Gangs", ["gang"]),
        ("risks_at_home.mp3", ["risk"]),
        ("Skilling up, a harmless grape on a stable begun by Raja", []),
        ("Course 1", []),
        ("Keeping young people safe", []),
        ("Part 2.1 – Course 2 – Neighbourhood Learning", []),
        ("", []),
    ],
)
def test_what_counts(text, found):
    assert telling_words(text) == found


@pytest.mark.django_db
def test_neutral_title_and_address_are_refused_beside_the_field(two_partners):
    course = build_course(section=two_partners.alder, draft=course_draft())
    course.neutral_title = "Knife course"
    with pytest.raises(ValidationError) as refused:
        course.full_clean()
    assert list(refused.value.message_dict) == ["neutral_title"]
    assert "knife" in str(refused.value)

    course.neutral_title, course.slug = "Course 1", "gang-signs"
    with pytest.raises(ValidationError) as refused:
        course.full_clean()
    assert "gang" in str(refused.value)
    # What learners read inside may say it.
    course.slug, course.title = "course-1", "Knives and gangs"
    course.full_clean()


@pytest.mark.django_db
def test_title_of_a_page_whose_title_the_browser_shows(two_partners):
    page = StandardPage(title="Gangs explained", slug="words-2", locale=two_partners.home.locale)
    with pytest.raises(ValidationError) as refused:
        two_partners.home.add_child(instance=page)

    assert list(refused.value.message_dict) == ["title"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "name", "field"), [("Leaflet", "knife-crime.pdf", "file"), ("Gang leaflet", "a.pdf", "title")]
)
def test_name_and_title_of_a_document(title, name, field):
    document = SiteDocument(title=title, file=ContentFile(b"x", name=name))
    with pytest.raises(ValidationError) as refused:
        document.full_clean()

    assert list(refused.value.message_dict) == [field]
