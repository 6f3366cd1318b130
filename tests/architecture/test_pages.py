"""Every page of ours names its parents, knows nothing of floors above, and cannot be made private."""

import pytest
from django.db.models import Field
from wagtail.models import Page, get_page_models

from courses.models import QuizPage
from pages.models import BasePage
from tests.architecture.house import PACKAGES, may_know, own_pages, package_of

# Page → where it may stand.
PARENTS = {
    "pages.HomePage": ["wagtailcore.Page"],
    "pages.StandardPage": ["pages.HomePage"],
    "partners.PartnerPage": ["pages.HomePage"],
    "partners.HelpPage": ["pages.HomePage", "partners.PartnerPage"],
    "courses.CoursePage": ["partners.PartnerPage"],
    "courses.AdoptedCoursePage": ["partners.PartnerPage"],
    "courses.ModulePage": ["courses.AdoptedCoursePage", "courses.CoursePage"],
    "courses.LessonPage": ["courses.ModulePage"],
    "courses.QuizPage": ["courses.ModulePage"],
}
EVERY_PAGE = pytest.mark.parametrize("model", own_pages(), ids=lambda model: model._meta.label)


def own_attribute(model: type[Page], name: str):
    """The value that a class of ours has set; None where only Wagtail has."""
    return next(
        (vars(base)[name] for base in model.__mro__ if package_of(base) in PACKAGES and name in vars(base)),
        None,
    )


def test_there_are_no_pages_but_ours():
    assert set(get_page_models()) == {Page, *own_pages()}
    assert [model for model in own_pages() if not issubclass(model, BasePage)] == []


def test_base_of_all_pages_has_no_table():
    assert BasePage._meta.abstract


def test_each_page_names_its_parents():
    named = {model._meta.label: own_attribute(model, "parent_page_types") for model in own_pages()}

    assert named == PARENTS


def test_each_page_may_stand_where_it_says_and_nowhere_else():
    allowed = {
        model._meta.label: sorted(parent._meta.label for parent in model.allowed_parent_page_models())
        for model in own_pages()
    }

    assert allowed == {label: sorted(parents) for label, parents in PARENTS.items()}


@EVERY_PAGE
def test_page_lists_no_page_of_a_floor_above(model):
    listed = [*(own_attribute(model, "subpage_types") or []), *own_attribute(model, "parent_page_types")]
    labels = [entry if isinstance(entry, str) else entry._meta.label for entry in listed]

    upward = [label for label in labels if not may_know(model._meta.app_label, label.partition(".")[0])]

    assert upward == []


@EVERY_PAGE
def test_page_cannot_be_made_private(model):
    assert model.private_page_options == []


def test_questions_are_not_in_the_search():
    searched = {field.field_name for field in QuizPage.get_search_fields()}
    own = {field.name for field in QuizPage._meta.local_fields if isinstance(field, Field)}

    assert searched & own == set()
