"""Every model is declared, ours and every library's, and the declaration is true."""

import pytest
from django.apps import apps
from django.db import models
from wagtail.models import Page

from pages.managers import collections_in_sight
from partners.checks import every_model_is_declared
from partners.managers import ScopedManager, contacts_in_sight
from partners.rules.declarations import Whose, declared_models, undeclared_models

from .house import records

BEHIND_DOORS = {Whose.PARTNERS_BEHIND_THE_DOOR, Whose.PERSONS_BEHIND_THE_DOOR}


def those(*whose: Whose) -> list[type[models.Model]]:
    # Those that only another database has are left out.
    there = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    return [there[label] for label, kind in declared_models().items() if kind in whose and label in there]


def test_every_model_is_declared():
    assert every_model_is_declared(None) == []


def test_undeclared_model_is_an_error_at_start(monkeypatch):
    declared = dict(declared_models())
    declared.pop("partners.Brand")
    declared["partners.Gone"] = Whose.SHARED
    monkeypatch.setattr("partners.rules.declarations.declared_models", lambda: declared)

    assert undeclared_models() == ["partners.Brand"]
    assert {error.id for error in every_model_is_declared(None)} == {"partners.E003", "partners.E004"}


def test_learner_records_are_those_behind_the_doors():
    assert set(those(*BEHIND_DOORS)) == set(records())
    guarded = {model for model in apps.get_models() if isinstance(model._default_manager, ScopedManager)}
    assert guarded == set(records())


def test_partners_record_has_a_partner_and_a_persons_belongs_to_a_learner():
    for model in those(Whose.PARTNERS_BEHIND_THE_DOOR):
        assert {"partner", "learner"} <= {field.name for field in model._meta.fields}, model
    for model in those(Whose.PERSONS_BEHIND_THE_DOOR):
        assert model.__name__ == "Learner" or "learner" in {field.name for field in model._meta.fields}, model


@pytest.mark.parametrize("model", those(Whose.PARTNERS_IN_SIGHT), ids=lambda model: model.__name__)
def test_what_is_in_sight_is_limited_by_the_manager(db, model):
    tokens = [
        (variable, variable.set(value))
        for variable, value in ((collections_in_sight, (7,)), (contacts_in_sight, 7))
    ]
    try:
        limited = str(model.objects.all().query)
    finally:
        for variable, token in tokens:
            variable.reset(token)

    assert "7" in limited.partition("WHERE")[2]
    assert "WHERE" not in str(model.objects.all().query)


def test_pages_are_what_is_kept_apart_by_page():
    pages = {model for model in apps.get_models() if issubclass(model, Page)}

    assert pages <= set(those(Whose.PARTNERS_BY_PAGE, Whose.SHARED))


def test_what_is_reached_by_place_leads_to_a_partner():
    """By a key of its own, or by that of what it belongs to."""
    for model in those(Whose.PARTNERS_BY_PLACE):
        related = {field.related_model._meta.label for field in model._meta.fields if field.is_relation}
        assert "partners.Partner" in related, model


def test_what_holds_a_partner_is_not_called_nobodys():
    for model in those(Whose.SYSTEM):
        related = {field.related_model for field in model._meta.fields if field.is_relation}
        assert not {found for found in related if found._meta.label == "partners.Partner"}, model
